"""Rendered bytes -> files, each whole or not at all, and none that is not ours overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pubpipe.catalogue.media import media_type
from pubpipe.errors import EditionError
from pubpipe.model import Finding, Json
from pubpipe.press.plan.standing import sha256
from pubpipe.press.request import Output
from pubpipe.state import Record, State
from pubpipe.stores import Files, address, is_stored
from pubpipe.stores.disk import BEGUN, PART, rename_in


@dataclass(frozen=True, slots=True)
class Made:
    """What an output was made from (as in ``Record``), and what its rendering said beside its bytes."""

    identity: str
    origin: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


def write(output: Output, content: bytes, made: Made, state: State, files: Files, *, force: bool) -> Record:  # noqa: PLR0913
    """Write a file whole or not at all, remember it.

    Before the state is committed, the caller makes the folders of all that was written :func:`lasting`: a folder
    takes the disk as long as a file. Raises EditionError when the file there is somebody else's and ``force`` is
    off, and when it cannot be written; StoreError when the store fails.
    """
    digest = hashlib.sha256(content).hexdigest()
    key = output.key
    known = state.get(key) if key else None
    there = None
    if not files.is_sent(output.path):  # else it was looked at before it was sent
        there = sha256(output.path, files, known)
        if key and not force:
            _refuse_foreign(output, known, digest, there)
    try:
        seen = files.seen(output.path) if there == digest else None
        seen = seen or files.write(output.path, content, media_type(output.path.name))
    except OSError as error:
        reason = error.strerror or str(error)
        raise EditionError(
            f"{_shown(output)} cannot be written: {reason}", "Check the folder's rights and free space."
        ) from error
    record = Record(
        key or str(output.path),
        made.identity,
        digest,
        len(content),
        seen.mark,
        made.findings,
        dict(made.facts),
        made.origin,
        made.parts,
    )
    if key and known != record:
        state.put(record)
    return record


def send(output: Output, content: bytes, digest: str, state: State, files: Files, *, force: bool) -> None:  # noqa: PLR0913
    """Begin to write a file where :func:`write` would write it: many are then under way."""
    known = state.get(output.key) if output.key else None
    try:
        there = sha256(output.path, files, known)
        if output.key and not force:
            _refuse_foreign(output, known, digest, there)
        if there == digest:
            return
    except EditionError:
        return  # said when it is to be written
    files.send(output.path, content, media_type(output.path.name))


def _shown(output: Output) -> str:
    return address(output.path) if is_stored(output.path) else str(output.path)


def _refuse_foreign(output: Output, record: Record | None, digest: str, there: str | None) -> None:
    if there is None or there == digest or (record is not None and there in (record.sha256, *record.pending)):
        return
    what = "was changed since pubpipe wrote it" if record and record.sha256 else "was not made by pubpipe"
    raise EditionError(
        f"{_shown(output)} {what}, so it is not overwritten",
        f"Move it away, or build with --force. Changes to the text belong into {_sources(output)}.",
    )


def _sources(output: Output) -> str:
    """Where the text is changed; what lies in a store cannot be adopted."""
    return "the article" if is_stored(output.path) else "source/, see `pubpipe adopt`"


def replace_file(path: Path, content: bytes) -> None:
    """Write a file as :func:`rename_in` does, with its folder :func:`lasting` after that. Raises OSError."""
    rename_in(path, content)
    lasting((path.parent,))


def lasting(folders: Iterable[Path]) -> None:
    """Put the renames in folders on the disk; where one cannot be synchronised, the file system sees to it itself."""
    for folder in folders:
        if is_stored(folder):
            continue
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def sweep(folders: Iterable[Path], files: Files) -> None:
    """Remove the temporary files that a build left behind which was killed.

    To be called under the lock only: another build's temporary files look no different.
    """
    for folder in folders:
        if is_stored(folder):
            files.sweep(folder, BEGUN, PART)
            continue
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path.name.startswith(BEGUN) and path.name.endswith(PART):
                    path.unlink()
