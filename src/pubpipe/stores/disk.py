"""Bytes -> a file of this machine, whole or not at all: a temporary file beside it, fsync, rename."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

BEGUN, PART = ".pubpipe-", ".part"


def rename_in(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    name(part(path, content), path)


def part(path: Path, content: bytes) -> Path:
    """Write a temporary file beside ``path``, on the disk when this returns it, for :func:`name`. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Named before it is made: an interruption while the system makes it must not leave it behind.
    temporary = path.with_name(f"{BEGUN}{os.urandom(8).hex()}{PART}")
    with _or_none(temporary), temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def name(temporary: Path, path: Path) -> None:
    """Put a temporary file in the place of another. Raises OSError."""
    with _or_none(temporary):
        temporary.replace(path)


@contextlib.contextmanager
def _or_none(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
