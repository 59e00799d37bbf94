"""Code with long lines -> the same with a hanging indent, so that a turnover is not read as a new line.

What is drawn with boxes and strokes is set smaller instead, down to seven tenths of code's size, and on a page turned
on its side where it is wider than that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from lxml import etree

from pubpipe.editions.pdf.languages import held
from pubpipe.editions.pdf.tree import hold, mark, text_of

# Letters of the fixed-width face that the measure has room for, in the narrowest of our styles.
_LETTERS = {"pdf-large": 48, "pdf-draft": 59}
_LETTERS_ELSE = 64
_WITHIN = 6  # of them that a list or a quotation takes
# Lines that no page's end divides; on a page of few lines a dozen would leave half of it empty.
_SHORT = {"pdf-large": 8, "pdf-draft": 8}
_SHORT_ELSE = 12
_WHOLE = 30  # the same of a drawing
PLACE = "drawn-"  # what the names of the probe's places begin with
_TURNED = "turned"
_DRAWN = re.compile("[\u2500-\u257f]")
_LINES = 3  # lines with strokes from which on they are a drawing
_PROBED = 8  # of its widest lines: one with letters of another face may be wider than a longer one
_SMALLEST = 0.7
_ROOM = 0.99  # glyphs are as wide as their pixels are: what just fits by the sum may not fit on its line
_INDENT = 45  # CSS pixels of the measure that a list or a quotation takes
# A line of one sign, with a few others at its ends, parts what is above it from what is below.
_BAR = re.compile(r".{0,8}?([^\w\s]|_)\1{19,}.{0,8}")
# Within a sentence: not dots and the like, which lead to what stands at the line's end.
_BAR_WITHIN = re.compile(r"([^\w\s.,:;!?…·•]|_)\1{19,}")
_OWN_WAY = frozenset({"pre", "table"})
_FINEST = 0.45  # of code's size
_CODE = 82  # per cent of the text's size that code has at least, in every style
_DEEPEST = 24  # letters of indentation that a turnover follows


def hang(listing: etree._Element, form: str) -> None:
    """Make each line of a ``pre`` a block of its own where one is too long; its turnovers stand below its start.

    Not a letter is changed: a line keeps its spaces, and turnovers go two letters deeper.
    """
    lines = text_of(listing).removesuffix("\n").split("\n")
    drawn = _is_drawn(lines)
    if len(lines) <= (_WHOLE if drawn else _SHORT.get(form, _SHORT_ELSE)):
        listing.set("class", f"{listing.get('class', '')} short".strip())
    if not drawn and max(map(len, lines)) > _room(listing, form):
        _in_rows(listing, _room(listing, form))


def set_bar(paragraph: etree._Element, form: str) -> None:
    """Set a paragraph that is a bar of one sign alone on one line, as a listing's is."""
    text = text_of(paragraph).strip()
    if not len(paragraph) and _BAR.fullmatch(text) and (size := _bar_size(text, _room(paragraph, form))):
        paragraph.set("class", "bar")
        paragraph.set("style", f"font-size: {_CODE * size:.1f}%")


def set_bars(body: etree._Element, form: str) -> None:
    """Set each bar of one sign among the words of a line on one line, as one that stands alone is."""
    mark(body, _BAR_WITHIN, lambda bar, around: _bar_within(bar[0], around, form))


def _bar_within(bar: str, parent: etree._Element, form: str) -> etree._Element | None:
    span = etree.SubElement(parent, "span", {"class": "bar"})
    size = _bar_size(bar, _room(span, form))
    tags = {str(one.tag) for one in span.iterancestors()}
    parent.remove(span)
    if not size or tags & _OWN_WAY or parent.get("class") == "bar":
        return None
    span.set("style", f"font-size: {(100 if 'code' in tags else _CODE) * size:.1f}%")
    span.text = bar
    return span


def _bar_size(line: str, room: int) -> float:
    """Return at what part of its size a bar of one sign fits on a line, 0 for what is none or would be too small."""
    size = min(1, room / len(line)) if _BAR.fullmatch(line) else 0
    return size if size >= _FINEST else 0


def _room(listing: etree._Element, form: str) -> int:
    """Return how many letters a line of a listing may have in a format."""
    around = sum(1 for _ in listing.iterancestors("li", "blockquote"))
    return _LETTERS.get(form, _LETTERS_ELSE) - _WITHIN * around


def _is_drawn(lines: Sequence[str]) -> bool:
    return sum(1 for line in lines if _DRAWN.search(line)) >= _LINES


def _in_rows(listing: etree._Element, room: int = 0) -> None:
    lines = text_of(listing).removesuffix("\n").split("\n")
    holder = listing[0] if len(listing) == 1 else listing
    if len(holder):
        return
    holder.text = None
    if holder is not listing:
        # Blocks in an inline element have an empty line before them, and a page might end after that one.
        holder.set("class", f"{holder.get('class', '')} rows".strip())
    for line in lines:
        deep = min(len(line) - len(line.lstrip(" ")), _DEEPEST) + 2
        style = f"padding-inline-start: {deep}ch; text-indent: -{deep}ch"
        if len(line) > room and (size := _bar_size(line, room)):
            style = f"font-size: {100 * size:.1f}%; white-space: pre"
        etree.SubElement(holder, "span", {"class": "row", "style": style}).text = (
            held(line) if len(line) > room else line
        )


def drawn(body: etree._Element, form: str) -> list[etree._Element]:
    """Return the listings that are drawn with boxes and strokes and are not sure to fit: a turnover destroys them."""
    texts = ((listing, text_of(listing).split("\n")) for listing in body.iter("pre"))
    return [
        listing
        for listing, lines in texts
        if max(map(len, lines)) > _room(listing, form) and _is_drawn(lines)
    ]


def probe(listings: Sequence[etree._Element]) -> str:
    """Return a page with named places as wide as a listing's measure, on a turned page too, and as each one's lines."""
    measure = '<pre><span id="{}" style="display: block">x</span></pre>'
    parts = [measure.format(PLACE)]
    for number, listing in enumerate(listings):
        widest = "\n".join(sorted(text_of(listing).split("\n"), key=len)[-_PROBED:])
        place = f'<span id="{PLACE}{number}" style="display: inline-block; white-space: pre">'
        parts.append(f"<pre><code>{place}{escape(widest)}</span></code></pre>")
    turned = f'<div class="{_TURNED}">{measure.format(PLACE + _TURNED)}</div>'
    return f'<div class="text">{"".join(parts)}</div>{turned}'


def fit(listings: Sequence[etree._Element], widths: Mapping[str, float]) -> None:
    """Set listings in the size at which their widest line is whole; those that would be too small have turnovers."""
    for number, listing in enumerate(listings):
        around = sum(1 for _ in listing.iterancestors("li", "blockquote"))
        own = widths[f"{PLACE}{number}"] / _ROOM
        upright = (widths[PLACE] - _INDENT * around) / own
        turned = 0 if around else widths[PLACE + _TURNED] / own
        if upright >= 1:
            continue
        if upright < _SMALLEST > turned:
            _in_rows(listing)
            continue
        if upright < _SMALLEST:
            hold(listing, _TURNED)
        holder = listing[0] if len(listing) == 1 else listing
        # Strokes of lines below one another meet only where these are as close as their type wants.
        size = min(1, upright if upright >= _SMALLEST else turned)
        holder.set("style", f"display: block; font-size: {100 * size:.1f}%; line-height: 1.25")
