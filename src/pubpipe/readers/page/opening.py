"""The lines of a page and which are the article -> what stands between title and text: standfirst, picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pubpipe.readers.marking import Line
from pubpipe.readers.page.elements import is_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Content systems name the sentence under a title in these words: WordPress and Ghost, Substack, newspapers.
_STANDFIRST = re.compile(
    r"(?i)(?:^|[\s_-])(?:sub-?(?:title|head(?:line|ing)?)|stand-?first|dek|deck|chapo|chapeau|teaser|sapeau"
    r"|(?:article|post|entry|story|header?|news)[_-]{1,2}(?:desc(?:ription)?|intro|lead|summary|excerpt|dek|lede))"
    r"(?:$|[\s_-])"
)
_PARTS = ("article", "main", "section")
_BESIDE = ("nav", "aside", "footer", "form", "button", "ul", "ol")
_FARTHEST = 40
_LONGEST = 400
_WORDS = 4


def opening(kept: set[int], lines: list[Line]) -> set[int]:
    """Return the numbers of a picture and its caption that stand between the title and the article's first line.

    Extractors begin with the first paragraph, and the picture over it is lost.
    """
    if not kept:
        return set()
    found: set[int] = set()
    for n in _between(kept, lines):
        if lines[n].kind in ("picture", "caption") and _figure(lines[n].owner) is not None:
            found.add(n)
    captions = {n for n in found if lines[n].kind == "caption"}
    # A picture that nobody says a word about may be an advertisement.
    return {n for n in found if n in captions or n + 1 in captions}


def standfirst(kept: frozenset[int], lines: list[Line], text: str) -> Line | None:
    """Return the line under the title that its element names a standfirst, None without one."""
    for n in _between(set(kept), lines):
        line = lines[n]
        said = text[line.start : line.end]
        sentence = len(said.split()) >= _WORDS or _unspaced(said)
        fits = line.kind in ("paragraph", "heading") and len(said) <= _LONGEST
        if sentence and fits and _is_standfirst(line.owner):
            return line
    return None


def _between(kept: set[int], lines: list[Line]) -> Iterator[int]:
    """The lines from the last first-level heading before the article's text on."""
    first = min((n for n in kept if lines[n].kind != "heading"), default=0)
    titles = [
        n
        for n in range(max(0, first - _FARTHEST), first)
        if (lines[n].kind, lines[n].value) == ("heading", "1")
    ]
    yield from range(titles[-1] + 1, first) if titles else ()


def _is_standfirst(owner: object) -> bool:
    element = cast("HtmlElement | None", owner)
    named = False
    for _ in range(3):
        if element is None or element.tag in (*_PARTS, "body"):
            break
        if element.tag in _BESIDE or is_hidden(element):
            return False
        named = named or _STANDFIRST.search(element.get("class") or "") is not None
        named = named or element.get("itemprop") in ("alternativeHeadline", "description")
        element = element.getparent()
    return named


def _unspaced(text: str) -> bool:
    return len(text) >= 3 * _WORDS and re.search("[\u3041-\u30ff\u3400-\u9fff]", text) is not None


def _figure(owner: object) -> HtmlElement | None:
    """The figure that an element stands in, where it is no part of what stands beside the article."""
    element = cast("HtmlElement | None", owner)
    figure = None
    while element is not None and element.tag not in (*_PARTS, "body"):
        if element.tag in _BESIDE or is_hidden(element):
            return None
        figure = element if element.tag == "figure" else figure
        element = element.getparent()
    return figure
