"""A laid-out document -> where in the article each of its pages begins, for a sister that counts the same pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pubpipe.model import Json

if TYPE_CHECKING:
    from weasyprint import Document

# Parts of an article in their order.
TITLE, TEXT, SOURCES = 0, 1, 2

_APART = frozenset({"note", "call"})


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A part of the article, the number of a block in it, and how many letters of the block stand before."""

    part: int
    block: int
    letters: int = 0


def page_map(document: Document) -> Json:
    """Return ``[part, block, letters]`` of each page in order: what its running text begins with.

    ``part`` is 0 for the title block, 1 for the text, 2 for the sources; ``block`` counts the children of the
    text, and the entries of the sources; ``letters`` counts the letters and digits of the block that stand on
    earlier pages, without notes and their calls. A page without text begins where the next one does.
    """
    pages = [page._page_box.children[0] for page in document.pages]
    if not pages:
        return []
    blocks = _blocks(pages[0].element)
    seen: dict[tuple[int, int], int] = {}
    heads: set[int] = set()
    places: list[_Place | None] = []
    for root in pages:
        first: _Place | None = None
        for box in _texts(root, heads):
            block = blocks.get(id(box.element))
            if block is None or "::" in str(box.element_tag):
                continue
            letters = sum(map(str.isalnum, box.text))
            first = first or (_Place(*block, seen.get(block, 0)) if letters else None)
            seen[block] = seen.get(block, 0) + letters
        places.append(first or _begun(root, blocks, seen))
        heads |= {id(box.element) for box in root.descendants() if getattr(box, "is_header", False)}
    return [[p.part, p.block, p.letters] for p in _filled(places)]


def _blocks(html: Any) -> Mapping[int, tuple[int, int]]:  # noqa: ANN401 - an element of WeasyPrint's own tree
    """Return the part and the block of each element, without those of notes and calls."""
    found: dict[int, tuple[int, int]] = {}

    def put(element: Any, place: tuple[int, int]) -> None:  # noqa: ANN401
        if _APART.isdisjoint(element.get("class", "").split()):
            found[id(element)] = place
            for child in element:
                put(child, place)

    for article in html.iter("article"):
        for child in article:
            names = child.get("class", "").split()
            if "title-block" in names:
                put(child, (TITLE, 0))
            elif "text" in names:
                for number, block in enumerate(child):
                    put(block, (TEXT, number))
            elif "sources" in names:
                put(child, (SOURCES, 0))
                for number, entry in enumerate(child.iter("li")):
                    put(entry, (SOURCES, number))
    return found


def _texts(box: Any, heads: set[int]) -> Iterator[Any]:  # noqa: ANN401 - a box of WeasyPrint, which is not typed
    """Yield the text boxes of a page in order, but for a table's head that was printed before."""
    if getattr(box, "is_header", False) and id(box.element) in heads:
        return
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child, heads)


def _begun(
    root: Any,  # noqa: ANN401
    blocks: Mapping[int, tuple[int, int]],
    seen: Mapping[tuple[int, int], int],
) -> _Place | None:
    """Return the first block of a page without words, such as a picture."""
    inside = (blocks[id(box.element)] for box in root.descendants() if id(box.element) in blocks)
    return next((_Place(*block, seen.get(block, 0)) for block in inside), None)


def _filled(places: Iterable[_Place | None]) -> list[_Place]:
    """Give a page of which nothing is known the place of the next one; no page begins before the one before."""
    known = list(places)
    following = _Place(SOURCES, 1 << 30)
    filled = []
    for place in reversed(known):
        following = min(place or following, following)
        filled.append(following)
    return filled[::-1]
