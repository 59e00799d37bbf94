"""An HTML tree -> the visible text as a browser joins it, with marks (NORMALIZER 2.1)."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from pubpipe.readers.marking import Marker
from pubpipe.readers.page.elements import UNREAD, is_unshown
from pubpipe.readers.page.notes import Notes
from pubpipe.readers.page.readings import read_aloud
from pubpipe.readers.page.state import Picture, State

if TYPE_CHECKING:
    from lxml.html import HtmlElement


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
    state = State(marker, base, picture, notes or Notes(), places, title)
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


def _said_otherwise(state: State, element: HtmlElement) -> bool:
    """Whether an element is not shown, or is said here as a whole."""
    if is_unshown(element):
        if element.tag not in UNREAD and any(re.search(r"\w", str(words)) for words in element.itertext()):
            state.marker.gap()
        return True
    if element.tag == "ruby":
        _words(state, read_aloud(element, plain=state.marker.leaf[0] == "heading"), element)
        return True
    return False


def _words(state: State, words: str | None, owner: HtmlElement | None) -> None:
    if not words:
        return
    state.marker.owner = owner
    state.words(words)
