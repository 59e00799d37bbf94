"""A body tree -> the text without its notes, and these by themselves, linked both ways."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.epub.body.fragments import TYPE, fragment


def take(root: etree._Element) -> etree._Element:
    """Take pandoc's notes out of the tree, each as ``div#fn…`` that begins with its number, a link back.

    Footnotes follow EPUB SSV 1.1 and DPUB-ARIA 1.1 (``noteref`` and ``footnote`` in pairs with ``doc-noteref``
    and ``doc-footnote``): reading systems that can show them in a window do, all others follow the links.
    """
    notes = fragment()
    section = next((s for s in root.iter("section") if "footnotes" in s.get("class", "").split()), None)
    if section is None:
        return notes
    for number, item in enumerate(section.findall("ol/li"), 1):
        _drop_backlinks(item)
        item.tag = "div"
        item.set("class", "note")
        item.set(TYPE, "footnote")
        item.set("role", "doc-footnote")
        _number(item, number)
        item.tail = "\n"
        notes.append(item)
    parent = section.getparent()
    if parent is not None:
        parent.remove(section)
    return notes


def connect(chapters: dict[str, etree._Element], notes: etree._Element, notes_name: str) -> None:
    """Link calls in documents, by name, with the notes in theirs, and each note with its call."""
    standing: dict[str, str] = {}
    for name, tree in [*chapters.items(), (notes_name, notes)]:
        for call in [a for a in tree.iter("a") if "footnote-ref" in a.get("class", "")]:
            call.set("class", "noteref")
            call.set("role", "doc-noteref")
            call.set(TYPE, "noteref")
            standing[call.get("id", "")] = name
            if name != notes_name:
                call.set("href", notes_name + call.get("href", ""))
    for back in [a for a in notes.iter("a") if a.get("class") == "backlink"]:
        name = standing.get(back.get("href", "")[1:], notes_name)
        if name != notes_name:
            back.set("href", name + back.get("href", ""))


def _drop_backlinks(note: etree._Element) -> None:
    for link in [a for a in note.iter("a") if a.get("class") == "footnote-back"]:
        parent = link.getparent()
        if parent is None:
            continue
        parent.remove(link)
        if parent is not note and not len(parent) and not (parent.text or "").strip():
            outer = parent.getparent()
            if outer is not None:
                outer.remove(parent)


def _number(note: etree._Element, number: int) -> None:
    # At the start: at the end of a note it makes Kindles run several notes into one window.
    back = etree.Element("a", {"class": "backlink", "role": "doc-backlink", "href": f"#fnref{number}"})
    back.text = f"{number}."
    first = note[0] if len(note) and note[0].tag == "p" else etree.Element("p")
    if first.getparent() is None:
        note.insert(0, first)
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)
