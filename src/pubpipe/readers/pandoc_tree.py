"""pandoc's JSON tree -> a draft's text and marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pubpipe.model import Json
from pubpipe.raised import lowered, raised
from pubpipe.readers.marking import CALL, PLACEHOLDER, Marker

# What stands under pandoc's "c": a text, a list or a pair, as the kind of the element has it.
Content: TypeAlias = Any

_MARKS = {"Emph": "emphasis", "Strong": "strong", "Strikeout": "struck"}
_PLAIN = ("Underline", "SmallCaps")


@dataclass(slots=True)
class Reading:
    """Where the reading of a tree is.

    ``names`` maps the pictures' files to their names in the article, ``targets`` the ids of headings to theirs.
    """

    marker: Marker
    names: Mapping[str, str]
    targets: Mapping[str, str] = field(default_factory=dict)
    shifted: str = ""
    notes: list[tuple[str, Content]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)

    def finish(self) -> None:
        """Add the notes after the text."""
        for label, content in self.notes:
            number = self.marker.open("note", label)
            blocks(self, content)
            self.marker.close(number)

    def flush(self) -> None:
        """End the line; pictures in it become blocks after it."""
        self.marker.end_line()
        for source, words in self.pictures:
            _leaf(self, "picture", source, words)
        self.pictures.clear()


def blocks(reading: Reading, content: Content) -> None:
    """Add a list of blocks."""
    for block in content or ():
        _block(reading, block["t"], block.get("c"))


def inline_words(value: Json) -> Iterator[str]:
    """Yield the words of a metadata value, one text an entry."""
    marker = Marker()
    item: Content = value
    match item:
        case {"t": "MetaList", "c": entries}:
            for entry in entries:
                yield from inline_words(entry)
            return
        case {"t": "MetaInlines", "c": content}:
            _inlines(Reading(marker, {}), content)
        case {"t": "MetaBlocks", "c": content}:
            blocks(Reading(marker, {}), content)
        case {"t": "MetaString", "c": content}:
            marker.text(str(content))
    yield marker.finish()[0].strip()


def _block(reading: Reading, kind: str, content: Content) -> None:
    marker = reading.marker
    match kind:
        case "Para" | "Plain":
            _inlines(reading, content)
        case "Header":
            marker.leaf = ("heading", str(content[0]))
            _inlines(reading, content[2])
            reading.marker.end_line()
            marker.leaf = ("paragraph", "")
        case "CodeBlock":
            marker.leaf = ("code", " ".join(content[0][1][:1]))
            marker.verbatim(content[1])
            marker.end_line()
            marker.leaf = ("paragraph", "")
        case "HorizontalRule":
            _leaf(reading, "rule", "", PLACEHOLDER)
        case "LineBlock":
            for n, line in enumerate(content):
                if n:
                    marker.line_break()
                _inlines(reading, line, ends=False)
        case "BlockQuote":
            _container(reading, "quote", "", content)
        case "BulletList":
            _list(reading, "", content)
        case "OrderedList":
            _list(reading, str(content[0][0]), content[1])
        case "DefinitionList":
            for term, definitions in content:
                _inlines(reading, term)
                for definition in definitions:
                    blocks(reading, definition)
        case "Figure":
            _figure(reading, content)
        case "Table":
            _table(reading, content)
        case "Div":
            blocks(reading, content[1])
    reading.flush()


def _container(reading: Reading, kind: str, value: str, content: Content) -> None:
    number = reading.marker.open(kind, value)
    blocks(reading, content)
    reading.marker.close(number)


def _list(reading: Reading, start: str, items: Content) -> None:
    number = reading.marker.open("list", start)
    for item in items:
        _container(reading, "item", "", item)
    reading.marker.close(number)


def _leaf(reading: Reading, kind: str, value: str, words: str) -> None:
    marker = reading.marker
    leaf, marker.leaf = marker.leaf, (kind, value)
    marker.text(words or PLACEHOLDER)
    marker.end_line()
    marker.leaf = leaf


def _figure(reading: Reading, content: Content) -> None:
    """A picture with its caption for its words; anything else is what stands in it, then its caption."""
    caption, inside = content[1][1], content[2]
    pictured = [i for b in inside if b["t"] in ("Plain", "Para") for i in b["c"] if i["t"] == "Image"]
    if len(pictured) == 1 and len(inside) == 1:
        words = Marker()
        blocks(Reading(words, {}), caption)
        source = reading.names.get(pictured[0]["c"][2][0], pictured[0]["c"][2][0])
        _leaf(reading, "picture", source, " ".join(words.finish()[0].split()))
        return
    blocks(reading, inside)
    blocks(reading, caption)


def _table(reading: Reading, content: Content) -> None:
    marker = reading.marker
    blocks(reading, content[1][1])
    rows = [*content[3][1], *(r for body in content[4] for r in (*body[2], *body[3])), *content[5][1]]
    simple = all(
        cell[2] == cell[3] == 1
        and len(cell[4]) <= 1
        and all(b["t"] in ("Plain", "Para") and not _has_break(b["c"]) for b in cell[4])
        for row in rows
        for cell in row[1]
    )
    number = marker.open("table")
    for row in rows:
        line = marker.open("row")
        for cell in row[1]:
            place = marker.open("cell")
            blocks(reading, cell[4])
            if marker.is_empty(place):
                marker.text(PLACEHOLDER)
            marker.close(place)
        marker.close(line)
    marker.close(number)
    if not simple or len(rows) < 2 or len(rows[0][1]) < 2:
        marker.drop(number, ("table", "row", "cell"))


def _has_break(content: Content) -> bool:
    return any(inline["t"] in ("LineBreak", "Image", "Note") for inline in content)


def _inlines(reading: Reading, content: Content, *, ends: bool = True) -> None:
    for inline in content:
        _inline(reading, inline["t"], inline.get("c"))
    if ends:
        reading.marker.end_line()


def _inline(reading: Reading, kind: str, content: Content) -> None:
    marker = reading.marker
    match kind:
        case "Str":
            marker.text(_written(reading, content))
        case "Space" | "SoftBreak":
            marker.text(" ")
        case "LineBreak":
            marker.line_break()
        case "Emph" | "Strong" | "Strikeout":
            marker.enter(_MARKS[kind])
            _inlines(reading, content, ends=False)
            marker.leave()
        case "Code":
            marker.enter("literal")
            marker.text(content[1])
            marker.leave()
        case "Link" if address := _address(reading, content[2][0]):
            marker.enter("link", address)
            _inlines(reading, content[1], ends=False)
            marker.leave()
        case "Image":
            _picture(reading, content)
        case "Note":
            label = str(len(reading.notes) + 1)
            reading.notes.append((label, content))
            marker.call(label, CALL)
        case "Quoted":
            left, right = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            marker.text(left)
            _inlines(reading, content[1], ends=False)
            marker.text(right)
        case "Span" | "Cite" | "Link":
            _inlines(reading, content[1], ends=False)
        case "Superscript" | "Subscript":
            _off_the_line(reading, kind, content)
        case "Math":
            marker.text(content[1])
        case _ if kind in _PLAIN:
            _inlines(reading, content, ends=False)


def _off_the_line(reading: Reading, kind: str, content: Content) -> None:
    around, reading.shifted = reading.shifted, kind
    _inlines(reading, content, ends=False)
    reading.shifted = around


def _written(reading: Reading, words: str) -> str:
    match reading.shifted:
        case "Superscript":
            return raised(words, reading.marker.before)
        case "Subscript":
            return lowered(words)
        case _:
            return words


def _picture(reading: Reading, content: Content) -> None:
    words = Marker()
    _inlines(Reading(words, {}), content[1])
    source = reading.names.get(content[2][0], content[2][0])
    reading.pictures.append((source, " ".join(words.finish()[0].split())))


def _address(reading: Reading, target: str) -> str:
    """Return where a link leads, empty for a place in the document that is no heading."""
    outside = "://" in target or target.startswith("mailto:")
    return target if outside else reading.targets.get(target, "")
