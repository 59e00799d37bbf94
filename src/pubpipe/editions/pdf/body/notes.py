"""Notes in a list at the end of the text -> notes at their calls, for the foot of the page."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.pdf.tree import has_words, replace, text_of
from pubpipe.wording import Words

_BLOCKS = ("p", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption", "hr")
_CELLS = ("th", "td")
_TABLE = ("table", "colgroup", "col", "thead", "tbody", "tr", *_CELLS)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


_FOOT = 2_400  # characters of notes at the foot: half a page
JOINER = "\u2060"


def hold_calls(body: etree._Element) -> None:
    """Keep the calls of notes and sources on the line of the word that they follow, with joiners that leave no trace.

    A digit after a full stop begins a line for Pango: the stop ends a sentence (UAX 14, LB11 for the joiner).
    """
    for call in body.iter("a"):
        if not {"call", "source-call"}.intersection(call.get("class", "").split()):
            continue
        before, parent = call.getprevious(), call.getparent()
        if before is not None:
            before.tail = _joined(before.tail)
        elif parent is not None and parent.text:
            parent.text = _joined(parent.text)


def _joined(text: str | None) -> str:
    return f"{text or ''}{'' if text and text[-1].isspace() else JOINER}"


def move_notes(body: etree._Element, vocabulary: Words) -> None:
    """Move every note to its call, linked both ways, and drop the list that pandoc makes of them.

    The call becomes ``a.call``, the note ``span.note`` with its number in ``a.mark`` (CSS GCPM 3, footnotes).
    Where the notes of one block would fill the page, since WeasyPrint does not continue a note on the next
    one, all notes stay at the end instead, as ``section.notes``.
    """
    lists = [s for s in body.iter("section") if "footnotes" in s.get("class", "").split()]
    if not lists:
        return
    notes = {item.get("id", ""): item for item in lists[-1].iter("li") if item.get("id")}
    for back in [a for a in lists[-1].iter("a") if "footnote-back" in a.get("class", "").split()]:
        replace(back, None)
    pairs = [
        (call, notes[name]) for call in calls(body) if (name := call.get("href", "").lstrip("#")) in notes
    ]
    if _fits(pairs):
        replace(lists[-1], None)
        for call, item in pairs:
            tail, call.tail = call.tail, None
            note = _note(item, _call(call), item.get("id", ""), call.get("id", ""))
            note.tail = tail
            call.addnext(note)
    else:
        _end_notes(lists[-1], pairs, vocabulary)


def _fits(pairs: list[tuple[etree._Element, etree._Element]]) -> bool:
    sizes: dict[etree._Element, int] = {}
    for call, item in pairs:
        block = next((e for e in call.iterancestors("p", "li", "table", *_HEADINGS)), call)
        sizes[block] = sizes.get(block, 0) + len(text_of(item))
    return max(sizes.values(), default=0) <= _FOOT


def _end_notes(
    section: etree._Element, pairs: list[tuple[etree._Element, etree._Element]], vocabulary: Words
) -> None:
    section.attrib.clear()
    section.set("class", "notes")
    for rule in section.findall("hr"):
        replace(rule, None)
    heading = etree.Element("h2", {"data-label": vocabulary.notes, "lang": vocabulary.lang})
    heading.text = vocabulary.notes
    section.insert(0, heading)
    for call, item in pairs:
        number = _call(call)
        name = item.get("id", "").replace("fn", "", 1)
        call.set("id", f"endref{name}")
        call.set("href", f"#end{name}")
        item.set("id", f"end{name}")
        mark = etree.Element("a", {"class": "mark", "href": f"#endref{name}"})
        mark.text = number
        first = item[0] if len(item) and item[0].tag == "p" else item
        mark.tail, first.text = first.text, None
        first.insert(0, mark)


def _call(call: etree._Element) -> str:
    """Set a call as its bare number, and return that."""
    number = text_of(call)
    for child in list(call):
        call.remove(child)
    call.text = number
    call.attrib.pop("role", "")
    call.set("class", "call")
    return number


def _note(item: etree._Element, number: str, name: str, call: str) -> etree._Element:
    """Make a ``span`` of a note: HTML lets nothing else stand inside the paragraph of the call."""
    note = etree.Element("span", {"class": "note", "id": name})
    mark = etree.SubElement(note, "a", {"class": "mark", "href": f"#{call}"})
    mark.text = number
    mark.tail = item.text.strip() if item.text else None
    for child in list(item):
        note.append(child)
    for element in note.iter(*_BLOCKS, *_TABLE, *_HEADINGS):
        is_cell = element.tag in _CELLS
        of_task = element.tag == "li" and "task" in element.get("class", "").split()
        element.set("class", f"note-{element.tag}{' task' if of_task else ''}")
        element.tag = "span"
        # A voice tells the cells of a line apart by a space.
        element.tail = element.tail if has_words(element.tail) else " " if is_cell else None
        if not has_words(element.text) and element.get("class") != "note-pre":
            element.text = None
    first = note[1] if len(note) > 1 else None
    if first is not None and first.get("class") == "note-p" and not mark.tail:
        # The number runs on into the first paragraph.
        note.remove(mark)
        mark.tail, first.text = first.text, None
        first.insert(0, mark)
    return note


def calls(body: etree._Element) -> list[etree._Element]:
    """Return the note calls of a body tree as pandoc leaves them."""
    return [a for a in body.iter("a") if "footnote-ref" in a.get("class", "").split()]
