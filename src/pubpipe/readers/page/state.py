"""Where a walk over a page is -> what an element's beginning and end mean for the marker."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pubpipe.raised import lowered, raised
from pubpipe.readers.marking import CALL, PLACEHOLDER, Marker
from pubpipe.readers.page.elements import (
    BLOCKS,
    EMPHASIS,
    KINDS,
    LISTS,
    SHIFTED,
    STRUCK,
    VERBATIM,
    is_caption,
    is_control,
    is_list,
    is_table,
    language,
)
from pubpipe.readers.page.links import target
from pubpipe.readers.page.notes import Notes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Deeper nesting says nothing about an article, and a printed line has no room for it.
_DEEPEST = 8
# A cell with more characters lays out a page.
_LAID_OUT = 400
# A box to tick, as browsers draw it: without a tick, and with one.
_BOXES = "☐☑"

_IN_BRACKETS = re.compile(r"^\[([^\[\]]*)\]$")

Picture = Callable[["HtmlElement"], str]


@dataclass(slots=True)
class State:
    """Where the walk is: open blocks, code, pictures that wait for the end of their line."""

    marker: Marker
    base: str
    picture: Picture
    notes: Notes
    places: Container[str]
    title: str = ""
    verbatim: int = 0
    skipped: set[HtmlElement] = field(default_factory=set)
    open: dict[HtmlElement, int] = field(default_factory=dict)
    leaves: list[tuple[HtmlElement, tuple[str, str]]] = field(default_factory=list)
    inline: set[HtmlElement] = field(default_factory=set)
    out: set[HtmlElement] = field(default_factory=set)
    shifted: list[HtmlElement] = field(default_factory=list)
    boxes: set[HtmlElement] = field(default_factory=set)
    waiting: list[tuple[str, str, HtmlElement]] = field(default_factory=list)

    def start(self, element: HtmlElement) -> None:
        """Begin an element."""
        tag = element.tag
        if element in self.notes.calls and self.marker.leaf[0] == "paragraph":
            self.marker.call(self.notes.calls[element], CALL)
            self._leave_out(element, "the figure of a note's call")
        elif element in self.notes.backs or is_control(element):
            self._leave_out(element, "a link of the page within the text")
        elif self._begins_task(element):
            self.boxes.add(element)
            self.marker.text(f"{_BOXES[element.get('checked') is not None]} ")
        elif tag in BLOCKS:
            self.flush()
            self._block(element, tag)
        elif tag == "br" and self.marker.after_break and self._parts(element):
            self.marker.blank_line()
        elif tag == "br" and self.marker.leaf[0] == "paragraph" and self.marker.says(self.title):
            self.marker.end_line()
        elif tag == "br":
            self.marker.line_break()
        elif tag == "img":
            self._image(element)
        elif tag == "a":
            self._enter(element, "link", self._leads(element))
        elif tag in EMPHASIS and self.marker.leaf[0] == "paragraph":
            self._enter(element, EMPHASIS[tag], "")
        elif tag in STRUCK and self.marker.leaf[0] == "paragraph":
            self._enter(element, "struck", "")
        elif tag in SHIFTED:
            self.shifted.append(element)
        elif tag == "q":
            self.marker.text("“")

    def end(self, element: HtmlElement) -> None:
        """End an element."""
        tag = element.tag
        if element in self.out:
            self.out.discard(element)
            self.marker.leave()
        elif element in self.boxes:
            self.boxes.discard(element)
        elif tag in BLOCKS:
            self.flush()
            self._end_block(element)
        elif element in self.inline:
            self.inline.discard(element)
            self.marker.leave()
        elif self.shifted and self.shifted[-1] is element:
            self.shifted.pop()
        elif tag == "q":
            self.marker.text("”")

    def words(self, said: str) -> None:
        """Add words of the page; those of code keep their white space, and stand where they are written."""
        if self.verbatim:
            self.marker.verbatim(said)
        elif self.shifted and not self.out:
            above = self.shifted[-1].tag == "sup"
            self.marker.text(raised(said, self.marker.before) if above else lowered(said))
        else:
            self.marker.text(said)

    def flush(self) -> None:
        """End the line; pictures in it become blocks after it."""
        self.marker.end_line()
        for address, words, element in self.waiting:
            leaf, self.marker.leaf = self.marker.leaf, ("picture", address)
            self.marker.owner = element
            self.marker.text(words)
            self.marker.end_line()
            self.marker.leaf = leaf
        self.waiting.clear()

    def _block(self, element: HtmlElement, tag: str) -> None:
        kind, value = "", ""
        if element in self.notes.bodies:
            kind, value = "note", self.notes.bodies[element]
        elif re.fullmatch("h[1-6]", tag):
            self._leaf(element, "heading", tag[1])
        elif tag in VERBATIM:
            self._leaf(element, "code", language(element))
            self.verbatim += 1
        elif is_caption(element):
            self._leaf(element, "caption", "")
        elif tag == "hr":
            if not self.notes.follow(element):
                self._rule(element)
        elif tag in LISTS and not self.notes.holds(element):
            start = element.get("start") or ""
            kind, value = "list", (start if start.isdecimal() else "1") if tag == "ol" else ""
        elif tag == "li" and self._parent(element) in LISTS and element.getparent() in self.open:
            kind = "item"
        elif tag in KINDS:
            kind = KINDS[tag]
        elif tag in ("td", "th"):
            kind, value = "cell", "head" if tag == "th" else ""
        if kind and len(self.open) < _DEEPEST * 4:
            self.open[element] = self.marker.open(kind, value)

    def _end_block(self, element: HtmlElement) -> None:
        if self.leaves and self.leaves[-1][0] is element:
            self.marker.leaf = self.leaves.pop()[1]
            self.verbatim -= element.tag in VERBATIM
        number = self.open.pop(element, None)
        if number is None:
            return
        if element.tag in ("td", "th") and self.marker.is_empty(number):
            self.marker.text(PLACEHOLDER)
        self.marker.close(number)
        if element.tag in LISTS and element not in self.notes.bodies and not is_list(self.marker, number):
            self.marker.drop(number, ("list", "item"))
        elif element.tag == "table" and not is_table(self.marker, number, element):
            self.marker.drop(number, ("table", "row", "cell"))

    def _leaf(self, element: HtmlElement, kind: str, value: str) -> None:
        self.leaves.append((element, self.marker.leaf))
        self.marker.leaf = (kind, value)

    def _begins_task(self, element: HtmlElement) -> bool:
        """Whether an element is a box to tick that stands before the words of a list's item."""
        if element.tag != "input" or (element.get("type") or "").lower() != "checkbox":
            return False
        item = next(element.iterancestors("li"), None)
        return item in self.open and self.marker.is_empty(self.open[item])

    def _rule(self, element: HtmlElement) -> None:
        leaf, self.marker.leaf = self.marker.leaf, ("rule", "")
        self.marker.owner = element
        self.marker.text(PLACEHOLDER)
        self.marker.end_line()
        self.marker.leaf = leaf

    def _enter(self, element: HtmlElement, kind: str, value: str) -> None:
        nested = any(e.tag == element.tag or EMPHASIS.get(str(e.tag)) == kind for e in self.inline)
        if (value or kind != "link") and not nested and self.marker.leaf[0] not in ("code", "rule"):
            self.inline.add(element)
            self.marker.enter(kind, value)

    def _leave_out(self, element: HtmlElement, reason: str) -> None:
        self.out.add(element)
        self.marker.enter("left-out", reason)

    def _parts(self, element: HtmlElement) -> bool:
        """Whether a second line's end in a row parts paragraphs here: not within the cells of figures and names."""
        if self.marker.leaf[0] != "paragraph":
            return False
        cell = next(element.iterancestors("td", "th"), None)
        return cell is None or len(cell.text_content()) > _LAID_OUT

    def _image(self, element: HtmlElement) -> None:
        words = " ".join((element.get("alt") or "").split())
        if "emoji" in (element.get("class") or "") or "smiley" in (element.get("class") or ""):
            self.marker.text(words)
            return
        # For browsers without pictures DocBook and its like set a description in the brackets that we set as well.
        words = _IN_BRACKETS.sub(r"\1", words)
        address = self.picture(element)
        if address or words:
            self.waiting.append((address, words or PLACEHOLDER, element))
            if not self.marker.in_line:
                self.flush()

    def _leads(self, element: HtmlElement) -> str:
        places = () if self.marker.leaf[0] == "heading" else self.places
        return target(element.get("href") or "", self.base, places)

    @staticmethod
    def _parent(element: HtmlElement) -> str:
        parent = element.getparent()
        return "" if parent is None else str(parent.tag)
