"""A body tree -> the same with what runs the other way marked: a passage in Hebrew within English, and so on."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from lxml import etree

from pubpipe.editions.parts import direction
from pubpipe.editions.pdf.tree import text_of

if TYPE_CHECKING:
    from pubpipe.editions.pdf.tagging import Origins

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption")
_WITHIN = ("li", "td", "th")  # what keeps its place on the page, whatever it is written in
_WAYS = {"ltr": "/LrTb", "rtl": "/RlTb"}
_APART = frozenset({"mark", "call", "note", "line"})
_HOLDERS = frozenset({"p", "ul", "ol", "pre", "blockquote", "table", "figure", "div", "hr"})


def mark_directions(body: etree._Element, lang: str) -> None:
    """Give each block whose words run the other way than the article a direction of its own.

    Without it the full stop of an Arabic sentence within an English article stands on the wrong side. A paragraph
    goes to its own side of the page; items, cells and notes stay in line with their neighbours. Parts of one
    passage that goes the other way, such as a name with a word in italics, are put together: WeasyPrint sets
    elements side by side in the direction of what holds them. Code runs from left to right wherever it stands.
    """
    own = direction(lang)
    for code in body.iter("code"):
        code.set("dir", "ltr")
    for parent in list(body.iter(*_BLOCKS, *_WITHIN, "span")):
        if len(parent) and not text_of(parent).isascii():
            _join(parent, own)
    for element in list(body.iter(*_BLOCKS, *_WITHIN, "span")):
        kept = element.tag in _WITHIN or next(element.iterancestors("li"), None) is not None
        note = element.get("class", "") in ("note", "note-p")
        if (element.tag == "span" and not note) or not (side := _side(element, own)):
            continue
        if kept or note:
            _isolate(element, side)
        else:
            element.set("dir", side)
    for within in body.iterfind(".//*[@dir]//span[@class='note']"):
        within.set("dir", own)


def mark_ways(origins: Origins, lang: str) -> None:
    """Write into the tags which way lines run that do not run from left to right, or not as the article's do.

    ISO 32000-1, 14.8.5.4.2, ``WritingMode``: what stands within an element has its way unless it has one of its own.
    """
    import pydyf

    own = direction(lang)
    both = any(box.element.get("dir", own) != own for _, box in origins)
    for element, box in origins:
        whole = box.element_tag == "article" and own == "rtl"
        side = own if whole else box.element.get("dir", "")
        if whole or side not in ("", own) or (side and both):
            way = pydyf.Dictionary({"O": "/Layout", "WritingMode": _WAYS[side]})
            element["A"] = pydyf.Array([element["A"], way]) if "A" in element else way


def _join(parent: etree._Element, own: str) -> None:
    """Put children of an element that follow one another in the other direction into a ``span`` that has it."""
    other = "rtl" if own == "ltr" else "ltr"
    for child in [child for child in parent if _goes(child, other)]:
        _peel(parent, child, other)
    runs: list[list[etree._Element]] = [[]]
    for child in parent:
        if not _goes(child, other):
            runs.append([])
            continue
        runs[-1].append(child)
        if own in _sides(child.tail or ""):
            runs.append([])
    for run in runs:
        if len(run) > 1:
            span = etree.Element("span", {"dir": other})
            parent.insert(list(parent).index(run[0]), span)
            span.extend(run)
            span.tail, run[-1].tail = run[-1].tail, None


def _goes(child: etree._Element, side: str) -> bool:
    """Whether an element within a line has letters of one direction only."""
    return child.get("class") not in _APART and _sides(text_of(child)) == {side}


def _peel(parent: etree._Element, child: etree._Element, side: str) -> None:
    """Put the letters that run the same way as a child, right before and after it, into elements of their own."""
    before = child.getprevious()
    text = (parent.text if before is None else before.tail) or ""
    start = next((n for n in range(len(text), 0, -1) if _sides(text[n - 1]) not in ({side}, set())), 0)
    start = next((n for n in range(start, len(text)) if _sides(text[n])), len(text))
    if start < len(text):
        span = etree.Element("span")
        span.text = text[start:]
        child.addprevious(span)
        if before is None:
            parent.text = text[:start]
        else:
            before.tail = text[:start]
    text = child.tail or ""
    end = next((n for n in range(len(text)) if _sides(text[n]) not in ({side}, set())), len(text))
    end = next((n for n in range(end, 0, -1) if _sides(text[n - 1])), 0)
    if end:
        span = etree.Element("span")
        span.text, span.tail, child.tail = text[:end], text[end:], None
        child.addnext(span)


def _sides(text: str) -> set[str]:
    """Return the directions that the letters of a text have."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return ({"ltr"} if "L" in kinds else set()) | ({"rtl"} if kinds & {"R", "AL"} else set())


def _side(element: etree._Element, own: str) -> str:
    """Return the direction of an element's words where it is another than ``own``, else nothing.

    The first letter decides it (Unicode Standard Annex 9, P2), unless at least as many words run as the article does
    (HL1): a heading that begins with a number such as ``B.5``, or a sentence with a product's name, turns nothing.
    """
    if own == "ltr" and text_of(element).isascii():
        return ""
    text = _own_text(element)
    other = first_side(text)
    if other in ("", own):
        return ""
    sides = list(map(first_side, text.split()))
    return other if sides.count(other) > sides.count(own) else ""


def first_side(text: str) -> str:
    """Return ``ltr`` or ``rtl`` by the first letter of a text that has a direction, nothing where none has."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""


def _own_text(element: etree._Element) -> str:
    """Return an element's text before the first block within it, without the numbers of notes."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _HOLDERS:
            break
        if child.get("class") not in ("mark", "call", "note", "note-p"):
            parts.append(text_of(child))
        elif child.get("class") == "note-p":
            break
        parts.append(child.tail or "")
    return "".join(parts)


def _isolate(element: etree._Element, side: str) -> None:
    """Put an element's words, up to the first block within it, into a ``span`` that runs the other way."""
    span = etree.Element("span", {"dir": side})
    inline: list[etree._Element] = []
    mark = next((child for child in element if child.get("class") == "mark"), None)
    after = list(element) if mark is None else list(element)[list(element).index(mark) + 1 :]
    for child in after:
        if child.tag in _HOLDERS:
            break
        inline.append(child)
    if mark is None:
        span.text, element.text = element.text, None
        place = 0
    else:
        span.text, mark.tail = mark.tail, None
        place = list(element).index(mark) + 1
    span.extend(inline)
    element.insert(place, span)
