"""A state folder -> the right to build there, for one process at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pubpipe.errors import EditionError

PATIENCE = 600.0  # seconds that a build waits for another one
_INTERVAL = 0.05
_BUSY = frozenset({errno.EWOULDBLOCK, errno.EACCES})


@contextlib.contextmanager
def locked(
    folder: Path | None, on_wait: Callable[[str], None] | None = None, patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the lock of a state folder; the system frees it when the process ends, however it ends.

    While another build holds it, ``on_wait`` is told once, with that build's process number. Raises
    EditionError after ``patience`` seconds. Where no lock can be had (no folder, no right to write, a file
    system without locks) the build goes on without.
    """
    handle = _opened(folder) if folder is not None else None
    if handle is None:
        yield
        return
    try:
        _wait(handle, on_wait, patience)
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _opened(folder: Path) -> int | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return None


def _wait(handle: int, on_wait: Callable[[str], None] | None, patience: float) -> None:
    import fcntl

    deadline = time.monotonic() + patience
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno not in _BUSY:
                return
        holder = os.pread(handle, 20, 0).decode("ascii", "replace") or "unknown"
        if time.monotonic() > deadline:
            raise EditionError(
                f"another build of this project has been running for {patience:.0f} seconds (process {holder})",
                "Wait until it has ended, or end it.",
            )
        if not told and on_wait is not None:
            on_wait(holder)
        told = True
        time.sleep(_INTERVAL)
