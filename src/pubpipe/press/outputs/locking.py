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


class Lock:
    """The lock of a state folder, held; none of one that is None, or where no lock can be had."""

    def __init__(self, folder: Path | None, on_wait: Callable[[str], None] | None, patience: float) -> None:
        self._folder = folder
        self._on_wait = on_wait
        self._patience = patience
        self._handle: int | None = None
        self._take()

    def taken_again(self) -> bool:
        """Tell whether the folder was removed since the lock was taken; then it is taken anew before this returns.

        The system lets go of neither the lock nor the state file, but nobody else sees them any more: another
        build may be running, and its end is waited for. Raises EditionError where it does not end.
        """
        if self._counts():
            return False
        self.release()
        self._take()
        return True

    def release(self) -> None:
        """Let others build."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None

    def _counts(self) -> bool:
        """Tell whether the lock is the one that another build would find."""
        if self._folder is None or self._handle is None:
            return True
        try:
            return os.path.samestat(os.fstat(self._handle), (self._folder / "lock").stat())
        except OSError:
            return False

    def _take(self) -> None:
        while self._folder is not None and (handle := _opened(self._folder)) is not None:
            self._handle = handle
            try:
                _wait(handle, self._on_wait, self._patience)
            except BaseException:
                self.release()
                raise
            # The file may have been removed while it was waited for; whoever comes next would find another.
            if self._counts():
                with contextlib.suppress(OSError):
                    os.ftruncate(handle, 0)
                    os.pwrite(handle, str(os.getpid()).encode(), 0)
                return
            self.release()


@contextlib.contextmanager
def locked(
    folder: Path | None, on_wait: Callable[[str], None] | None = None, patience: float = PATIENCE
) -> Iterator[Lock]:
    """Hold the lock of a state folder; the system frees it when the process ends, however it ends.

    While another build holds it, ``on_wait`` is told once, with that build's process number. Raises
    EditionError after ``patience`` seconds. Where no lock can be had (no folder, no right to write, a file
    system without locks) the build goes on without.
    """
    lock = Lock(folder, on_wait, patience)
    try:
        yield lock
    finally:
        lock.release()


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
