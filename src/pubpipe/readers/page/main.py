"""A page and its lines -> the lines that are the article (NORMALIZER 3.1)."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pubpipe.readers.marking import Line
from pubpipe.readers.page.alike import taken, words
from pubpipe.readers.page.elements import is_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AGREEMENT = 0.9
_WITHIN_LINES = ("a", "b", "i", "em", "strong", "span", "font", "sup", "sub", "code", "abbr", "small")
_COMMENTS = re.compile(
    r"(?i)\b(?:comments?|commentlist|respond|disqus)\b|[\w-]comment_|comment[-_](?:text|body|content|list)"
)
# What an encyclopaedia sets around its articles.
_FRAME = re.compile(
    r"(?:^|\s)(?:toc|siteSub|contentSub|jump-to-nav|navbox|catlinks|printfooter|mw-jump-link)(?:$|\s)"
)
_FURNITURE = re.compile(
    r"(?i)\b(?:share|sharing|sharedaddy|social|related|promo|newsletter|subscribe|signup|sidebar|breadcrumbs?|byline)"
    r"|\b(?:tags?|meta|nav|menu|widget|author-bio|advert\w*|sponsor\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers of the lines that are the article, and whether the two extractors agree about them."""

    kept: frozenset[int]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the page: ``block`` is the element that holds its paragraph."""

    block: object
    in_paragraph: bool
    in_comments: bool
    is_furniture: bool
    is_link: bool
    hidden: bool
    is_frame: bool


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
    for outside in (
        {n for n, p in enumerate(places) if p.hidden},
        {n for n, p in enumerate(places) if p.in_comments},
        {n for n, p in enumerate(places) if p.is_frame},
    ):
        if 2 * _count(outside & (first | second), keys) < _count(first | second, keys):
            first, second = first - outside, second - outside
    common, sizes = _count(first & second, keys), sorted((_count(first, keys), _count(second, keys)))
    agreed = 2 * common >= _AGREEMENT * sum(sizes)
    if agreed or common >= _AGREEMENT * sizes[0] > 0:
        kept = _joined(first, second, places)
    else:
        prose = {n for n in range(len(lines)) if places[n].in_paragraph}
        kept = max((first, second), key=lambda numbers: _count(numbers & prose, keys))
    trimmed = _trimmed(sorted(kept), lines, places, text)
    return Choice(frozenset(trimmed | _wordless(trimmed, keys, lines)), agreed)


def _joined(first: set[int], second: set[int], places: list[Place]) -> set[int]:
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


def _trimmed(kept: list[int], lines: list[Line], places: list[Place], text: str) -> set[int]:
    """The lines without links to other pages and headings of nothing at the end."""
    while len(kept) > 1:
        line, at = lines[kept[-1]], places[kept[-1]]
        wordless = len(words(text[line.start : line.end])) <= 1 and line.kind != "picture"
        if not (at.is_link or line.kind == "heading" or (wordless and lines[kept[-2]].kind == "heading")):
            break
        kept.pop()
    return set(kept)


def _wordless(kept: set[int], keys: list[tuple[str, ...]], lines: list[Line]) -> set[int]:
    """Pictures and lines of signs alone in the midst of the article, of which no extractor's text can tell."""
    found: set[int] = set()
    before = False
    run: list[int] = []
    for n, key in enumerate(keys):
        if n in kept:
            found.update(run if before else ())
            before, run = True, []
        elif lines[n].kind in ("picture", "rule") or not key:
            run.append(n)
        else:
            before, run = False, []
    return found


def _count(numbers: set[int], keys: list[tuple[str, ...]]) -> int:
    return sum(len(keys[n]) for n in numbers)


def place(owner: object) -> Place:
    """Return where a line stands, by the element that holds its first words and those around it."""
    element = cast("HtmlElement | None", owner)
    around: list[HtmlElement] = []
    while element is not None and element.tag not in ("body", "html"):
        around.append(element)
        element = element.getparent()
    names = [
        f"{e.get('class') or ''} {e.get('id') or ''}" for e in around if e.tag not in ("article", "main")
    ]
    blocks = (e for e in around if e.tag in ("article", "div", "main", "section", "td"))
    lines = (e for e in around if e.tag in ("p", "li", "div", "td", "h1", "h2", "h3", "h4", "h5", "h6"))
    return Place(
        block=next(blocks, None),
        in_paragraph=any(e.tag == "p" for e in around),
        in_comments=any("comments" in _said(name) for name in names),
        is_furniture=any("furniture" in _said(name) for name in names[:4])
        or any(e.tag in ("nav", "aside", "footer", "form", "button") for e in around),
        is_link=_is_link(next(lines, None)),
        hidden=any(is_hidden(e) for e in around),
        is_frame=any("frame" in _said(name) for name in names),
    )


@functools.lru_cache(maxsize=4096)
def _said(name: str) -> frozenset[str]:
    """What the class and the name of an element say about it; the lines of a page share most of them."""
    signs = {"comments": _COMMENTS, "furniture": _FURNITURE, "frame": _FRAME}
    return frozenset(sign for sign, pattern in signs.items() if pattern.search(name))


def _is_link(element: HtmlElement | None) -> bool:
    """Whether all words of a line's element stand in links."""
    if element is None:
        return False
    whole = len("".join(element.text_content().split()))
    linked = sum(len("".join(a.text_content().split())) for a in element.iter("a"))
    return whole > 0 and linked >= 0.9 * whole


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
        summary = cast("HtmlElement", html.document_fromstring(Document(page).summary()))
    except Exception:  # likewise; it raises on pages without text
        return ""
    parts: list[str] = []
    for element in summary.iter():
        # Words of two blocks in a row are not one word.
        seam = "" if element.tag in _WITHIN_LINES else " "
        parts += [seam, (element.text or "") if isinstance(element.tag, str) else ""]
        parts += [] if len(element) else _closing(element)
    return " ".join("".join(parts).split())


def _closing(element: HtmlElement) -> list[str]:
    """The tails of an element without children and of every element that ends with it."""
    parts: list[str] = []
    last: HtmlElement | None = element
    while last is not None:
        parts += ["" if last.tag in _WITHIN_LINES else " ", last.tail or ""]
        parent = last.getparent()
        last = parent if last.getnext() is None else None
    return parts
