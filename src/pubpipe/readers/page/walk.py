"""An HTML tree -> the visible text as a browser joins it, with marks (NORMALIZER 2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pubpipe.readers.marking import CALL, PLACEHOLDER, Marker
from pubpipe.readers.page.elements import (
    BLOCKS,
    EMPHASIS,
    KINDS,
    LISTS,
    UNREAD,
    VERBATIM,
    is_caption,
    is_control,
    is_list,
    is_table,
    is_unshown,
    language,
)
from pubpipe.readers.page.links import target
from pubpipe.readers.page.notes import Notes
from pubpipe.readers.page.readings import read_aloud

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


def walk(  # noqa: PLR0913, PLR0917  # the tree, and what is known of its addresses, notes, places and title
    root: HtmlElement,
    base: str,
    picture: Picture,
    notes: Notes | None = None,
    places: Container[str] = frozenset(),
    title: str = "",
) -> Marker:
    """Return the text and the marks of a tree.

    Scripts, the head and what is hidden within a line are no part of it. Links are made absolute
    with ``base``; those that lead nowhere outside the page keep their words alone, but for those to one of
    ``places``. ``picture`` gives the address of an ``img`` as the article is to name it, an empty one when it
    shows nothing. Calls of ``notes`` become marks, and their figures, like the links that lead back, are left out
    by name. A line that ends behind the ``title`` of the page is a paragraph of its own.
    """
    from lxml import etree

    marker = Marker()
    state = _State(marker, base, picture, notes or Notes(), places, title)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if _said_otherwise(state, element):
                walker.skip_subtree()
                state.skipped.add(element)
                continue
            state.start(element)
            _words(state, element.text, element)
        elif event == "end" and element in state.skipped:
            state.skipped.discard(element)
        elif event == "end":
            state.end(element)
        if event != "start" and element is not root:
            _words(state, element.tail, element.getparent())
    state.flush()
    return marker


def _said_otherwise(state: _State, element: HtmlElement) -> bool:
    """Whether an element is not shown, or is said here as a whole."""
    if is_unshown(element):
        if element.tag not in UNREAD and any(re.search(r"\w", str(words)) for words in element.itertext()):
            state.marker.gap()
        return True
    if element.tag == "ruby":
        _words(state, read_aloud(element, plain=state.marker.leaf[0] == "heading"), element)
        return True
    return False


def _words(state: _State, words: str | None, owner: HtmlElement | None) -> None:
    if not words:
        return
    state.marker.owner = owner
    if state.verbatim:
        state.marker.verbatim(words)
    else:
        state.marker.text(words)


@dataclass(slots=True)
class _State:
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
        elif tag == "q":
            self.marker.text("”")

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
