"""Bad ends of a build into a store: killed at any moment, refused at any request; nothing is torn, the next is whole."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Amount
from tests.support.cluster import cluster
from tests.support.stores import Bucket

FORMATS = "md,txt,html"
PARAGRAPH = "On Monday the council heard what the keepers of harbour {n} had to say about its old cranes.\n\n"
ARTICLES = 4


def write(root: Path, dist: str, day: str = "Monday") -> None:
    (root / "source").mkdir(parents=True, exist_ok=True)
    (root / "pubpipe.toml").write_text(f'lang = "en"\njobs = 2\n{dist}')
    for n in range(ARTICLES):
        text = PARAGRAPH.format(n=n).replace("Monday", day)
        (root / "source" / f"a{n:03}.md").write_text(f"# Harbour {n}\n\n{text * (3 + n % 3)}")


def started(root: Path, *options: str, **environ: str) -> "subprocess.Popen[bytes]":
    """Begin to build the project; standard error goes into a file beside it."""
    command = (sys.executable, "-m", "pubpipe", "all", "--quiet", "--formats", FORMATS, *options)
    with (root / "told").open("wb") as told:
        return subprocess.Popen(
            command, cwd=root, env={**os.environ, **environ}, stdin=subprocess.DEVNULL, stderr=told
        )


def built_here(root: Path, day: str) -> dict[str, bytes]:
    """The editions that a build into a folder makes."""
    write(root, "", day)
    assert started(root).wait(300) == 0
    dist = root / "dist"
    return {p.relative_to(dist).as_posix(): p.read_bytes() for p in dist.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """For two versions of the articles, the files of both."""
    return {day: built_here(tmp_path_factory.mktemp(day), day) for day in ("Monday", "Friday")}


def torn(bucket: Bucket, wanted: dict[str, dict[str, bytes]]) -> set[str]:
    """The files in the bucket that are those of no version."""
    found = bucket.files("dist/")
    return {name for name, data in found.items() if data not in (some.get(name) for some in wanted.values())}


def test_a_client_that_is_killed_leaves_nothing_torn_and_the_next_ends_well(
    bucket: Bucket, tmp_path: Path, amount: Amount, wanted: dict[str, dict[str, bytes]]
) -> None:
    root, logs = tmp_path / "root", tmp_path / "logs"
    logs.mkdir()
    chance, killed = random.Random(9), 0
    with cluster(logs) as machines:
        for turn in range(amount(1, 20)):
            day = ("Monday", "Friday")[turn % 2]
            write(root, f'dist = "s3://{bucket.name}/dist"\n', day)
            client = started(root, "--cluster", machines.address, **bucket.environ)
            # At a moment that hangs on what was sent, so that a slow machine is killed at work, too.
            puts = chance.randint(0, 5 * ARTICLES)
            bucket.door.asked.clear()
            while client.poll() is None and bucket.door.count("PUT") < puts:
                time.sleep(0.005)
            killed += client.poll() is None
            client.kill()
            client.wait()
            assert torn(bucket, wanted) == set()
            if turn % 4 == 3:
                assert started(root, "--cluster", machines.address, **bucket.environ).wait(300) == 0
                assert bucket.files("dist/") == wanted[day]
        client = started(root, "--cluster", machines.address, **bucket.environ)
        assert client.wait(300) == 0, (root / "told").read_text()
    assert killed
    assert bucket.files("dist/") == wanted[day]


@pytest.mark.parametrize("how", ["503 SlowDown", pytest.param("500 InternalError", marks=pytest.mark.proof)])
def test_a_store_that_fails_at_any_request_tears_nothing_and_the_next_ends_well(
    bucket: Bucket, tmp_path: Path, amount: Amount, wanted: dict[str, dict[str, bytes]], how: str
) -> None:
    root, chance = tmp_path / "root", random.Random(how)
    for turn in range(amount(1, 20)):
        day = ("Monday", "Friday")[turn % 2]
        write(root, f'dist = "s3://{bucket.name}/dist"\n', day)
        fails = frozenset(chance.sample(range(1, 5 * ARTICLES), chance.randint(1, 3)))
        bucket.door.asked.clear()
        bucket.door.answer = lambda number, method, path, fails=fails: how if number in fails else "pass"  # type: ignore[misc]
        code = started(root, **bucket.environ).wait(300)
        bucket.door.answer = lambda number, method, path: "pass"
        told = (root / "told").read_text()
        assert code in (0, 4, 5), told
        assert "Traceback" not in told
        assert torn(bucket, wanted) == set()
        assert started(root, **bucket.environ).wait(300) == 0, (root / "told").read_text()
        assert bucket.files("dist/") == wanted[day]
