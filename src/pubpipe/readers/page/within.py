"""A page's links to places within it -> links to the headings that stand there, by their names in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pubpipe.anchors import names
from pubpipe.model import Mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pubpipe.readers.marking import Line

_HEADING = re.compile("h[1-6]")


def headings(root: HtmlElement) -> Mapping[str, HtmlElement]:
    """Return the headings that links of the page lead to by their addresses, ``#…`` as the links have them.

    A place is a heading's own, within one, that of a part which one opens, or an empty mark right before one.
    """
    addresses = {a.get("href", "").strip() for a in root.iter("a") if (a.get("href") or "").startswith("#")}
    if not addresses:
        return {}
    places: dict[str, HtmlElement] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    found = {}
    for address in sorted(addresses):
        place = places.get(unquote(address[1:]), places.get(address[1:]))
        heading = None if place is None else _heading_at(place)
        if heading is not None:
            found[address] = heading
    return found


def led(
    marks: Iterable[Mark], lines: Iterable[Line], text: str, targets: Mapping[str, HtmlElement]
) -> Iterator[Mark]:
    """Yield the marks, links within the page by the names of their headings; without those to other lines' headings.

    ``lines`` are the article's own.
    """
    standing = [
        (_around(line.owner), text[line.start : line.end]) for line in lines if line.kind == "heading"
    ]
    made = dict(zip((heading for heading, _ in standing), names(words for _, words in standing), strict=True))
    for mark in marks:
        if mark.kind != "link" or not mark.value.startswith("#"):
            yield mark
        elif name := made.get(targets.get(mark.value)):
            yield replace(mark, value=f"#{name}")


def _heading_at(place: HtmlElement) -> HtmlElement | None:
    around = _around(place)
    if around is not None:
        return around
    for element in place.iter():
        if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag):
            return element
        if (element.text or "").strip() or (element is not place and (element.tail or "").strip()):
            return None
    after = place.getnext()
    is_empty = not (place.tail or "").strip()
    return after if is_empty and after is not None and _is_heading(after) else None


def _around(element: HtmlElement | None) -> HtmlElement | None:
    while element is not None and not _is_heading(element):
        element = element.getparent()
    return element


def _is_heading(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and bool(_HEADING.fullmatch(element.tag))
