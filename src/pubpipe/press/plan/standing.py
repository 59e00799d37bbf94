"""A planned output and its record -> whether it stands as it is, and if not, why it is to be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pubpipe.errors import EditionError
from pubpipe.press.request import Output
from pubpipe.state import Record
from pubpipe.stores import Files, Seen, address, is_stored

NEW = "new"
MISSING = "edition missing"
EDITED = "edited by hand"
FOREIGN = "not made by pubpipe"
FORCED = "forced"
ARTICLES = "articles changed"
LISTED = "index added"
UNLISTED = "index removed"
BLOCKING = frozenset({EDITED, FOREIGN})

# In the words that people read, in the order of the identity's parts.
_CHANGED = {
    "text": "text changed",
    "articles": ARTICLES,
    "pictures": "pictures changed",
    "style": "style changed",
    "settings": "settings changed",
    "index": "index changed",
    "sister": "sister edition changed",
    "tools": "tools changed",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What an output would be made from: its identity, and the digests of which that is one."""

    identity: str
    parts: Mapping[str, str]


def reasons(
    output: Output, record: Record | None, mark: Mark, files: Files, *, verify: bool
) -> tuple[str, ...]:
    """Return why an output is to be made, nothing when it was made from the same and has its bytes still.

    Bytes are looked at where size or time differ from the record, and always with ``verify``. Raises
    EditionError for a file that cannot be read.
    """
    path = output.path
    if record is None or not record.sha256:
        ours = record is not None and sha256(path, files) in record.pending
        return (FOREIGN,) if not ours and _seen(path, files) is not None else (NEW,)
    changed = () if record.identity == mark.identity else _changed(record.parts, mark.parts)
    if _has_its_bytes(path, record, files, verify=verify):
        return changed
    if _seen(path, files) is None:
        return (MISSING, *changed)
    # After a crash the file may be the one that was about to be remembered.
    return changed or (NEW,) if sha256(path, files) in record.pending else (EDITED, *changed)


def sha256(path: Path, files: Files, record: Record | None = None) -> str | None:
    """Return the digest of a file's bytes, None where there is no file; raises EditionError for one that is closed.

    What a store tells of a file spares reading it, where that is what it told when the file was written: ``record``.
    """
    try:
        if is_stored(path):
            if (seen := files.seen(path)) is None:
                return None
            if record is not None and record.sha256 and is_as_written(seen, record):
                return record.sha256
        return hashlib.sha256(files.read(path)).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        shown = address(path) if is_stored(path) else path
        raise EditionError(f"{shown} cannot be read: {error.strerror or error}", "Move it away.") from error


def _seen(path: Path, files: Files) -> Seen | None:
    try:
        return files.seen(path)
    except OSError:
        return None


def is_as_written(seen: Seen, record: Record) -> bool:
    """Whether what is seen of a file is what was seen when it was written."""
    return (seen.size, seen.mark) == (record.size, record.mtime_ns)


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    told = tuple(_told(name, old, new) for name in _CHANGED if old.get(name) != new.get(name))
    return told or (NEW,)


def _told(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """A page that is in no index has no such part."""
    if name == "index" and (name in old) != (name in new):
        return LISTED if name in new else UNLISTED
    return _CHANGED[name]


def _has_its_bytes(path: Path, record: Record, files: Files, *, verify: bool) -> bool:
    seen = _seen(path, files)
    if seen is None or seen.size != record.size:
        return False
    return (not verify and is_as_written(seen, record)) or sha256(path, files) == record.sha256
