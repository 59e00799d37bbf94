"""``<name>.sources.lock`` <-> what was fetched of an article's sources: TOML, one table a source."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pubpipe.errors import ConfigurationError
from pubpipe.model import Json
from pubpipe.press.request import Input, named
from pubpipe.stores import Files
from pubpipe.toml import fault

SUFFIX = ".sources.lock"
ARCHIVED = "x-archived"

_HEAD = (
    "# What the pages of the sources say, as `pubpipe sources --fetch` found it; the sidecar wins over it.\n"
)
_TEXTS = ("id", "URL", "fetched", "sha256", "moved")
_FIELDS = ("type", "title", "author", "container-title", "volume", "issue", "page", "issued", "DOI")
_ARCHIVE = ("archived", "archived-on")
_HINT = "Mend the line, or remove the file and fetch again: pubpipe sources ARTICLE --fetch."


@dataclass(frozen=True, slots=True)
class Entry:
    """One source: the record's id and address, the day on which it was fetched, and what was found.

    ``fields`` are CSL fields, ``sha256`` is of the main text's words, ``moved`` is where permanent redirects lead,
    ``archived`` a public copy (a memento, RFC 7089) and ``archived_on`` its day. Empty means unknown.
    """

    id: str
    url: str
    fetched: str = ""
    sha256: str = ""
    moved: str = ""
    archived: str = ""
    archived_on: str = ""
    fields: Mapping[str, Json] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Json]:
        """The fields of the source's record that this entry fills."""
        copy: dict[str, Json] = {"URL": self.archived, "date": self.archived_on}
        return {**self.fields, **({ARCHIVED: copy} if self.archived else {})}


def beside(path: Path) -> Path:
    """Return the lock file of a received file."""
    return path.with_suffix(SUFFIX)


def load(one: Input, files: Files) -> tuple[Entry, ...]:
    """Return the entries of the lock file beside an input, none where there is no file.

    Raises ConfigurationError with the line for a file that is not what was written.
    """
    if one.path is None:
        return ()
    path, name = beside(one.path), named(one, SUFFIX)
    try:
        text = files.read(path).decode()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ConfigurationError(f"{name} cannot be read: {error.strerror or error}", _HINT) from error
    except UnicodeDecodeError as error:
        before = error.object.count(b"\n", 0, error.start)
        raise ConfigurationError(
            f"{name}, line {before + 1}: no UTF-8 (byte {error.start})", _HINT
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, why = fault(error, text)
        raise ConfigurationError(f"{name}, line {line}: {why}", _HINT) from error
    heads = [n for n, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
    listed = table.pop("source", [])
    if table or not isinstance(listed, list) or len(listed) != len(heads):
        raise ConfigurationError(f"{name} is no list of [[source]] tables", _HINT)
    lines = text.split("\n")
    ends = [*(line - 1 for line in heads[1:]), len(lines)]
    places = [_Place(name, lines[:end], head) for head, end in zip(heads, ends, strict=False)]
    return tuple(_entry(item, place) for item, place in zip(listed, places, strict=True))


def dump(entries: Iterable[Entry]) -> bytes:
    """Return the entries as a lock file, the same bytes for the same entries."""
    blocks = [_HEAD]
    for one in entries:
        values: dict[str, Json] = {
            "id": one.id,
            "URL": one.url,
            "fetched": one.fetched,
            "sha256": one.sha256,
            "moved": one.moved,
            **{name: one.fields.get(name) for name in _FIELDS},
            "archived": one.archived,
            "archived-on": one.archived_on,
        }
        lines = [f"{name} = {_toml(value)}\n" for name, value in values.items() if value]
        blocks.append("".join(["[[source]]\n", *lines]))
    return "\n".join(blocks).encode()


@dataclass(frozen=True, slots=True)
class _Place:
    """A table of the file: the lines up to its end, and the line of its head."""

    name: str
    lines: list[str]
    head: int

    def of(self, key: str) -> str:
        """Where a key stands, as people count lines."""
        own = range(self.head, len(self.lines))
        pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
        line = next((n + 1 for n in own if pattern.match(self.lines[n])), self.head)
        return f"{self.name}, line {line}"


def _entry(item: object, place: _Place) -> Entry:
    if not isinstance(item, dict):
        raise ConfigurationError(f"{place.of('')}: no table", _HINT)
    for key, value in item.items():
        if key not in (*_TEXTS, *_FIELDS, *_ARCHIVE):
            raise ConfigurationError(f"{place.of(key)}: a source has no {key!r}", _HINT)
        if not (_are_names(value) if key == "author" else isinstance(value, str)):
            raise ConfigurationError(f"{place.of(key)}: {key} is not as it was written", _HINT)
    if not item.get("id") or not item.get("URL"):
        raise ConfigurationError(f"{place.of('')}: a source needs its id and its URL", _HINT)
    text = {key: str(item.get(key, "")) for key in (*_TEXTS, *_ARCHIVE)}
    return Entry(
        text["id"],
        text["URL"],
        text["fetched"],
        text["sha256"],
        text["moved"],
        text["archived"],
        text["archived-on"],
        {key: item[key] for key in _FIELDS if item.get(key)},
    )


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(name, dict)
        and set(name) <= {"literal", "family", "given"}
        and all(isinstance(part, str) for part in name.values())
        for name in value
    )


def _toml(value: Json) -> str:
    """Write a text, or a list of names, in TOML 1.0: its basic strings are JSON's but for DEL."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(inner)}' for key, inner in value.items())} }}"
    text = re.sub("[\ud800-\udfff]", "\ufffd", str(value))
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
