"""The headings of a text -> the same with labels for bookmarks and whole ends, and what levels they skip."""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from pubpipe.editions.pdf.body.notes import calls
from pubpipe.editions.pdf.tree import replace, text_of
from pubpipe.model import Finding

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_END = re.compile(r"(.*\S\s+)(\S+\s+\S+)\s*", re.DOTALL)
_ROOM = 24  # letters: more than these are not kept on one line


def label_headings(body: etree._Element) -> None:
    """Give each heading its words, those for its pictures too, without the numbers of notes, for the bookmarks."""
    for heading in body.iter(*_HEADINGS):
        bare = copy.deepcopy(heading)
        for call in calls(bare):
            replace(call, None)
        for picture in tuple(bare.iter("img")):
            said = etree.Element("span")
            said.text = picture.get("alt")
            replace(picture, said)
        heading.set("data-label", " ".join(text_of(bare).split()))


def skipped_levels(body: etree._Element) -> Iterator[Finding]:
    """PDF/UA-1 (ISO 14289-1) 7.4.2: no level is skipped on the way down from the headline."""
    above = 1
    for heading in body.iter(*_HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            yield Finding(
                "warning",
                "pdf-heading-skipped",
                f"heading {heading.get('data-label')!r} is of level {level} under one of level {above}",
                f"Write it with {'#' * (above + 1)}; until then the PDF does not claim PDF/UA.",
            )
        above = level


def hold_ends(body: etree._Element) -> None:
    """Keep the last two words of a heading on one line, so that its second line is not a word alone.

    Where all letters run from left to right: an element within a line may put others into another order.
    """
    for heading in body.iter(*_HEADINGS):
        last = heading[-1] if len(heading) else None
        text = (heading.text if last is None else last.tail) or ""
        found = _END.fullmatch(text)
        if found is None or len(found[2]) > _ROOM or _leftwards(text_of(heading)):
            continue
        whole = etree.SubElement(heading, "span", {"class": "whole"})
        whole.text = found[2]
        if last is None:
            heading.text = found[1]
        else:
            last.tail = found[1]


def _leftwards(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
