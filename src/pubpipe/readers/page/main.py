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


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers of the lines that are the article, and whether the two extractors agree about them."""

    kept: frozenset[int]
    agreed: bool


def choose(page: str, text: str, lines: list[Line]) -> Choice:
    """Return the article's lines: those of trafilatura, or, where readability disagrees, the fuller set.

    The extractors only choose; the structure is the page's own. A page in which neither finds an article is
    kept whole.
    """
    keys = [words(text[line.start : line.end]) for line in lines]
    first = taken(keys, words(_trafilatura(page)))
    second = taken(keys, words(_readability(page)))
    if not first and not second:
        return Choice(frozenset(range(len(lines))), False)
    common = _count(first & second, keys)
    agreement = 2 * common / max(1, _count(first, keys) + _count(second, keys))
    if agreement >= _AGREEMENT:
        return Choice(frozenset(first), True)
    prose = [n for n, line in enumerate(lines) if _in_paragraph(line)]
    fuller = max((first, second), key=lambda numbers: _count(numbers & set(prose), keys))
    return Choice(frozenset(fuller), False)


def _count(numbers: set[int], keys: list[tuple[str, ...]]) -> int:
    return sum(len(keys[n]) for n in numbers)


def _in_paragraph(line: Line) -> bool:
    element: HtmlElement | None = line.owner  # type: ignore[assignment]
    while element is not None:
        if element.tag == "p":
            return True
        element = element.getparent()
    return False


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
