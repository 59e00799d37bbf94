"""Where the printed sister's pages begin -> marks in the text with their numbers (EPUB Accessibility 1.1 §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from pubpipe.editions.epub.body.fragments import TYPE
from pubpipe.model import Json

# Parts of an article as the page map of editions/pdf counts them.
TITLE, TEXT, SOURCES = 0, 1, 2

_APART = frozenset({"noteref", "pagebreak"})  # what the page map does not count
_BEYOND = 1 << 30  # letters: more than any block has
_EAST_ASIAN = "\u2e80"  # from here on, words are not told apart by spaces
_WITHOUT_TEXT = frozenset({"hr", "img"})


@dataclass(frozen=True, slots=True)
class Break:
    """The beginning of a page: its number from 1, and its place as the page map tells it."""

    page: int
    part: int
    block: int
    letters: int

    @property
    def name(self) -> str:
        """The id of its mark."""
        return f"page-{self.page}"


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed sister: what identifies it, and its pages; nothing of it is known where there is no page."""

    source: str = ""
    breaks: tuple[Break, ...] = ()

    def of(self, part: int) -> tuple[Break, ...]:
        """Return the pages that begin in one part of the article."""
        return tuple(b for b in self.breaks if b.part == part)


def printed(facts: Mapping[str, Json]) -> Printed:
    """Return what an edition's facts tell about its printed sister: ``source``, and ``breaks`` as the PDF's map."""
    source, breaks = facts.get("source"), facts.get("breaks")
    if not isinstance(source, str) or not isinstance(breaks, list):
        return Printed()
    places = [[int(str(n)) for n in place] for place in breaks if isinstance(place, list)]
    return Printed(source, tuple(Break(number, *place) for number, place in enumerate(places, 1)))


def mark(blocks: list[etree._Element], breaks: Iterable[Break]) -> None:
    """Put a mark where each page begins: within a paragraph before the word, else at the head of its block.

    A break beyond the last block stands at the end of that.
    """
    for one in breaks:
        if blocks:
            beyond = one.block >= len(blocks)
            block = blocks[min(one.block, len(blocks) - 1)]
            _put(block, _BEYOND if beyond else one.letters, _mark(one, etree.QName(block).namespace))


def _mark(one: Break, namespace: str | None) -> etree._Element:
    number = str(one.page)
    return etree.Element(
        etree.QName(namespace, "span"),
        {"id": one.name, TYPE: "pagebreak", "role": "doc-pagebreak", "aria-label": number},
    )


def _put(block: etree._Element, letters: int, made: etree._Element) -> None:
    tag = etree.QName(block).localname
    if tag in _WITHOUT_TEXT:
        block.addprevious(made)
        return
    if not letters and tag == "figure":
        made.tail, block.text = block.text, None
        block.insert(0, made)
        return
    last: tuple[etree._Element, bool] | None = None
    left = letters
    for element, is_tail in _strings(block):
        string = (element.tail if is_tail else element.text) or ""
        count = sum(map(str.isalnum, string))
        if count:
            last = (element, is_tail)
        if count > left:
            _split(element, is_tail, _before(string, left), made)
            return
        left -= count
    if last is None:
        block.insert(0, made)
    else:
        element, is_tail = last
        _split(element, is_tail, len((element.tail if is_tail else element.text) or ""), made)


def _strings(block: etree._Element) -> list[tuple[etree._Element, bool]]:
    """Return the places of the strings in a block, in order: (element, whether it is its tail)."""
    found: list[tuple[etree._Element, bool]] = []

    def walk(element: etree._Element) -> None:
        found.append((element, False))
        for child in element:
            if isinstance(child.tag, str) and child.get(TYPE) not in _APART:
                walk(child)
            found.append((child, True))

    walk(block)
    return found


def _before(string: str, letters: int) -> int:
    """Return the index before the letter with this number, of a divided word before its first letter."""
    at = next(islice((n for n, c in enumerate(string) if c.isalnum()), letters, None))
    start = at
    while start and string[start - 1].isalnum() and string[start] < _EAST_ASIAN:
        start -= 1
    return start


def _split(element: etree._Element, is_tail: bool, at: int, made: etree._Element) -> None:
    string = (element.tail if is_tail else element.text) or ""
    made.tail = string[at:]
    if is_tail:
        element.tail = string[:at]
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, made)
    else:
        element.text = string[:at]
        element.insert(0, made)
