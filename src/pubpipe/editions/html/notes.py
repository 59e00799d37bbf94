"""Footnotes at the end of a body tree -> notes beside the block that calls them."""

from __future__ import annotations

from lxml import etree

from pubpipe.wording import Words


def place(tree: etree._Element, words: Words) -> None:
    """Put each footnote right after the block with its call, both in a ``div.noted``; the tree is changed.

    So it stands in the margin of a wide window and below its paragraph in a narrow one, and is read out there
    (``doc-footnote``, DPUB-ARIA 1.1). The number that begins a note leads back to its call.
    """
    section = tree.find("section")
    if section is None:
        return
    tree.remove(section)
    notes = {str(item.get("id")): item for item in section.iterfind("ol/li")}
    for block in list(tree):
        calls = [str(a.get("href"))[1:] for a in block.iter("a") if a.get("class") == "footnote-ref"]
        called = [(name, notes.pop(name)) for name in calls if name in notes]
        if not called:
            continue
        noted = etree.Element("div", {"class": "noted"})
        tree.replace(block, noted)
        noted.tail, block.tail = block.tail, None
        noted.append(block)
        beside = etree.SubElement(noted, "div", {"class": "beside"})
        for name, item in called:
            beside.append(_note(name, item, words))
    _calls(tree)


def _note(name: str, item: etree._Element, words: Words) -> etree._Element:
    number = name.removeprefix("fn")
    aside = etree.Element("aside", {"id": name, "role": "doc-footnote"})
    back = etree.Element("a", {"href": f"#fnref{number}", "class": "footnote-back", "role": "doc-backlink"})
    back.set("aria-label", f"{number}, {words.back}")
    back.text, back.tail = number, " "
    for link in list(item.iter("a")):
        if link.get("class") == "footnote-back":
            _drop(link)
    first = item[0] if len(item) and item[0].tag == "p" else None
    aside.extend(list(item))
    if first is None:
        first = etree.Element("p")
        first.text = item.text
        aside.insert(0, first)
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
    _calls(aside)
    return aside


def _calls(element: etree._Element) -> None:
    for call in element.iter("a"):
        if call.get("class") == "footnote-ref":
            call.set("role", "doc-noteref")


def _drop(link: etree._Element) -> None:
    parent, before = link.getparent(), link.getprevious()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + (link.tail or "")
    else:
        before.tail = (before.tail or "") + (link.tail or "")
    parent.remove(link)
    if parent.tag == "p" and not len(parent) and not (parent.text or "").strip():
        above = parent.getparent()
        if above is not None:
            above.remove(parent)
