"""The element that holds a line -> where the line stands in the page: in a paragraph, comments, furniture, a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pubpipe.readers.page.elements import VERBATIM, is_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENTS = re.compile(
    r"(?i)\b(?:comments?|commentlist|respond|disqus)\b|[\w-]comment_|comment[-_](?:text|body|content|list)"
)
# What an encyclopaedia sets around its articles.
_FRAME = re.compile(
    r"(?:^|\s)(?:toc|siteSub|contentSub|jump-to-nav|navbox|catlinks|printfooter|mw-jump-link"
    r"|infobox|hatnote|ambox|vertical-navbox)(?:$|\s)"
)
_FURNITURE = re.compile(
    r"(?i)\b(?:share|sharing|sharedaddy|social|related|promo|newsletter|subscribe|ilgili|relacionad[oa]s?|verwandt|mehr-zum|lire-aussi|leia-(?:mais|tambem)|baca-juga|signup|sidebar|breadcrumbs?|byline)"
    r"|\b(?:tags?|meta|nav|menu|widget|author-bio|advert\w*|sponsor\w*)\b"
)
_BLOCKS = frozenset(("article", "div", "main", "section", "td"))
_LINES = frozenset(("p", "li", "div", "td", "h1", "h2", "h3", "h4", "h5", "h6"))
_BESIDE = frozenset(("nav", "aside", "footer", "form", "button"))
_NEAREST = 4  # elements around a line whose names say that it is furniture


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in the page: ``block`` is the element that holds its paragraph."""

    block: object
    in_paragraph: bool
    in_comments: bool
    is_furniture: bool
    is_link: bool
    in_box: bool
    leads_away: bool
    mostly_links: bool
    hidden: bool
    is_frame: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element and those around it say of the lines within; ``named`` is of the nearest names, it first."""

    block: object = None
    line: HtmlElement | None = None
    named: tuple[bool, ...] = ()
    in_paragraph: bool = False
    in_comments: bool = False
    beside: bool = False
    hidden: bool = False
    is_frame: bool = False
    verbatim: bool = False


class Places:
    """Where the lines of one page stand; what is around many of them is looked at once."""

    def __init__(self) -> None:
        self._around: dict[object, _Around] = {}
        self._links: dict[object, float] = {}

    def of(self, owner: object) -> Place:
        """Return where a line stands, by the element that holds its first words and those around it."""
        around = self._look(cast("HtmlElement | None", owner))
        return Place(
            block=around.block,
            in_paragraph=around.in_paragraph,
            in_comments=around.in_comments,
            is_furniture=any(around.named) or around.beside,
            is_link=self._linked(around.line) >= 0.9,
            mostly_links=self._linked(around.line) >= 0.5,
            in_box=_is_box(around.line),
            leads_away=_is_box(around.line) and self._linked(around.line) >= 0.5,
            hidden=around.hidden,
            is_frame=around.is_frame,
        )

    def _look(self, element: HtmlElement | None) -> _Around:
        unknown: list[HtmlElement] = []
        while element is not None and element.tag not in ("body", "html") and element not in self._around:
            unknown.append(element)
            element = element.getparent()
        around = self._around.get(element, _Around())
        for inner in reversed(unknown):
            around = self._around[inner] = _within(around, inner)
        return around

    def _linked(self, element: HtmlElement | None) -> float:
        """The share of the words of a line's element that stand in links."""
        if element is None:
            return 0.0
        if element not in self._links:
            whole = len("".join(element.text_content().split()))
            linked = sum(len("".join(a.text_content().split())) for a in element.iter("a") if a.get("href"))
            self._links[element] = linked / whole if whole else 0.0
        return self._links[element]


def _is_box(element: HtmlElement | None) -> bool:
    return element is not None and element.tag == "div"


def is_citation(owner: object) -> bool:
    """Tell whether an element stands in an encyclopaedia's list of citations (MediaWiki's ``cite_note-1``)."""
    element = cast("HtmlElement | None", owner)
    for _ in range(_NEAREST + 4):
        if element is None:
            return False
        if element.tag == "li" and (element.get("id") or "").startswith("cite_note"):
            return True
        element = element.getparent()
    return False


def _within(around: _Around, element: HtmlElement) -> _Around:
    """What is around the lines of an element, from what is around itself."""
    tag = element.tag
    named, comments, frame = around.named, False, False
    # Within code an element's name is of the words that it colours: a program's comments are none of the page's.
    if tag not in ("article", "main") and not around.verbatim:
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        named = (_FURNITURE.search(name) is not None, *named[: _NEAREST - 1])
        comments, frame = _COMMENTS.search(name) is not None, _FRAME.search(name) is not None
    return _Around(
        block=element if tag in _BLOCKS else around.block,
        line=element if tag in _LINES else around.line,
        named=named,
        in_paragraph=around.in_paragraph or tag == "p",
        in_comments=around.in_comments or comments,
        beside=around.beside or tag in _BESIDE,
        hidden=around.hidden or is_hidden(element),
        is_frame=around.is_frame or frame,
        verbatim=around.verbatim or tag in VERBATIM,
    )
