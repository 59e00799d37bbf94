"""A body tree -> the same with a space where words of two elements meet that only their script keeps apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

Apart = Callable[[str, str], bool]

_INLINE = frozenset({"a", "abbr", "code", "del", "em", "span", "strong", "sub", "sup"})
CALLED = "1"  # what follows a note's call follows a figure


def part(tree: etree._Element, apart: Apart) -> None:
    """Put a space between two elements' words where ``apart`` says so of the characters that meet.

    It stands outside the element that begins or ends there, and never before the call of a note.
    """
    _Walk(apart).inside(tree)


class _Walk:
    """A walk in the order of the text: the last character so far, and the first element opened since."""

    def __init__(self, apart: Apart) -> None:
        self._apart = apart
        self._last = ""
        self._opened: etree._Element | None = None

    def inside(self, element: etree._Element) -> None:
        """Go through the elements in another one."""
        for child in element:
            self._child(child)

    def _child(self, child: etree._Element) -> None:
        inline = child.tag in _INLINE
        if not inline:
            self._last = ""
        if "footnote-ref" in (child.get("class") or "").split():
            self._last, self._opened = CALLED, None
        else:
            self._opened = child if self._opened is None else self._opened
            self._text(child)
            self.inside(child)
        if not inline:
            self._last = ""
        self._opened = None
        if child.tail:
            if self._apart(self._last, child.tail[0]):
                child.tail = f" {child.tail}"
            self._last = child.tail[-1]

    def _text(self, element: etree._Element) -> None:
        if not element.text:
            return
        if self._opened is not None and self._apart(self._last, element.text[0]):
            _before(self._opened)
        self._last, self._opened = element.text[-1], None


def _before(element: etree._Element) -> None:
    """Put a space before an element."""
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None:
        previous.tail = f"{previous.tail or ''} "
    elif parent is not None:
        parent.text = f"{parent.text or ''} "
