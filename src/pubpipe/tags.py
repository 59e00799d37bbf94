"""A text -> the HTML in it: tags and comments as CommonMark knows them (0.31.2, 6.6), and what stands between."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_NAME = r"[A-Za-z_:][\w.:-]*+"
_VALUE = r"[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\""
_TAG = re.compile(
    rf"<(?:(?P<opened>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:\s++{_NAME}(?:\s*+=\s*+(?:{_VALUE}))?)*+)\s*+/?"
    r"|/(?P<closed>[A-Za-z][A-Za-z0-9-]*+)\s*+)>"
)
_ATTRIBUTE = re.compile(rf"\s++(?P<name>{_NAME})(?:\s*+=\s*+(?P<value>{_VALUE}))?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is written; its name in small letters, the values of its attributes without character references."""

    source: str
    name: str
    closes: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it is written."""

    source: str


def tag(source: str) -> Tag | None:
    """Return the tag that a text is, or None."""
    match = _TAG.fullmatch(source)
    return _made(match) if match else None


def parted(text: str) -> Iterator[tuple[int, str | Tag | Comment]]:
    """Yield the parts of a text in order, each with where it begins: words, tags, comments."""
    at = begun = 0
    last = text.rfind("-->")
    while (at := text.find("<", at)) >= 0:
        found = _found(text, at, last)
        if found is None:
            at += 1
            continue
        if begun < at:
            yield begun, text[begun:at]
        yield at, found
        at = begun = at + len(found.source)
    if begun < len(text):
        yield begun, text[begun:]


def _found(text: str, at: int, last: int) -> Tag | Comment | None:
    if text.startswith("<!--", at):
        return Comment(text[at : text.find("-->", at + 4) + 3]) if at + 4 <= last else None
    match = _TAG.match(text, at)
    return _made(match) if match else None


def _made(match: re.Match[str]) -> Tag:
    if match["closed"]:
        return Tag(match[0], match["closed"].lower(), closes=True)
    values: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(match["attributes"]):
        value = one["value"] or ""
        value = value[1:-1] if value[:1] in ("'", '"') else value
        values.setdefault(one["name"].lower(), html.unescape(value))
    return Tag(match[0], match["opened"].lower(), attributes=values)
