"""A page and its lines -> the lines that are the article (NORMALIZER 3.1)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pubpipe.readers.marking import Line
from pubpipe.readers.page.alike import taken, words
from pubpipe.readers.page.extractors import by_readability, by_trafilatura
from pubpipe.readers.page.opening import opening
from pubpipe.readers.page.places import Place, Places, is_citation
from pubpipe.readers.page.sections import explained, headings, is_within, kinds
from pubpipe.readers.page.wholes import listed, tabled

_AGREEMENT = 0.9
# One of the extractors took the article and the other a part, where it has so many times fewer words.
_SECTION = 3
# So many paragraphs may stand above the first line that an extractor took, each of no fewer letters.
_ABOVE = 3
_PROSE = 60
# A page that has so many paragraphs sets its text in them.
_PARAGRAPHS = 3
# The title of another article has no more letters.
_TITLE = 160
_CLOSED = re.compile(r"[.!?…。！？।۔؟:：][\"”’»」』)\]]*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers of the lines that are the article, and whether the two extractors agree about them."""

    kept: frozenset[int]
    agreed: bool


def choose(page: str, text: str, lines: list[Line]) -> Choice:
    """Return the article's lines.

    Where both extractors agree (word F1 of .9 and more) these are the lines that both took and, between the
    first and the last of them, those that one alone took: each of them loses lists or captions that the
    other has. Where they disagree it is the set with more words in paragraphs. The extractors only choose;
    the structure is the page's own. A page in which neither finds an article is kept whole.
    """
    keys = [words(text[line.start : line.end]) for line in lines]
    first = taken(keys, words(by_trafilatura(page)))
    second = taken(keys, words(by_readability(page)))
    if not first and not second:
        return Choice(frozenset(range(len(lines))), False)
    seen = Places()
    places = {n: seen.of(lines[n].owner) for n in first | second}
    beside = _beside(first | second, places, keys)
    first, second = first - beside, second - beside
    common, sizes = _count(first & second, keys), sorted((_count(first, keys), _count(second, keys)))
    agreed = 2 * common >= _AGREEMENT * sum(sizes)
    # Of a page in many sections readability may take one alone.
    within = common >= _AGREEMENT * sizes[0] > 0 and sizes[0] * _SECTION >= sizes[1]
    if agreed:
        kept = _joined(first, second, places)
    elif within:
        kept = _joined(first, second, places) | _apart(first, second, lines, places)
    else:
        prose = {n for n, p in places.items() if p.in_paragraph}
        kept = max((first, second), key=lambda found: (_count(found & prose, keys), _count(found, keys)))
    kept = _begun(kept, lines, seen, text)
    kept |= explained(kept, lines, seen, text)
    kept |= listed(kept, lines, seen, text) | tabled(kept, lines, seen)
    places |= {n: seen.of(lines[n].owner) for n in kept}
    trimmed = _trimmed(sorted(set(kept) - _elsewhere(kept, lines, places, text)), lines, places, text)
    trimmed |= headings(trimmed, lines, seen)
    trimmed |= _between(trimmed, keys, lines, _figures(trimmed, lines, seen))
    return Choice(frozenset(trimmed | opening(trimmed, lines) | _cited(trimmed, lines, text)), agreed)


def _beside(chosen: set[int], places: dict[int, Place], keys: list[tuple[str, ...]]) -> set[int]:
    """The lines that are hidden, comments or the page's frame, of each kind unless it is most of what was chosen."""
    found: set[int] = set()
    for outside in (
        {n for n, p in places.items() if p.hidden},
        {n for n, p in places.items() if p.in_comments},
        {n for n, p in places.items() if p.is_frame},
    ):
        left = chosen - found
        if 2 * _count(outside & left, keys) < _count(left, keys):
            found |= outside
    return found


def _cited(kept: set[int], lines: list[Line], text: str) -> set[int]:
    """The citations of an encyclopaedia that the article calls, with the heading over them; no extractor has them."""
    found = {n for n, line in enumerate(lines) if n not in kept and is_citation(line.owner)}
    if not found or not any("[1]" in text[lines[n].start : lines[n].end] for n in kept):
        return set()
    above = max((n for n in range(min(found)) if lines[n].kind == "heading"), default=-1)
    heads = {above} if above > max(kept) and min(found) - above <= 2 else set()
    return found | heads


def _joined(first: set[int], second: set[int], places: dict[int, Place]) -> set[int]:
    """What both took, and what one took in their midst or beside them in the same element."""
    both = first & second
    low, high = min(both), max(both)
    parents = {places[n].block for n in both}
    return both | {
        n
        for n in (first | second) - both
        if not places[n].is_furniture
        and (low < n < high or (places[n].block in parents and low - 3 <= n <= high + 3))
    }


def _apart(first: set[int], second: set[int], lines: list[Line], places: dict[int, Place]) -> set[int]:
    """What one took of the sections before and behind those that both took, or of the elements that hold these."""
    blocks = {places[n].block for n in first & second}
    known = kinds(blocks)
    return {
        n
        for n in first ^ second
        if (places[n].block in blocks or is_within(places[n].block, known))
        and not (places[n].is_furniture or places[n].is_link)
        and (places[n].in_paragraph or lines[n].kind != "paragraph")
    }


def _begun(kept: set[int] | frozenset[int], lines: list[Line], seen: Places, text: str) -> set[int]:
    """The lines with the paragraphs right above the first of them in the same element.

    A first paragraph that a page says twice, as its summary too, is taken by no extractor.
    """
    found = set(kept)
    first = min((n for n in found if lines[n].kind == "paragraph"), default=0)
    block = seen.of(lines[first].owner).block
    for n in range(first - 1, max(-1, first - 1 - _ABOVE), -1):
        place = seen.of(lines[n].owner)
        said = text[lines[n].start : lines[n].end]
        prose = len(said) >= _PROSE or (len(said) >= _PROSE // 3 and not said.isascii() and " " not in said)
        if not prose or place.block is not block or not place.in_paragraph or lines[n].kind != "paragraph":
            break
        if (
            place.is_furniture
            or place.is_link
            or place.hidden
            or place.in_comments
            or not _CLOSED.search(said)
        ):
            break
        found.add(n)
    return found


def _elsewhere(kept: set[int], lines: list[Line], places: dict[int, Place], text: str) -> set[int]:
    """Short lines of links to other articles among paragraphs, in elements that are none."""
    inside = {n: places[n] for n in kept if n in places}
    menu = set(itertools.takewhile(lambda n: _is_menu(lines[n], places.get(n), text), sorted(kept)))
    own = sum(p.in_paragraph for p in inside.values())
    others = sum(lines[n].kind == "paragraph" and p.in_box for n, p in inside.items())
    if own < _PARAGRAPHS or others > own:
        return menu if len(menu) < len(kept) else set()
    low, high = min(kept), max(kept)
    return menu | {
        n
        for n, place in inside.items()
        if low < n < high
        and lines[n].kind == "paragraph"
        and not place.in_paragraph
        and place.leads_away
        and len(said := text[lines[n].start : lines[n].end]) <= _TITLE
        and not _CLOSED.search(said)
    }


def _is_menu(line: Line, place: Place | None, text: str) -> bool:
    """Whether a line over the text is a short one of links."""
    said = text[line.start : line.end]
    linked = place is not None and place.mostly_links and not place.in_paragraph
    return linked and line.kind == "paragraph" and len(said) <= _TITLE and not _CLOSED.search(said)


def _trimmed(kept: list[int], lines: list[Line], places: dict[int, Place], text: str) -> set[int]:
    """The lines without links to other pages and headings of nothing at the end."""
    while len(kept) > 1:
        line, at = lines[kept[-1]], places[kept[-1]]
        wordless = len(words(text[line.start : line.end])) <= 1 and line.kind != "picture"
        if not (at.is_link or line.kind == "heading" or (wordless and lines[kept[-2]].kind == "heading")):
            break
        kept.pop()
    return set(kept)


def _figures(kept: set[int], lines: list[Line], seen: Places) -> set[int]:
    """Pictures with their captions that stand among the article's paragraphs, in the same element."""
    blocks = {seen.of(lines[n].owner).block for n in kept if lines[n].kind == "paragraph"}
    found: set[int] = set()
    for n, line in enumerate(lines):
        place = seen.of(line.owner) if line.kind in ("picture", "caption") else None
        inside = place and place.block in blocks and not place.is_furniture and not place.hidden
        if inside and (line.kind == "picture" or n - 1 in found):
            found.add(n)
    return found


def _between(kept: set[int], keys: list[tuple[str, ...]], lines: list[Line], figures: set[int]) -> set[int]:
    """Pictures, figures and lines of signs alone in the midst of the article, of which extractors tell nothing."""
    found: set[int] = set()
    before = False
    run: list[int] = []
    for n, key in enumerate(keys):
        if n in kept:
            found.update(run if before else ())
            before, run = True, []
        elif lines[n].kind in ("picture", "rule") or n in figures or not key:
            run.append(n)
        else:
            before, run = False, []
    return found


def _count(numbers: set[int], keys: list[tuple[str, ...]]) -> int:
    return sum(len(keys[n]) for n in numbers)
