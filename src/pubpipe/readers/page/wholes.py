"""The lines of an article -> the rest of its lists and tables, of which extractors lose items and cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from typing import TYPE_CHECKING, cast

from pubpipe.readers.marking import Line
from pubpipe.readers.page.places import Place, Places
from pubpipe.readers.page.sections import is_within, kinds

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ITEMS = ("li", "dd")
_CELLS = ("td", "th")
_LAID_OUT = 400  # letters of a cell that lays out a page
_COLON = (":", "：")


def listed(kept: Set[int], lines: list[Line], seen: Places, text: str) -> set[int]:
    """Return the items in the article's midst that extractors lose, and the short lines that announce them.

    They are the article's where their list stands right below a line of it, in an element that holds its
    paragraphs or in an item of it. Items that are mostly links may be a menu: one of their list must be the article's.
    """
    blocks = {seen.of(lines[n].owner).block for n in kept if lines[n].kind == "paragraph"}
    known = kinds(blocks)
    items = [_around(line.owner, *_ITEMS) for line in lines]
    taken = {item for n in kept for item in items[n]}
    lists = {items[n][0].getparent() for n in kept if items[n]}
    found: set[int] = set()
    announcing = -1
    for n in range(min(kept, default=0) + 1, max(kept, default=0)):
        place = seen.of(lines[n].owner)
        if n in kept or lines[n].kind != "paragraph" or _is_beside(place):
            continue
        begun = any(item in taken for item in items[n][:2])
        own = begun or place.block in blocks or is_within(place.block, known)
        below = own and {n - 1} & (kept | found | {announcing})
        if items[n] and (items[n][0].getparent() in lists if place.mostly_links else below):
            found |= {n, announcing} if announcing == n - 1 else {n}
            taken.update(items[n])
            lists.add(items[n][0].getparent())
        elif below and place.in_paragraph and text[: lines[n].end].endswith(_COLON):
            announcing = n
    return found


def tabled(kept: Set[int], lines: list[Line], seen: Places) -> set[int]:
    """Return the other cells of tables with the article's words in two rows and more, unless they lay out a page."""
    tables: defaultdict[HtmlElement, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        for table in _around(line.owner, "table")[:1]:
            tables[table].append(n)
    found: set[int] = set()
    for table, own in tables.items():
        said = [n for n in own if n in kept and lines[n].kind == "paragraph"]
        rows = {row for n in said for row in _around(lines[n].owner, "tr")[:1]}
        if len(rows) > 1 and not _is_layout(table):
            found.update(n for n in own if n not in kept and not _is_beside(seen.of(lines[n].owner)))
    return found


def _is_layout(table: HtmlElement) -> bool:
    if any(e is not table for e in table.iter("table")):
        return True
    return any(len(cell.text_content()) > _LAID_OUT for cell in table.iter(*_CELLS))


def _is_beside(place: Place) -> bool:
    return place.is_furniture or place.hidden or place.in_comments or place.is_frame


def _around(owner: object, *tags: str) -> list[HtmlElement]:
    """An element and those around it of these names, the innermost first."""
    element = cast("HtmlElement | None", owner)
    if element is None:
        return []
    return [*([element] if element.tag in tags else []), *element.iterancestors(*tags)]
