"""Code among words -> the same with places where a long name may end a line, which leave no trace in a PDF's text.

A name is parted behind what separates its words (``_ . / -`` and the like), and between words in capitals where none
does; a run of letters only where no line has room for it, which is WeasyPrint's to see.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lxml import etree

_SHORTEST = 20  # letters of a name that is parted among words: shorter ones are rather read whole
_IN_CELL = 28  # the same in a table, whose columns would be as narrow as their parts
_COLUMN = 16  # letters that the parts of a name in a table have, where its separators allow it
_EDGE = 5  # letters that a part has at least
_WIDEST = 16  # letters of a part that is parted further, at its capitals
_PIECE = 8  # letters of a part in a table without any separator
_NAME = re.compile(r"[^\s\u200b]+")
# Not within a number, and not behind a sign that belongs to what follows it: -x, ./x, .5
_SEPARATED = re.compile(
    r"(?:(?<=[_/\\=,;&|+-])|(?<=\w[.:])|(?<=::)|(?<=->))(?=[\w\"'<\[({])(?!(?<=\d[.,])\d)"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BREAK = "\u200b"


def free_names(body: etree._Element) -> None:
    """Let lines end within long names in code, but in listings and tables, which have ways of their own."""
    for code in body.iter("code"):
        if next(code.iterancestors("pre", "table"), None) is None:
            for element in code.iter():
                element.text = element.text and _NAME.sub(_among_words, element.text)
                if element is not code:
                    element.tail = element.tail and _NAME.sub(_among_words, element.tail)


def name_in_cell(text: str | None) -> str | None:
    """Return code in a cell of a table with places to break in its longest names."""
    return text and _NAME.sub(_within_column, text)


def _among_words(found: re.Match[str]) -> str:
    name = found[0]
    return _parted(name, [*_places(name)]) if len(name) > _SHORTEST else name


def _within_column(found: re.Match[str]) -> str:
    """Return a name in parts as wide as a column may well be, not as narrow as they could be."""
    name = found[0]
    if len(name) <= _IN_CELL:
        return name
    places, last = list[int](), 0
    for place, following in itertools.pairwise([*_places(name), len(name), len(name) + _COLUMN + 1]):
        if following - last > _COLUMN:
            places += range(last + _PIECE, place, _PIECE) if place - last > 2 * _COLUMN else ()
            places.append(place)
            last = place
    return _parted(name, places[:-1])


def _places(name: str) -> Iterator[int]:
    """Yield where a name may be parted: behind its separators, and before capitals in what is long without one."""
    last = 0
    for place in [*_far_apart(name, _SEPARATED), len(name)]:
        part = name[last:place]
        if len(part) > _WIDEST:
            yield from (last + hump for hump in _far_apart(part, _HUMP))
        if place < len(name):
            yield place
        last = place


def _far_apart(name: str, where: re.Pattern[str]) -> Iterator[int]:
    last = 0
    for found in where.finditer(name):
        if found.start() - last >= _EDGE and len(name) - found.start() >= _EDGE:
            yield (last := found.start())


def _parted(name: str, places: list[int]) -> str:
    return _BREAK.join(name[start:end] for start, end in zip([0, *places], [*places, len(name)], strict=True))
