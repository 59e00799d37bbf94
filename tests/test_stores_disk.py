"""Files of this machine: whole or not at all, several at once, and nothing of them left lying."""

import os
import shutil
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from pubpipe.stores import Files, disk


def _all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_takes_the_place_of_another_in_a_folder_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    disk.rename_in(path, b"old")
    disk.rename_in(path, b"new")
    assert _all(path.parent) == {"b.txt": b"new"}


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", full) if fails == "fsync" else (Path, "replace", full)))
    with pytest.raises(OSError, match="No space"):
        disk.rename_in(path, b"new")
    assert _all(tmp_path) == {"a.txt": b"old"}


def test_files_are_on_their_way_to_the_disk_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, meeting, real = Files(), threading.Barrier(3, timeout=30), os.fsync

    def fsync(handle: int) -> None:
        meeting.wait()
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    for name in "abc":
        files.send(tmp_path / name, name.encode(), "text/plain")
        assert files.is_sent(tmp_path / name)
    seen = [files.write(tmp_path / name, name.encode(), "text/plain") for name in "abc"]
    assert _all(tmp_path) == {"a": b"a", "b": b"b", "c": b"c"}
    assert seen == [files.seen(tmp_path / name) for name in "abc"]
    files.stop()


def test_what_nobody_waits_for_is_not_there_and_leaves_nothing(tmp_path: Path) -> None:
    files, path = Files(), tmp_path / "a.txt"
    path.write_bytes(b"old")
    files.send(path, b"new", "text/plain")
    files.send(tmp_path / "no" / ("x" * 300), b"new", "text/plain")
    files.stop()
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "no"]
    assert not files.is_sent(path)


@pytest.mark.parametrize("within", ["result", "submit"])
def test_what_is_interrupted_while_it_is_waited_for_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    files, path = Files(), tmp_path / "a.txt"

    def interrupted(begun: Future[None], *_: object) -> None:
        real(begun, *_)
        raise KeyboardInterrupt

    owner = Future if within == "result" else ThreadPoolExecutor
    real = getattr(owner, within)
    with monkeypatch.context() as patched:
        patched.setattr(owner, within, interrupted)
        with pytest.raises(KeyboardInterrupt):
            files.send(path, b"new", "text/plain")
            files.write(path, b"new", "text/plain")
    files.stop()
    assert _all(tmp_path) == {}


def test_a_file_whose_folder_went_is_written_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, path, on_the_disk, real = Files(), tmp_path / "dist" / "a.txt", threading.Event(), os.fsync

    def fsync(handle: int) -> None:
        real(handle)
        on_the_disk.set()

    monkeypatch.setattr(os, "fsync", fsync)
    files.send(path, b"new", "text/plain")
    assert on_the_disk.wait(30)
    shutil.rmtree(path.parent)
    assert files.write(path, b"new", "text/plain").size == 3
    assert _all(path.parent) == {"a.txt": b"new"}
    files.stop()


def test_a_file_that_cannot_be_written_says_why_where_it_is_waited_for(tmp_path: Path) -> None:
    files, path = Files(), tmp_path / ("x" * 300)
    files.send(path, b"new", "text/plain")
    with pytest.raises(OSError, match="too long"):
        files.write(path, b"new", "text/plain")
    files.stop()
