"""A page and its lines -> the lines that are the article (NORMALIZER 3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.readers.marking import Line
from pubpipe.readers.page.alike import taken, words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AGREEMENT = 0.9
_COMMENTS = re.compile(r"(?i)\b(?:comments?|commentlist|respond|disqus)\b|[\w-]comment_|comment[-_](?:text|body|content|list)")


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers of the lines that are the article, and whether the two extractors agree about them."""

    kept: frozenset[int]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the page: ``block`` is the element that holds its paragraph."""

    in_paragraph: bool
    in_comments: bool
    block: object


def choose(page: str, text: str, lines: list[Line]) -> Choice:
    """Return the article's lines.

    Where both extractors agree (word F1 of .9 and more) these are the lines that both took and, between the
    first and the last of them, those that one alone took: each of them loses lists or captions that the
    other has. Where they disagree it is the set with more words in paragraphs. The extractors only choose;
    the structure is the page's own. A page in which neither finds an article is kept whole.
    """
    keys = [words(text[line.start : line.end]) for line in lines]
    first = taken(keys, words(_trafilatura(page)))
    second = taken(keys, words(_readability(page)))
    if not first and not second:
        return Choice(frozenset(range(len(lines))), False)
    places = [place(line.owner) for line in lines]
    comments = {n for n in first | second if places[n].in_comments}
    if 2 * _count(comments, keys) < _count(first | second, keys):
        first, second = first - comments, second - comments
    common = _count(first & second, keys)
    agreed = 2 * common >= _AGREEMENT * (_count(first, keys) + _count(second, keys))
    prose = {n for n in range(len(lines)) if places[n].in_paragraph}
    fuller = max((first, second), key=lambda numbers: _count(numbers & prose, keys))
    kept = _joined(first, second, places) if agreed else _joined(fuller, fuller | (first & second), places)
    return Choice(frozenset(kept), agreed)


def _joined(first: set[int], second: set[int], places: list[Place]) -> set[int]:
    """What both took, and what one took in their midst or in the same element as what both took."""
    both = first & second
    if not both:
        return first
    low, high = min(both), max(both)
    parents = {places[n].block for n in both}
    doubtful = (first | second) - both
    kept = both | {n for n in doubtful if low < n < high or places[n].block in parents}
    return kept


def _count(numbers: set[int], keys: list[tuple[str, ...]]) -> int:
    return sum(len(keys[n]) for n in numbers)


def place(owner: object) -> Place:
    """Return where a line stands, by the element that holds its first words."""
    element: HtmlElement | None = owner  # type: ignore[assignment]
    in_paragraph = in_comments = False
    block: object = None
    while element is not None and element.tag not in ("body", "html"):
        in_paragraph = in_paragraph or element.tag == "p"
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        in_comments = in_comments or (
            element.tag not in ("article", "main") and _COMMENTS.search(names) is not None
        )
        if block is None and element.tag in ("article", "div", "main", "section", "td"):
            block = element
        element = element.getparent()
    return Place(in_paragraph, in_comments, block)


def _trafilatura(page: str) -> str:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(page, include_comments=False, deduplicate=False, with_metadata=False)
    except Exception:  # a page that it cannot read is one about which it says nothing
        return ""
    return str(getattr(found, "text", "") or "")


def _readability(page: str) -> str:
    from lxml import html
    from readability import Document

    try:
        summary = html.document_fromstring(Document(page).summary())
    except Exception:  # likewise; it raises on pages without text
        return ""
    for element in summary.iter():
        if element.tag not in ("a", "b", "i", "em", "strong", "span", "font", "sup", "sub", "code", "abbr", "small"):
            element.tail = f" {element.tail or ''}"
            element.text = f" {element.text or ''}" if isinstance(element.tag, str) else element.text
    return re.sub(r"\s+", " ", str(summary.text_content()))
