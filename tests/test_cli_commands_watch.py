"""``pubpipe watch``: what is saved is made, mistakes are told and mended, Ctrl-C ends it cleanly."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.support.command import pubpipe
from tests.test_press import TEXT

PATIENCE = 120.0  # seconds


def until(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the watch has ended"
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def _is_idle(pid: int) -> bool:
    """Whether a process takes no time for half a second."""
    before = psutil.Process(pid).cpu_times()
    time.sleep(0.5)
    return bool(psutil.Process(pid).cpu_times() == before)


def test_a_day_at_the_desk(tmp_path: Path) -> None:
    source, said = tmp_path / "source", tmp_path / "said"
    source.mkdir()
    (tmp_path / "pubpipe.toml").write_text("")
    for name in ("a", "b"):
        (source / f"{name}.md").write_text(f"# Article {name}\n\n{TEXT}")
    with said.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "pubpipe", "watch", "--formats", "txt"],
            cwd=tmp_path,
            stdout=file,
            stderr=subprocess.STDOUT,
        )

    def heard(words: str) -> bool:
        return words in said.read_text()

    def printed(words: str, name: str = "a") -> bool:
        path = tmp_path / "dist" / f"{name}.txt"
        return path.exists() and words in path.read_text()

    until(lambda: heard("watching for changes"), process)
    assert printed("Monday")
    untouched = (tmp_path / "dist" / "b.txt").stat().st_ino

    beside = source / ".a.md.new"
    beside.write_text(f"# Article a\n\n{TEXT.replace('Monday', 'Tuesday')}")
    beside.replace(source / "a.md")
    until(lambda: printed("Tuesday"), process)

    (source / "a.yaml").write_text("title: [half")
    until(lambda: heard("a.yaml"), process)
    (source / "a.yaml").write_text("title: Whole again\n")
    until(lambda: printed("Whole again"), process)

    (tmp_path / "pubpipe.toml").write_text("stlye = 1\n")
    until(lambda: heard("Did you mean 'style'?"), process)
    (tmp_path / "pubpipe.toml").write_text('publication = "The Weekly"\n')
    assert (tmp_path / "dist" / "b.txt").stat().st_ino == untouched

    shutil.rmtree(source)
    until(lambda: heard("there is no article in source/"), process)
    source.mkdir()
    (source / "c.md").write_text(f"# Article c\n\n{TEXT}")
    until(lambda: printed("Monday", "c"), process)
    # Its report comes when all is written: Python warns of a file that Ctrl-C keeps from being closed.
    until(lambda: heard("dist/c.txt"), process)
    # Nor does it walk through the folders any more, of which Python would warn as well.
    until(lambda: _is_idle(process.pid), process)

    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert "Traceback" not in said.read_text()
    assert not list(tmp_path.rglob(".pubpipe-*"))


def test_standard_input_cannot_be_watched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for arguments in (("-",), ("a.txt", "-o", "-")):
        done = pubpipe("watch", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert b"cannot be watched" in done.stderr


def test_a_mistake_at_the_start_ends_it(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    assert pubpipe("watch", "--formats", "pfd", cwd=tmp_path).returncode == 2
    assert pubpipe("watch", cwd=tmp_path).returncode == 2
