"""The pool of workers: results as they come, and what dies, hangs or grows costs its own article."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pubpipe.model import Edition, Manuscript, Metadata, Style
from pubpipe.press import doors
from pubpipe.press.limits import USUAL, Limits
from pubpipe.press.workers import rendering
from pubpipe.press.workers.making import Results
from pubpipe.press.workers.pool import patience, pooled, prepare
from pubpipe.press.workers.rendering import render_all
from pubpipe.press.workers.worker import memory, task, work
from pubpipe.styling import load
from tests.conftest import Amount

ODD = """
import os, signal, tempfile, time
from pubpipe.model import Rendering

kept = []

def render(edition):
    slug = edition.manuscript.slug
    tempfile.mkdtemp(prefix="left-")
    if "die" in slug:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in slug:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        time.sleep(3600)
    if "grow" in slug:
        kept.append(b"x" * 300_000_000)
    if "raise" in slug:
        raise KeyError(slug)
    return Rendering(f"{os.getpid()} {len(edition.style.files['a'])}".encode())
"""


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An edition of a stranger's, registered as `odd`, that does what the slug says."""
    package = tmp_path / "odd-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[pubpipe.editions]\nodd = odd_edition:render\n")
    (tmp_path / "odd_edition.py").write_text(ODD)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    doors._doors.cache_clear()
    yield
    doors._doors.cache_clear()


def articles(*slugs: str, body: str = "x\n") -> dict[int, tuple[Edition, ...]]:
    style = Style("s", {"a": b"12345"})
    return {
        n: (Edition(Manuscript(slug, Metadata("T", "en"), body, body), style, "odd"),)
        for n, slug in enumerate(slugs)
    }


def message(results: Results) -> str:
    return results[0].failure.message if results[0].failure else ""


def until_gone(signal_it: Callable[[], None]) -> None:
    """Wait until a process, or the last of a group, is no more; fails when it stays."""
    for _ in range(600):
        try:
            signal_it()
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("still there")


def pid(results: Results) -> bytes:
    assert results[0].rendering is not None
    return results[0].rendering.content.split()[0]


@pytest.mark.usefixtures("odd")
def test_what_dies_or_raises_costs_its_own_article() -> None:
    slugs = ["a", "die-1", "b", "c", "die-2", "raise", "d", "die-3"]
    done = dict(render_all(articles(*slugs).items(), len(slugs), 2))
    assert sorted(done) == list(range(len(slugs)))
    for n, slug in enumerate(slugs):
        if "die" in slug:
            assert "died" in message(done[n])
            assert done[n][0].exit_code == 5
        elif slug == "raise":
            assert "KeyError" in message(done[n])
        else:
            assert done[n][0].rendering is not None


@pytest.mark.usefixtures("odd")
def test_what_hangs_is_stopped_and_costs_its_own_article() -> None:
    slugs = ["a", "hang", "b", "c", "d"]
    done = dict(pooled(articles(*slugs).items(), 2, limit=lambda editions: 2))
    assert "not done after 2 seconds" in message(done.pop(1))
    assert sorted(done) == [0, 2, 3, 4]
    assert all(results[0].rendering for results in done.values())


@pytest.mark.usefixtures("odd")
def test_a_worker_that_has_grown_is_replaced() -> None:
    slugs = ["grow", "a", "b", "c"]
    done = dict(pooled(articles(*slugs).items(), 1, memory=250_000_000))
    assert sorted(done) == [0, 1, 2, 3]
    assert pid(done[0]) != pid(done[3])
    same = dict(pooled(articles("a", "b", "c").items(), 1, memory=250_000_000))
    assert len({pid(results) for results in same.values()}) == 1


@pytest.mark.usefixtures("odd")
def test_articles_are_read_while_the_server_starts_where_all_are_sure_to_be_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rendering, "_STARTING", 60)
    taken: list[int] = []

    def read() -> Iterator[tuple[int, tuple[Edition, ...]]]:
        for one in articles(*map(str, range(30))).items():
            taken.append(one[0])
            yield one

    for expected in (frozenset[str](), frozenset({"odd"})):
        taken.clear()
        results = render_all(read(), 30, 2, expected=expected)
        first = next(results)[0]
        assert (len(taken) == 30) == bool(expected)
        assert sorted([first, *(n for n, _ in results)]) == list(range(30))


@pytest.mark.usefixtures("odd")
def test_articles_are_taken_in_their_order_and_only_as_there_is_a_worker_for_them() -> None:
    taken = []

    def read() -> Iterator[tuple[int, tuple[Edition, ...]]]:
        for one in articles(*"abcdefghij").items():
            taken.append(one[0])
            yield one

    results = pooled(read(), 1)
    assert taken == []
    assert next(results)[0] == 0
    assert taken == [0, 1, 2]
    assert [n for n, _ in results] == [*range(1, 10)]


def test_a_style_is_sent_once_and_an_article_larger_than_any_buffer_comes_through() -> None:
    style = Style("s", {"a": b"12345"})
    manuscript = Manuscript("a", Metadata("T", "en"), "Words. " * 300_000, "Words. " * 300_000)
    edition = Edition(manuscript, style, "md")
    first, known = task(0, (edition,), None)
    second, _ = task(1, (edition,), known)
    assert (first.style, second.style) == (style, None)
    assert first.editions[0].style.files == {}
    done = dict(pooled([(n, (edition,)) for n in range(6)], 2))
    assert all(r[0].rendering and len(r[0].rendering.content) == 2_100_000 for r in done.values())


def test_patience_grows_with_the_editions_and_the_limit() -> None:
    one = articles("a")[0]
    assert patience(one * 3) > 3 * patience(one) - 100 > 3 * 300 - 100
    assert patience(one, Limits(7, 100, 1)) < 60


@pytest.mark.usefixtures("odd")
def test_closing_leaves_no_worker_behind() -> None:
    results = pooled(articles("a", "b", "c", "hang", "hang", "hang").items(), 2)
    pids = {int(pid(next(results)[1])) for _ in range(3)}
    results.close()
    for one in pids:
        until_gone(partial(os.kill, one, 0))


@pytest.mark.usefixtures("odd")
def test_no_worker_leaves_temporary_files_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    results = pooled(articles("a", "die", "b", "c", "hang").items(), 2)
    for _ in range(4):
        next(results)
    assert list(folder.glob("pubpipe-*/left-*"))
    results.close()
    assert list(folder.glob("pubpipe-*")) == []


def test_a_worker_without_a_parent_leaves_no_temporary_files_behind(tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    (folder / "left").mkdir(parents=True)
    context = prepare(frozenset({"txt"}))
    here, there = context.Pipe()
    process = context.Process(target=work, args=(there, USUAL, str(folder)), daemon=True)  # type: ignore[attr-defined]
    process.start()
    there.close()
    here.close()
    process.join(60)
    assert not folder.exists()


def test_a_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"a{n}.md").write_text(
            f"# Article {n}\n\n" + "Words of the article stand here.\n\n" * 200
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "pubpipe", "all", *(p.name for p in tmp_path.glob("*.md")), "--jobs", "2"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while process.poll() is None and not list(tmp_path.glob("dist/*.pdf")):
        time.sleep(0.05)
    process.kill()
    process.wait()
    until_gone(partial(os.killpg, process.pid, 0))


def test_the_memory_of_a_worker_stays_flat(amount: Amount, tmp_path: Path) -> None:
    style, body = (
        load("default"),
        "A paragraph of an article that is like all others but for its number.\n\n" * 9,
    )
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=work, args=(there, USUAL, str(tmp_path)), daemon=True
    )
    process.start()
    there.close()
    grown: list[int] = []
    known: Style | None = None
    for n in range(amount(40, 2_000)):
        manuscript = Manuscript(f"a{n}", Metadata(f"Title {n}", "en"), f"{n} {body}", "")
        one, known = task(n, tuple(Edition(manuscript, style, form) for form in ("pdf", "epub")), known)
        here.send(one)
        grown.append(here.recv().memory)
    here.send(None)
    process.join()
    assert process.exitcode == 0
    assert grown[-1] <= 1.15 * grown[19]


def test_memory_is_that_of_this_process() -> None:
    before = memory()
    block = bytearray(os.urandom(1024) * 100_000)
    assert memory() - before > len(block) // 2


@pytest.mark.usefixtures("odd")
def test_an_article_that_may_take_all_memory_is_never_made_in_this_process() -> None:
    made = {
        length: render_all(articles("one", body="x" * length).items(), 1, 1) for length in (10, 2_100_000)
    }
    here = {length: pid(results) == str(os.getpid()).encode() for length, ((_, results),) in made.items()}
    assert here == {10: True, 2_100_000: False}


@pytest.mark.usefixtures("odd")
def test_a_face_that_ends_the_process_costs_its_article_and_is_suspected() -> None:
    own = Style("s", {"a": b"12345", "fonts/b.ttf": b""}, frozenset({"a.css", "fonts/b.ttf"}))
    (article,) = articles("die").values()
    edition = replace(article[0], style=own)
    ((_, results),) = render_all([(0, (edition,))], 1, 1)
    assert "died" in message(results)
    assert results[0].failure is not None
    assert "try it without fonts/b.ttf" in results[0].failure.hint


INTERRUPTED = """
import os, signal
from multiprocessing import forkserver
from pubpipe.press.workers.pool import prepare

def main():
    context = prepare(frozenset())
    server = forkserver._forkserver._forkserver_pid
    os.kill(server, signal.SIGINT)
    process = context.Process(target=print, args=("served",))
    process.start()
    process.join()
    print("by the same", forkserver._forkserver._forkserver_pid == server)

if __name__ == "__main__":
    main()
"""


def test_an_interruption_while_the_server_imports_does_not_end_it(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    done = subprocess.run([sys.executable, tmp_path / "interrupted.py"], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"served\nby the same True\n", b"")
