"""An XHTML tree -> the same with one element replaced or put into another, words marked, and an element's words."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree


def replace(old: etree._Element, new: etree._Element | None) -> None:
    """Put an element, or nothing, in another's place; what follows it stays."""
    parent = old.getparent()
    assert parent is not None
    if new is not None:
        new.tail = old.tail
        parent.replace(old, new)
        return
    before = old.getprevious()
    if old.tail and before is not None:
        before.tail = (before.tail or "") + old.tail
    elif old.tail:
        parent.text = (parent.text or "") + old.tail
    parent.remove(old)


def hold(element: etree._Element, name: str) -> None:
    """Put an element into a ``div`` of a class, in its place."""
    holder = etree.Element("div", {"class": name})
    replace(element, holder)
    element.tail = None
    holder.append(element)


def mark(
    body: etree._Element,
    words: re.Pattern[str],
    make: Callable[[re.Match[str], etree._Element], etree._Element | None],
) -> None:
    """Put what an expression finds in a text into an element of its own, in place.

    ``make`` makes it of what was found and the element around it, or nothing, which leaves the words as they are.
    """
    for element in list(body.iter(etree.Element)):
        children = list(element)
        _mark_text(element, None, words, make)
        for child in children:
            _mark_text(element, child, words, make)


def _mark_text(
    parent: etree._Element,
    after: etree._Element | None,
    words: re.Pattern[str],
    make: Callable[[re.Match[str], etree._Element], etree._Element | None],
) -> None:
    """Mark words of the text at an element's beginning, or of that after one of its children."""
    text = (parent.text if after is None else after.tail) or ""
    marked = [(match, made) for match in words.finditer(text) if (made := make(match, parent)) is not None]
    if not marked:
        return
    ends = [match.start() for match, _ in marked[1:]] + [len(text)]
    for (match, made), end in zip(marked, ends, strict=True):
        made.tail = text[match.end() : end]
    before, place = text[: marked[0][0].start()], 0 if after is None else parent.index(after) + 1
    if after is None:
        parent.text = before
    else:
        after.tail = before
    parent[place:place] = [made for _, made in marked]


def text_of(element: etree._Element) -> str:
    """Return all text within an element."""
    return "".join(str(part) for part in element.itertext())


def has_words(text: str | None) -> bool:
    """Whether a text or tail of lxml's is more than white space."""
    return bool(text and text.strip())
