"""The lines of an article -> those of its sections that extractors lose: sections, headings, terms, what stands below.

Sections are of one text where they are alike and side by side: of one element, one name and one class.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias, cast

from pubpipe.readers.marking import Line
from pubpipe.readers.page.places import Places

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    Kind: TypeAlias = tuple[HtmlElement | None, str, str]

_SECTIONS = frozenset(("article", "div", "section"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_PROSE = 60  # letters of a paragraph that is none of a page's controls
_CLOSED = re.compile(r"[.!?…。！？।۔؟:：][\"”’»」』)\]]*$")


def kinds(blocks: Iterable[object]) -> set[Kind]:
    """Return the kinds of section that blocks stand in: of one element, one name and one class, with a heading.

    A page may have several articles; they are sections of one text only where blocks stand in more than one of them.
    """
    found: dict[Kind, set[HtmlElement]] = {}
    for block in blocks:
        for kind, section in _around(block):
            found.setdefault(kind, set()).add(section)
    return {kind for kind, sections in found.items() if kind[1] != "article" or len(sections) > 1}


def is_within(block: object, known: set[Kind]) -> bool:
    """Tell whether a block stands in a section of one of these kinds."""
    return any(kind in known for kind, _ in _around(block))


def explained(kept: Collection[int], lines: list[Line], seen: Places, text: str) -> set[int]:
    """Return paragraphs, items and code in the article's midst, and terms right above what is said of them.

    Each in an element or a section that holds other paragraphs of it; a short paragraph only right below a heading,
    which is nothing alone, as a term is. Extractors lose what says much the same as another.
    """
    blocks = {seen.of(lines[n].owner).block for n in kept if lines[n].kind == "paragraph"}
    known = kinds(blocks)
    found: set[int] = set()

    def is_own(n: int) -> bool:
        place = seen.of(lines[n].owner)
        beside = place.is_furniture or place.is_link or place.hidden or place.in_comments or place.is_frame
        return not beside and (place.block in blocks or is_within(place.block, known))

    midst = [n for n in range(min(kept, default=0) + 1, max(kept, default=0)) if n not in kept]
    for n in midst:
        place, said = seen.of(lines[n].owner), text[lines[n].start : lines[n].end]
        if place.mostly_links or not is_own(n):
            continue
        below = lines[n - 1].kind == "heading" or n - 1 in found
        written = lines[n].kind == "paragraph" and place.in_paragraph
        sentences = written and _CLOSED.search(said) and (below or _is_prose(said))
        if sentences or lines[n].kind == "code" or (written and _is_within(lines[n].owner, "li", "dd")):
            found.add(n)
    for n in reversed(midst):
        if n + 1 in (kept if n + 1 in kept else found) and _is_within(lines[n].owner, "dt") and is_own(n):
            found.add(n)
    return found


def _is_prose(said: str) -> bool:
    return len(said) + sum(letter >= "\u2e80" for letter in said) >= _PROSE


def headings(kept: set[int], lines: list[Line], seen: Places) -> set[int]:
    """Return headings over lines of the article: extractors lose some, short ones above all.

    One over its first line is the headline, unless another of its level stands below.
    """
    found: set[int] = set()
    for n in range(max(kept) - 1, max(-1, min(kept) - 2), -1):
        if n in kept or lines[n].kind != "heading" or _below(n, lines, seen) not in (kept | found):
            continue
        if n < min(kept) and not _is_one_of(lines, n, kept | found, seen):
            continue
        place = seen.of(lines[n].owner)
        if not (place.is_furniture or place.is_link or place.hidden or place.in_comments or place.is_frame):
            found.add(n)
    return found


def _below(n: int, lines: list[Line], seen: Places) -> int:
    """The line below one, past the contents of its section."""
    n += 1
    while n < len(lines) - 1 and seen.of(lines[n].owner).is_frame:
        n += 1
    return n


def _is_one_of(lines: list[Line], n: int, below: set[int], seen: Places) -> bool:
    """Whether a heading stands in the section of the line below it, and another of its level further down."""
    tag = _tag(lines[n].owner)
    inside = seen.of(lines[n].owner).block is seen.of(lines[n + 1].owner).block
    return inside and tag in _HEADINGS and any(_tag(lines[m].owner) == tag for m in below)


def _is_within(owner: object, *tags: str) -> bool:
    element = cast("HtmlElement | None", owner)
    return element is not None and (
        element.tag in tags or any(e.tag in tags for e in element.iterancestors())
    )


def _tag(owner: object) -> str:
    return str(getattr(owner, "tag", ""))


def _around(block: object) -> Iterator[tuple[Kind, HtmlElement]]:
    element = cast("HtmlElement | None", block)
    while element is not None and element.tag not in ("body", "html"):
        if element.tag in _SECTIONS and _is_headed(element):
            yield (element.getparent(), element.tag, element.get("class") or ""), element
        element = element.getparent()


def _is_headed(section: HtmlElement) -> bool:
    """Whether an element has a heading of its own, be it within a first element, as DocBook sets it."""
    if any(child.tag in _HEADINGS for child in section):
        return True
    return len(section) > 0 and section[0].tag == "div" and any(e.tag in _HEADINGS for e in section[0].iter())
