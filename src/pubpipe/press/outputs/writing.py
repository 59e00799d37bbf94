"""Rendered bytes -> files, each whole or not at all, and none that is not ours overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pubpipe.errors import EditionError
from pubpipe.model import Finding, Json
from pubpipe.press.plan.standing import sha256
from pubpipe.press.request import Output
from pubpipe.state import Record, State

_BEGUN, _PART = ".pubpipe-", ".part"


@dataclass(frozen=True, slots=True)
class Made:
    """What an output was made from (as in ``Record``), and what its rendering said beside its bytes."""

    identity: str
    origin: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


def write(output: Output, content: bytes, made: Made, state: State, *, force: bool) -> Record:
    """Write a file atomically (temporary file beside it, fsync, rename) and remember it.

    Before the state is committed, the caller makes the folders of all that was written :func:`lasting`: a folder
    takes the disk as long as a file. Raises EditionError when the file there is somebody else's and ``force`` is
    off, and when it cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = output.key
    if key and not force:
        _refuse_foreign(output, state.get(key), digest)
    try:
        if sha256(output.path) != digest:
            rename_in(output.path, content)
        stat = output.path.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EditionError(
            f"{output.path} cannot be written: {reason}", "Check the folder's rights and free space."
        ) from error
    record = Record(
        key or str(output.path),
        made.identity,
        digest,
        len(content),
        stat.st_mtime_ns,
        made.findings,
        dict(made.facts),
        made.origin,
        made.parts,
    )
    if key and state.get(key) != record:
        state.put(record)
    return record


def _refuse_foreign(output: Output, record: Record | None, digest: str) -> None:
    there = sha256(output.path)
    if there is None or there == digest or (record is not None and there in (record.sha256, *record.pending)):
        return
    what = "was changed since pubpipe wrote it" if record and record.sha256 else "was not made by pubpipe"
    raise EditionError(
        f"{output.path} {what}, so it is not overwritten",
        "Move it away, or build with --force. Changes to the text belong into source/, see `pubpipe adopt`.",
    )


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as :func:`rename_in` does, with its folder :func:`lasting` after that. Raises OSError."""
    rename_in(path, content)
    lasting((path.parent,))


def lasting(folders: Iterable[Path]) -> None:
    """Put the renames in folders on the disk; where one cannot be synchronised, the file system sees to it itself."""
    for folder in folders:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def rename_in(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, fsync, rename. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Named before it is made: an interruption while the system makes it must not leave it behind.
    temporary = path.with_name(f"{_BEGUN}{secrets.token_hex(8)}{_PART}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def sweep(folders: Iterable[Path]) -> None:
    """Remove the temporary files that a build left behind which was killed.

    To be called under the lock only: another build's temporary files look no different.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path.name.startswith(_BEGUN) and path.name.endswith(_PART):
                    path.unlink()
