"""pubpipe.delivery.send.copying: whole or not at all, nothing of others replaced, a device that is full or goes away."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pubpipe.delivery.send.copying import MEMORY, Place, copied
from pubpipe.delivery.send.outcomes import Parcel, Undelivered

DATA = bytes(range(256)) * 1_000


def parcel(data: bytes = DATA, name: str = "letter.epub") -> Parcel:
    return Parcel(name, "epub", "A Letter", f"dist/{name}", data)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "KOBOeReader"
    (folder / ".kobo").mkdir(parents=True)
    return Place(folder, "Kobo (KOBOeReader)")


def files(place: Place) -> dict[str, bytes]:
    """All files of the device, but for what it remembers."""
    found = (path for path in place.folder.rglob("*") if path.is_file() and path.name != MEMORY)
    return {str(path.relative_to(place.folder)): path.read_bytes() for path in found}


def refused(code: str, *arguments: Any, **more: Any) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        copied(*arguments, **more)
    assert (caught.value.code, caught.value.exit_code) == (code, 7)
    assert caught.value.hint
    return caught.value


def test_an_edition_is_copied_once_and_replaced_when_it_changes(place: Place) -> None:
    assert copied(parcel(), place) == "copied"
    assert files(place) == {"letter.epub": DATA}
    before = (place.folder / "letter.epub").stat().st_mtime_ns
    assert copied(parcel(), place) == "unchanged"
    assert (place.folder / "letter.epub").stat().st_mtime_ns == before
    assert copied(parcel(b"new"), place, dry=True) == "planned"
    assert files(place) == {"letter.epub": DATA}
    assert copied(parcel(b"new"), place) == "copied"
    assert files(place) == {"letter.epub": b"new"}
    assert stat.S_IMODE((place.folder / "letter.epub").stat().st_mode) & 0o444 == 0o444


def test_folders_of_articles_are_mirrored(place: Place) -> None:
    assert copied(parcel(name="2024/spring/note.epub"), place) == "copied"
    assert copied(parcel(name="2024/other.epub"), place) == "copied"
    assert sorted(files(place)) == ["2024/other.epub", "2024/spring/note.epub"]
    assert copied(parcel(b"x", name="2025/a.epub"), place, dry=True) == "planned"
    assert not (place.folder / "2025").exists()


def test_what_is_not_ours_or_was_changed_there_is_left(place: Place) -> None:
    book = place.folder / "letter.epub"
    book.write_bytes(b"somebody's")
    error = refused("send-foreign", parcel(), place)
    assert error.message == (
        "letter.epub on Kobo (KOBOeReader) is another file, not put there by pubpipe, so it is not replaced"
    )
    refused("send-foreign", parcel(), place, dry=True)
    assert files(place) == {"letter.epub": b"somebody's"}
    assert copied(parcel(), place, force=True) == "copied"
    book.write_bytes(DATA + b"a note in the margin")
    error = refused("send-foreign", parcel(b"new"), place)
    assert "was changed there" in error.message
    book.unlink()
    assert copied(parcel(b"new"), place) == "copied"


def test_a_file_that_was_put_there_by_hand_with_our_bytes_is_ours(place: Place) -> None:
    (place.folder / "letter.epub").write_bytes(DATA)
    assert copied(parcel(), place, dry=True) == "unchanged"
    assert not (place.folder / MEMORY).exists()
    assert copied(parcel(), place) == "unchanged"
    assert copied(parcel(b"new"), place) == "copied"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff", b'{"other.epub": 7}'])
def test_memory_that_is_damaged_replaces_nothing(place: Place, damage: bytes) -> None:
    copied(parcel(), place)
    (place.folder / MEMORY).write_bytes(damage)
    refused("send-foreign", parcel(b"new"), place)
    assert files(place) == {"letter.epub": DATA}
    assert copied(parcel(), place) == "unchanged"
    table = json.loads((place.folder / MEMORY).read_bytes())
    assert len(table["letter.epub"]) == 64


def test_what_a_cut_left_behind_is_taken_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_what: Any, **_more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)
        patch.setattr(os, "unlink", killed)  # as if nothing could be done any more
        with pytest.raises(KeyboardInterrupt):
            copied(parcel(), place)
    (left,) = files(place)
    assert left.startswith(".pubpipe-")
    assert left.endswith(".part")
    assert copied(parcel(), place) == "copied"
    assert files(place) == {"letter.epub": DATA}


def test_an_interruption_leaves_the_old_edition(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    copied(parcel(b"old"), place)

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            copied(parcel(), place)
    assert files(place) == {"letter.epub": b"old"}


@pytest.fixture
def at_fsync(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Let something happen when the bytes are written and before the file has its name."""
    real = os.fsync

    def arrange(happens: Callable[[], None]) -> None:
        def fsync(handle: int) -> None:
            monkeypatch.setattr(os, "fsync", real)
            happens()
            real(handle)

        monkeypatch.setattr(os, "fsync", fsync)

    yield arrange
    monkeypatch.setattr(os, "fsync", real)


def test_a_device_that_is_pulled_out_half_way(
    place: Place, at_fsync: Callable[[Callable[[], None]], None]
) -> None:
    at_fsync(lambda: shutil.rmtree(place.folder))
    error = refused("send-gone", parcel(), place)
    assert error.message == "Kobo (KOBOeReader) went away while letter.epub was copied"
    assert not place.folder.exists()


def test_another_device_at_its_place_gets_nothing(
    place: Place, at_fsync: Callable[[Callable[[], None]], None]
) -> None:
    def exchanged() -> None:
        place.folder.rename(place.folder.with_name("away"))
        place.folder.mkdir()

    at_fsync(exchanged)
    refused("send-gone", parcel(), place)
    assert list(place.folder.iterdir()) == []


def test_a_folder_that_is_gone_before(tmp_path: Path) -> None:
    refused("send-gone", parcel(), Place(tmp_path / "gone", "Kobo"))


def test_a_write_that_fails_half_way_leaves_nothing(place: Place) -> None:
    copied(parcel(b"old"), place)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        error = refused("send-too-large", parcel(), place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "larger than a file may be" in error.message
    assert files(place) == {"letter.epub": b"old"}


def test_a_name_that_is_a_folder_there_is_told(place: Place) -> None:
    (place.folder / "letter.epub").mkdir()
    error = refused("send-unwritable", parcel(), place)
    assert "letter.epub cannot be written on Kobo" in error.message


# What happens on a file system of 64 kB, in a namespace of its own where mounting is anybody's right.
SMALL = """
import sys
from pathlib import Path
from pubpipe.delivery.send.copying import Place, copied
from pubpipe.delivery.send.outcomes import Parcel, Undelivered

place = Place(Path(sys.argv[1]), "Kobo")
for size in map(int, sys.argv[2:]):
    try:
        print(copied(Parcel("a.epub", "epub", "A", "a", b"x" * size), place))
    except Undelivered as error:
        print(error.code, error.message)
print(*sorted((p.name, p.stat().st_size) for p in place.folder.iterdir() if p.suffix == ".epub" or p.suffix == ".part"))
"""


def small(folder: Path, options: str, *sizes: int, after: str = "true") -> list[str]:
    """Run it on a small file system; gives no lines where this machine lets nobody mount one."""
    if not mounts():
        return []
    script = f'mount -t tmpfs -o "$1" none "$2" && shift && {{ {after}; }} && exec "$0" -c "$CODE" "$@"'
    command = ["unshare", "-rm", "sh", "-c", script, sys.executable, options, str(folder), *map(str, sizes)]
    done = subprocess.run(
        command, env=os.environ | {"CODE": SMALL}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stdout.splitlines()


def mounts() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0


def test_a_full_device(place: Place) -> None:
    lines = small(place.folder, "size=64k", 20_000, 50_000)
    # The old one stays until the new one is whole, so there must be room for both.
    expected = [
        "copied",
        "send-full Kobo is full: a.epub needs 61 kB, and 41 kB are free",
        "('a.epub', 20000)",
    ]
    assert lines == (expected if mounts() else [])


def test_a_device_without_room_for_another_name(place: Place) -> None:
    # Two inodes: the folder's own and one file.
    lines = small(place.folder, "size=1m,nr_inodes=2", 5_000, after='touch "$1"/one')
    expected = ["send-full Kobo is full: a.epub was not copied", ""]
    assert lines == (expected if mounts() else [])


def test_a_device_without_room_for_what_is_remembered(place: Place) -> None:
    # Two inodes: the folder's own and the edition. It is there, and whole.
    lines = small(place.folder, "size=1m,nr_inodes=2", 5_000, 5_000, 6_000)
    told = [line.split()[0] for line in lines]
    assert told == (["copied", "unchanged", "send-foreign", "('a.epub',"] if mounts() else [])


def test_a_device_that_goes_away_at_the_last_moment(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    refused("send-gone", parcel(), place)


def test_a_device_that_can_only_be_read(place: Place) -> None:
    lines = small(place.folder, "size=1m,ro", 5_000)
    assert lines == (["send-read-only Kobo can only be read", ""] if mounts() else [])


def test_a_system_that_does_not_tell_its_room_is_tried(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fstatvfs

    def tells_nothing(handle: int) -> Any:
        answer = list(real(handle))
        answer[2] = answer[4] = 0  # blocks, and those that are free
        return os.statvfs_result(answer)

    monkeypatch.setattr(os, "fstatvfs", tells_nothing)
    assert copied(parcel(), place) == "copied"
