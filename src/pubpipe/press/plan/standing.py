"""A planned output and its record -> whether it stands as it is, and if not, why it is to be made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pubpipe.errors import EditionError
from pubpipe.press.request import Output
from pubpipe.state import Record

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


def reasons(
    output: Output, record: Record | None, identity: str, parts: Mapping[str, str], *, verify: bool
) -> tuple[str, ...]:
    """Return why an output is to be made, nothing when it was made from the same and has its bytes still.

    Bytes are looked at where size or time differ from the record, and always with ``verify``. Raises
    EditionError for a file that cannot be read.
    """
    if record is None or not record.sha256:
        ours = record is not None and sha256(output.path) in record.pending
        return (FOREIGN,) if output.path.exists() and not ours else (NEW,)
    changed = () if record.identity == identity else _changed(record.parts, parts)
    if _has_its_bytes(output.path, record, verify=verify):
        return changed
    if not output.path.exists():
        return (MISSING, *changed)
    # After a crash the file may be the one that was about to be remembered.
    return changed or (NEW,) if sha256(output.path) in record.pending else (EDITED, *changed)


def sha256(path: Path) -> str | None:
    """Return the digest of a file's bytes, None where there is no file; raises EditionError for one that is closed."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditionError(f"{path} cannot be read: {error.strerror or error}", "Move it away.") from error


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    told = tuple(_told(name, old, new) for name in _CHANGED if old.get(name) != new.get(name))
    return told or (NEW,)


def _told(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """A page that is in no index has no such part."""
    if name == "index" and (name in old) != (name in new):
        return LISTED if name in new else UNLISTED
    return _CHANGED[name]


def _has_its_bytes(path: Path, record: Record, *, verify: bool) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    if stat.st_size != record.size:
        return False
    return (not verify and stat.st_mtime_ns == record.mtime_ns) or sha256(path) == record.sha256
