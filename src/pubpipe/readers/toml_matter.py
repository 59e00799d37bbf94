"""TOML of a front matter, as Hugo and Zola have it -> declared values, each with the place it stands at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time

from pubpipe.errors import ArticleError
from pubpipe.model import Declared, Finding, Json
from pubpipe.readers.declarations import Entry, declared
from pubpipe.toml import fault

_BEGIN = re.compile(r"^[ \t]*(?:\[{1,2}[ \t]*)?(?P<key>[\w-]+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*[.=\]]", re.M)
# Left as it is written: a day read and written again may have other words.
_MOMENT = re.compile(
    r"^([ \t]*[\w-]+[ \t]*=[ \t]*)(\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)[ \t]*$", re.M
)


def toml_matter(
    text: str, start: int, end: int, name: str
) -> tuple[tuple[Declared, ...], tuple[Finding, ...]]:
    """Return the values of the TOML 1.0 at ``text[start:end]`` and findings for keys that pubpipe does not know.

    Raises ArticleError that names the line where the TOML is wrong.
    """
    first_line = text.count("\n", 0, start) + 1
    matter = re.sub("\r\n?", "\n", text[start:end])
    try:
        values = tomllib.loads(_MOMENT.sub(r'\1"\2"', matter), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        line, why = fault(error, matter)
        raise ArticleError(
            f"{name}, line {first_line - 1 + line}: wrong TOML: {why}",
            'Lines of the form key = "value"; texts stand in quotes.',
        ) from None
    return declared(_entries(values, text, start, end), name)


def _entries(values: dict[str, object], text: str, start: int, end: int) -> Iterator[Entry]:
    """The values by their places: from where a key stands first to where the next one does."""
    places: dict[str, int] = {}
    for found in _BEGIN.finditer(text, start, end):
        key = found["key"].strip("\"'")
        if key in values:
            places.setdefault(key, found.start())
    known = sorted(places, key=lambda key: places[key])
    stops = [*(places[key] for key in known[1:]), end]
    for key, stop in zip(known, stops, strict=False):
        yield Entry(key, _plain(values[key]), places[key], stop, text.count("\n", 0, places[key]) + 1)
    for key in (key for key in values if key not in places):
        yield Entry(key, _plain(values[key]), end, end, text.count("\n", 0, start) + 1)


def _plain(value: object) -> Json:
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case bool():
            return str(value).lower()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
