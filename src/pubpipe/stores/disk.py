"""Bytes -> a file of this machine, whole or not at all: a temporary file beside it, fsync, rename."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

BEGUN, PART = ".pubpipe-", ".part"


def rename_in(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    temporary = beside(path)
    part(temporary, content)
    name(temporary, path)


def beside(path: Path) -> Path:
    """Return the name of a temporary file beside ``path``, for :func:`part` and then :func:`name`.

    Named before it is made: an interruption while it is made must not leave it behind.
    """
    return path.with_name(f"{BEGUN}{os.urandom(8).hex()}{PART}")


def part(temporary: Path, content: bytes) -> None:
    """Write a temporary file; it is on the disk when this returns. Raises OSError."""
    temporary.parent.mkdir(parents=True, exist_ok=True)
    with _or_none(temporary), temporary.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


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
