"""Bytes and a folder of an e-reader -> a file there, whole or not at all, and none that is not ours replaced."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pubpipe.delivery.send.outcomes import Parcel, Status, Undelivered, size_text

MEMORY = ".pubpipe-sent.json"
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
_CHUNK = 1 << 20  # bytes
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENOENT, errno.ENOTCONN, errno.ENXIO, errno.ESTALE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where files go: a folder, and what people call the device (or the folder) that it is on."""

    folder: Path
    called: str


def copied(parcel: Parcel, place: Place, *, force: bool = False, dry: bool = False) -> Status:
    """Copy an edition; ``dry`` only says what would be done. The name of the parcel must suit the file system.

    A file that is there with the same bytes is left alone. One with others is replaced only when it is as this function
    left it (``.pubpipe-sent.json`` knows its digest), or with ``force``: notes that a reader writes into a PDF are not
    overwritten. Raises Undelivered, with the device as it was before; a temporary file is left only where the device
    itself has gone, and the next copy of the edition takes its place.
    """
    try:
        with _folder(place.folder) as top:
            return _copied(parcel, place, top, force=force, dry=dry)
    except OSError as error:
        raise _explained(error, parcel, place) from error


def _copied(parcel: Parcel, place: Place, top: int, *, force: bool, dry: bool) -> Status:
    digest = hashlib.sha256(parcel.data).hexdigest()
    there = _digest(parcel.name, top)
    memory = _memory(top)
    if there == digest:
        if memory.get(parcel.name) != digest and not dry:
            _remember(memory | {parcel.name: digest}, top)
        return "unchanged"
    if there is not None and memory.get(parcel.name) != there and not force:
        what = "was changed there" if parcel.name in memory else "is another file, not put there by pubpipe"
        raise Undelivered(
            "send-foreign",
            f"{parcel.name} on {place.called} {what}, so it is not replaced",
            "Look at it, move it away, or use --force.",
        )
    _check_room(parcel, place, top)
    if dry:
        return "planned"
    with _parents(parcel.name, top) as folder:
        _write(parcel.file, parcel.data, folder)
    _remember(memory | {parcel.name: digest}, top)
    _check_same(place.folder, top)
    return "copied"


def _check_room(parcel: Parcel, place: Place, top: int) -> None:
    """Raise Undelivered where the file does not fit; while it is written, the one that it replaces is there too."""
    system = os.fstatvfs(top)
    if not system.f_blocks:
        return  # some file systems do not tell
    block = system.f_frsize or system.f_bsize
    needed = (-(-len(parcel.data) // block) + 2) * block  # with what is remembered and a folder's entry
    if needed > (free := system.f_bavail * block):
        raise Undelivered(
            "send-full",
            f"{place.called} is full: {parcel.name} needs {size_text(needed)}, and {size_text(free)} are free",
            "Remove something from it; what is there was left as it is.",
        )


@contextlib.contextmanager
def _folder(path: str | Path, inside: int | None = None) -> Iterator[int]:
    """Hold a folder: a device that is pulled out takes it along, and nothing is written where it was mounted."""
    handle = os.open(path, _FOLDER, dir_fd=inside)
    try:
        yield handle
    finally:
        os.close(handle)


@contextlib.contextmanager
def _parents(name: str, top: int) -> Iterator[int]:
    """Hold the folder that a name lies in, which is made where it is not there."""
    with contextlib.ExitStack() as held:
        folder = top
        for part in PurePosixPath(name).parent.parts:
            with contextlib.suppress(FileExistsError):
                os.mkdir(part, dir_fd=folder)
            folder = held.enter_context(_folder(part, folder))
        yield folder


def _write(name: str, data: bytes, folder: int) -> None:
    # One name for each file, so that a copy which was cut off leaves nothing that the next does not take up. It ends as
    # no book does: readers look at whatever they know.
    temporary = f".pubpipe-{hashlib.sha256(name.encode()).hexdigest()[:16]}.part"
    try:
        handle = os.open(temporary, _NEW, 0o644, dir_fd=folder)
        with open(handle, "wb", buffering=0) as file:  # noqa: PTH123  # a handle in a folder that is held
            view = memoryview(data)
            while view:
                view = view[file.write(view[:_CHUNK]) :]
            os.fsync(file.fileno())
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno in _GONE:
            raise
        # Where a folder cannot be synchronised, the file system sees to it itself.


def _check_same(path: Path, top: int) -> None:
    """Raise FileNotFoundError where another folder, or none, is now where the held one was."""
    now, then = path.stat(), os.fstat(top)
    if (now.st_dev, now.st_ino) != (then.st_dev, then.st_ino):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def _digest(name: str, top: int) -> str | None:
    try:
        handle = os.open(name, os.O_RDONLY, dir_fd=top)
    except FileNotFoundError:
        return None
    with open(handle, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def _memory(top: int) -> dict[str, str]:
    """Return the digests of what was put here; nothing where they cannot be read, so that nothing is replaced."""
    try:
        with open(os.open(MEMORY, os.O_RDONLY, dir_fd=top), "rb") as file:  # noqa: PTH123
            table = json.load(file)
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in table.items()} if isinstance(table, dict) else {}


def _remember(memory: dict[str, str], top: int) -> None:
    text = json.dumps(memory, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    # The edition is there; where there is no room to remember that it is ours, the next one is not put in its place.
    with contextlib.suppress(OSError):
        _write(MEMORY, text.encode("utf-8", "surrogateescape"), top)


def _explained(error: OSError, parcel: Parcel, place: Place) -> Undelivered:
    number, name, called = error.errno or 0, parcel.name, place.called
    if number in (errno.ENOSPC, errno.EDQUOT):
        return Undelivered(
            "send-full",
            f"{called} is full: {name} was not copied",
            "Remove something from it, and try again.",
        )
    if number in _GONE:
        return Undelivered(
            "send-gone",
            f"{called} went away while {name} was copied",
            "Plug it in and send again: the old file or the new one is there whole, or none.",
        )
    if number == errno.EROFS:
        return Undelivered(
            "send-read-only",
            f"{called} can only be read",
            "The system mounts a card so that is locked or damaged: eject it, plug it in again, let it be checked.",
        )
    if number == errno.EFBIG:
        return Undelivered(
            "send-too-large",
            f"{name} is larger than a file may be on {called}",
            "FAT32 takes less than 4 GiB.",
        )
    return Undelivered(
        "send-unwritable",
        f"{name} cannot be written on {called}: {error.strerror or error}",
        "Check the rights of the folder.",
    )
