"""Rendered bytes -> files, each whole or not at all, and none that is not ours overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pubpipe.errors import EditionError
from pubpipe.model import Finding, Json
from pubpipe.state import Record, State


@dataclass(frozen=True, slots=True)
class Output:
    """Where a file goes, and the key under which the state remembers it (None: it is not remembered)."""

    path: Path
    key: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """What an output was made from, and what its rendering said beside its bytes."""

    identity: str
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


def is_current(output: Output, state: State, identity: str) -> Record | None:
    """Return the record of an output that was made from the same and still has the bytes it was given."""
    record = state.get(output.key) if output.key else None
    if record is None or record.identity != identity:
        return None
    try:
        stat = output.path.stat()
    except OSError:
        return None
    if stat.st_size != record.size:
        return None
    if stat.st_mtime_ns != record.mtime_ns and _sha256(output.path) != record.sha256:
        return None
    return record


def write(output: Output, content: bytes, made: Made, state: State, *, force: bool) -> Record:
    """Write a file atomically (temporary file beside it, fsync, rename) and remember it.

    Raises EditionError when the file there is somebody else's and ``force`` is off, and when it cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = output.key
    if key and not force:
        _refuse_foreign(output, state.get(key), digest)
    try:
        if _sha256(output.path) != digest:
            replace_file(output.path, content)
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
    )
    if key:
        state.put(record)
    return record


def _refuse_foreign(output: Output, record: Record | None, digest: str) -> None:
    there = _sha256(output.path)
    if there is None or there == digest or (record is not None and there == record.sha256):
        return
    what = "was changed since pubpipe wrote it" if record else "was not made by pubpipe"
    raise EditionError(
        f"{output.path} {what}, so it is not overwritten",
        "Move it away, or build with --force. Changes to the text belong into source/, see `pubpipe adopt`.",
    )


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, fsync, rename. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Named before it is made: an interruption while the system makes it must not leave it behind.
    temporary = path.with_name(f".pubpipe-{secrets.token_hex(8)}.part")
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


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditionError(f"{path} cannot be read: {error.strerror or error}", "Move it away.") from error
