"""The lines of an article -> those that a page only sets once more in large letters: its pull quotes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, cast

from pubpipe.readers.marking import Line
from pubpipe.readers.page.alike import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMED = re.compile(
    r"(?i)(?:^|[\s_-])pull(?:ed)?-?_?quote|(?:^|\s)(?:quote-?(?:pull|teaser)|tweetable)(?:$|\s)"
)
_SENTENCE = re.compile(r"[^.!?…。！？]+")
_MOST = 40  # words of the box
_LEAST = 5  # words of the quote
_AROUND = 4  # elements


def pulled(text: str, lines: list[Line], kept: frozenset[int]) -> frozenset[int]:
    """Return the kept lines of each box for a pull quote of which a line is a sentence of another line.

    A box is an ``aside`` or has such a name. What it says that nothing else does stays (NORMALIZER 1.3 `pullquote`).
    """
    boxes: defaultdict[object, list[int]] = defaultdict(list)
    for n in sorted(kept):
        box = _box(cast("HtmlElement | None", lines[n].owner))
        if box is not None:
            boxes[box].append(n)
    if not boxes:
        return frozenset()
    said = {n: words(text[lines[n].start : lines[n].end]) for n in kept}
    inside = {n for numbers in boxes.values() for n in numbers}
    sentences = {
        words(sentence)
        for n in kept - inside
        for sentence in _SENTENCE.findall(text[lines[n].start : lines[n].end])
    }
    return frozenset(
        n
        for numbers in boxes.values()
        if sum(len(said[k]) for k in numbers) <= _MOST
        and any(len(said[k]) >= _LEAST and said[k] in sentences for k in numbers)
        for n in numbers
    )


def _box(element: HtmlElement | None) -> object:
    for _ in range(_AROUND):
        if element is None or element.tag in ("article", "body", "main"):
            return None
        if element.tag == "aside" or _NAMED.search(element.get("class") or ""):
            return element
        element = element.getparent()
    return None
