"""A body tree -> the same with readings as ``ruby``, or spelt out in brackets where a medium has none."""

from __future__ import annotations

from lxml import etree

from pubpipe.ruby import readings

_VERBATIM = frozenset({"code", "pre"})


def set_readings(root: etree._Element) -> None:
    """Set ``{漢字|かんじ}`` as ruby (HTML Living Standard 4.5.10), in brackets for who cannot show it; not in code."""
    for element in list(root.iter()):
        if "|" in (element.text or "") and element.tag not in _VERBATIM:
            element.text = _set(element, 0, element.text or "")
        parent = element.getparent()
        if (
            "|" in (element.tail or "")
            and element is not root
            and parent is not None
            and parent.tag not in _VERBATIM
        ):
            element.tail = _set(parent, parent.index(element) + 1, element.tail or "")


def spelt_out(root: etree._Element) -> etree._Element:
    """Return the tree, changed, with every reading in brackets after its words."""
    etree.strip_tags(root, "ruby", "rt", "rp")
    return root


def _set(parent: etree._Element, at: int, text: str) -> str:
    """Put the readings of a text into its element from an index on, and return what stands before the first."""
    *found, (rest, _, _) = readings(text)
    if not found:
        return text
    for number, (before, words, reading) in enumerate(found):
        if number:
            parent[at - 1].tail = before
        parent.insert(at, _ruby(words, reading))
        at += 1
    parent[at - 1].tail = rest
    return found[0][0]


def _ruby(words: str, reading: str) -> etree._Element:
    made = etree.Element("ruby")
    made.text = words
    for tag, inside in (("rp", "（"), ("rt", reading), ("rp", "）")):
        etree.SubElement(made, tag).text = inside
    return made
