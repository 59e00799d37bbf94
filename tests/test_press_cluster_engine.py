"""A real scheduler and real workers: the same bytes as here, and what dies costs time and nothing else."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pubpipe import press
from pubpipe.model import ArticleReport, Edition, Report
from pubpipe.press.cluster.engine import Cluster, clustered
from pubpipe.press.limits import USUAL
from pubpipe.press.request import Input, Request
from pubpipe.project import articles, find
from pubpipe.settings import Settings
from tests.conftest import Amount
from tests.support.cluster import cluster
from tests.support.command import pubpipe
from tests.test_press_workers_pool import articles as odd_articles
from tests.test_press_workers_pool import odd as odd  # noqa: PLC0414  # the fixture
from tests.test_press_workers_pool import pid, until_gone

FORMATS = ("md", "pdf", "epub", "txt", "html")
PARAGRAPH = "On Monday the council heard what the keepers of harbour {n} had to say about its old cranes.\n\n"


def write(root: Path, count: int) -> None:
    (root / "source").mkdir(parents=True)
    (root / "pubpipe.toml").write_text("")
    for n in range(count):
        (root / "source" / f"a{n:03}.md").write_text(
            f"# Harbour {n}\n\n" + PARAGRAPH.format(n=n) * (3 + n % 3)
        )


def build(
    root: Path, address: str, on_article: Callable[[ArticleReport], None] | None = None, **options: object
) -> Report:
    project = replace(find(root), settings=Settings(jobs=2))
    inputs = tuple(Input(path.name, path) for path in articles(project))
    asked = replace(Request(project, inputs, FORMATS, cluster=address, whole=True), **options)  # type: ignore[arg-type]
    return press.build(asked, on_article)


def editions(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "dist").rglob("*") if p.is_file()}


def after(count: int, act: Callable[[], None]) -> Callable[[ArticleReport], None]:
    """Act once, when so many articles are done."""
    left = iter(range(count - 1, -1, -1))
    return lambda _: act() if next(left, -1) == 0 else None


def test_a_machine_and_then_the_scheduler_die_and_all_is_built_in_the_end(
    tmp_path: Path, amount: Amount
) -> None:
    here, there, logs = tmp_path / "here", tmp_path / "there", tmp_path / "logs"
    count = amount(8, 200)
    write(here, count)
    write(there, count)
    logs.mkdir()
    build(here, "")
    with cluster(logs) as machines:
        report = build(there, machines.address, after(count // 2, machines.workers[0].kill))
        assert machines.workers[0].wait() != 0
        assert (report.exit_code, report.count("built")) == (0, count * len(FORMATS))
        assert editions(there) == editions(here)

        assert machines.scheduler is not None
        report = build(there, machines.address, after(count // 4, machines.scheduler.kill), force=True)
    assert report.exit_code == 5
    assert [finding.code for finding in report.findings] == ["build-stopped"]
    assert "is lost" in report.findings[0].message
    assert "same command again" in report.findings[0].hint
    assert count // 4 <= len(report.articles) < count
    assert report.basis is None
    # The index is left as it was, nothing is torn, and what was not reached is whole from before.
    assert editions(there) == editions(here)
    for name in sorted(editions(there))[::3]:
        (there / name).unlink()
    again = build(there, "local")
    assert (again.exit_code, again.count("failed")) == (0, 0)
    assert 0 < again.count("built") < again.count("unchanged") + again.count("built")
    assert editions(there) == editions(here)


def row(*slugs: str) -> Iterator[tuple[int, tuple[Edition, ...]]]:
    yield from odd_articles(*slugs).items()


@pytest.mark.usefixtures("odd")
def test_what_dies_or_raises_costs_its_own_article() -> None:
    slugs = ("a", "die-1", "b", "raise", "c", "d", "die-2", "e")
    done = dict(clustered(row(*slugs), len(slugs), Cluster("local", 2), USUAL, ("odd",)))
    assert sorted(done) == list(range(len(slugs)))
    failures = {slugs[n]: results[0].failure for n, results in done.items() if results[0].failure}
    assert {slug: failure.message.partition(":")[0] for slug, failure in failures.items()} == {
        "die-1": "the process that made it died",
        "die-2": "the process that made it died",
        "raise": "making it",
    }
    # The style came with the crew.
    assert all(r[0].rendering.content.endswith(b" 5") for r in done.values() if r[0].rendering)


@pytest.mark.usefixtures("odd")
def test_articles_are_taken_only_as_there_is_room_for_them() -> None:
    taken = list[int]()

    def read() -> Iterator[tuple[int, tuple[Edition, ...]]]:
        for one in row(*(f"a{n}" for n in range(300))):
            taken.append(one[0])
            yield one

    results = clustered(read(), 300, Cluster("local", 1), USUAL, ("odd",))
    next(results)
    time.sleep(0.5)
    # Two chunks of eight that are under way, and what has landed.
    assert len(taken) <= 3 * 8
    assert sorted(n for n, _ in results) == list(range(1, 300))
    assert len(taken) == 300


@pytest.mark.usefixtures("odd")
def test_a_heavy_article_travels_without_a_word() -> None:
    heavy = odd_articles("a", "b", body="Words. " * 2_000_000)
    done = dict(clustered(iter(heavy.items()), 2, Cluster("local", 1), USUAL, ("odd",)))
    assert all(results[0].rendering for results in done.values())


def test_where_nothing_is_to_be_made_nobody_is_asked() -> None:
    assert list(clustered(iter(()), 9, Cluster("tcp://127.0.0.1:1", 0), USUAL, ("md",))) == []


@pytest.mark.usefixtures("odd")
def test_a_run_that_is_left_leaves_nothing_behind() -> None:
    results = clustered(row("a", "b", "hang", "hang"), 4, Cluster("local", 2), USUAL, ("odd",))
    pids = {int(pid(next(results)[1])) for _ in range(2)}
    results.close()
    for one in pids:
        until_gone(partial(os.kill, one, 0))


def test_the_command_says_what_is_wrong_and_others_never_load_dask(tmp_path: Path) -> None:
    write(tmp_path, 1)
    done = pubpipe("md", "--cluster", "tcp://127.0.0.1:1", cwd=tmp_path)
    assert (done.returncode, b"nothing answers at tcp://127.0.0.1:1" in done.stderr) == (4, True)
    both = pubpipe("md", "--cluster", "127.0.0.1:1", "--jobs", "2", cwd=tmp_path)
    assert (both.returncode, b"--jobs is for this machine" in both.stderr) == (2, True)
    code = (
        "import sys; sys.argv = ['pubpipe', 'md', '--project', sys.argv[1]]\n"
        "import atexit\n"
        "atexit.register(lambda: print('LOADED', *({'dask', 'distributed', 'pubpipe.press.cluster.engine'}"
        " & set(sys.modules))))\n"
        "from pubpipe.__main__ import main\n"
        "main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "LOADED"
