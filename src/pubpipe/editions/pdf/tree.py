"""An XHTML tree -> the same with one element replaced or put into another, and an element's words."""

from __future__ import annotations

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


def text_of(element: etree._Element) -> str:
    """Return all text within an element."""
    return "".join(str(part) for part in element.itertext())


def has_words(text: str | None) -> bool:
    """Whether a text or tail of lxml's is more than white space."""
    return bool(text and text.strip())
