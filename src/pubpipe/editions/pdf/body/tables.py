"""Tables, and how wide their longest words are -> tables that hold whole words: smaller, closer, turned, or in rows.

What a printer does with a table that is wider than the page, in this order: smaller type, down to seven tenths
of the text's; columns closer to one another; a part of the page's margins; a page turned on its side; and when
that is not enough, a row after the other, each value beside the name of its column.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pubpipe.editions.pdf.body.names import name_in_cell
from pubpipe.editions.pdf.body.pieces import breakable
from pubpipe.editions.pdf.tree import hold, replace, text_of

SIZES = ("", "small", "small close")
PLACE = "wide-"  # what the names of the probe's places begin with
_HOLDERS = ("outset", "turned")  # what is wider than the measure: it and a part of its margins, a turned page
_INDENT = 45  # CSS pixels of the measure that a list or a quotation takes
# Rows of a table, or cells of a row, that no page's end divides; in large print each row takes some lines.
_SHORT = {"pdf-large": 4, "pdf-draft": 6}
_SHORT_ELSE = 12
_LONG = 200  # letters of a cell, whose row may stand alone at a page's end
_MUCH = 2  # rows of such cells fill a good part of a page
_SURE = 42  # letters side by side that the narrowest page has room for
_NO_LANGUAGE = "zxx"  # ISO 639-2: what is not in any
_WITH_NUMBER = 14  # letters of a cell that is a number and a word: as many as the longest month and its year
_NUMBERED = re.compile(r"[^\s\u200b]*\d[^\s\u200b]* [^\s\u200b]+|[^\s\u200b]+ [^\s\u200b]*\d[^\s\u200b]*")
# What a column is called in Chinese or Japanese, and what stands in one alone; each letter is as wide as two others.
_NAME = re.compile("[\u2e80-\u9fff\uff01-\uffef]{2,6}")
# A line may end between ideographs, and in Thai wherever a word does, which takes a dictionary to know.
_WORDS = re.compile(
    "[\u2e80-\u9fff\uff01-\uffef]|[\u0e00-\u0e7f]{1,12}"
    "|[^\\s\u200b\u00ad\u2e80-\u9fff\uff01-\uffef-]+(?:\u00ad|-*)|-+"
)


def prepare(table: etree._Element, form: str, lang: str) -> None:
    """Ready a table of an article in a language for the page of a format, whatever its width.

    A table of nothing but headers is given a body: PDF/UA-1 7.2 asks for one. Words longer than any language's
    get places to break, which leave no trace in a PDF's text. A number and its unit or its name stay together, and so
    do a few ideographs that are all of a cell.
    """
    for section in [part for part in table if part.tag == "tbody" and not len(part)]:
        table.remove(section)
        for head in table.findall("thead"):
            head.tag = "tbody"
    for element in table.iter():
        own = _NO_LANGUAGE if element.get("class") == "uri" else lang
        is_code = element.tag == "code"
        element.text = name_in_cell(element.text) if is_code else breakable(element.text, own)
        element.tail = breakable(element.tail, lang)
    for cell in table.iter("td", "th"):
        text = text_of(cell).strip()
        if _NAME.fullmatch(text) or (len(text) <= _WITH_NUMBER and _NUMBERED.fullmatch(text)):
            cell.set("class", "whole")
    rows = list(table.iter("tr"))
    for row in rows:
        if max((len(text_of(cell)) for cell in row), default=0) > _LONG:
            row.set("class", "long")
    long = sum(row.get("class") == "long" for row in rows)
    if len(rows) <= _SHORT.get(form, _SHORT_ELSE) and long < _MUCH:
        table.set("class", "short")


def doubtful(body: etree._Element) -> list[etree._Element]:
    """Return the tables that are not sure to fit, by the letters of each column's longest word."""
    return [table for table in body.iter("table") if sum(_letters(table)) > _SURE]


def probe(tables: Sequence[etree._Element]) -> str:
    """Return a page with named places as wide as the measure, as that of a turned page, and as each table in each size.

    A table stands there with the longest words of each column one below the other, so that it is as wide as
    it has to be.
    """
    if not tables:
        return ""
    parts = []
    for number, table in enumerate(tables):
        cells = "".join(f"<td>{'<br>'.join(words)}</td>" for words in _longest(table))
        parts += [
            f'<div><div id="{_place(number, size)}" style="display: inline-block">'
            f'<table class="{size}"><tr>{cells}</tr></table></div></div>'
            for size in SIZES
        ]
    tops = (f'<div class="{name}"><div id="{PLACE}{name}">x</div></div>' for name in ("text", *_HOLDERS))
    return f'<div class="text">{"".join(parts)}</div>{"".join(tops)}'


def fit(tables: Sequence[etree._Element], widths: Mapping[str, float]) -> None:
    """Give tables the size at which every word is whole, from the widths of :func:`probe`'s places."""
    for number, table in enumerate(tables):
        indents = _INDENT * sum(1 for _ in table.iterancestors("li", "blockquote"))
        own = {size: widths[_place(number, size)] + indents for size in SIZES}
        fits = (
            (name, size)
            for name in ("text", *_HOLDERS)
            for size in SIZES
            if own[size] <= widths[PLACE + name]
        )
        name, size = next(fits, ("", ""))
        if not name:
            _in_rows(table)
            continue
        _add_class(table, size)
        if name in _HOLDERS:
            hold(table, name)


def _place(number: int, size: str) -> str:
    return f"{PLACE}{number}-{SIZES.index(size)}"


def _in_rows(table: etree._Element) -> None:
    """Write a table row by row: a list whose items have a paragraph a cell, the column's name before the value."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors()).tag != "thead"]
    heads = [cell for row in table.iterfind("thead/tr") for cell in row]
    records = etree.Element("ul", {"class": "records"})
    for number, row in enumerate(rows):
        record = etree.SubElement(records, "li", {"class": "short"} if len(row) <= _SHORT_ELSE else {})
        for column, cell in enumerate(row):
            line = etree.SubElement(record, "p")
            if column < len(heads):
                line.append(_label(heads[column], first=number == 0))
            value = etree.SubElement(line, "span", {"class": "value"})
            value.text = cell.text
            value.extend(list(cell))
    replace(table, records)


def _label(head: etree._Element, *, first: bool) -> etree._Element:
    """Return a column's name; a note that is called in it is called once."""
    label = copy.deepcopy(head)
    label.tag, label.tail = "b", " "  # else who hears the page hears one word
    label.attrib.clear()
    label.set("class", "label")
    if not first:
        for note in [part for part in label.iter() if part.get("class") in ("call", "note")]:
            replace(note, None)
    return label


def _add_class(table: etree._Element, name: str) -> None:
    if names := f"{table.get('class', '')} {name}".split():
        table.set("class", " ".join(names))


def _letters(table: etree._Element) -> list[int]:
    columns: dict[int, int] = {}
    for row in table.iter("tr"):
        for column, cell in enumerate(row):
            words = _words(text_of(cell), cell)
            columns[column] = max(columns.get(column, 0), *(_wide(word) + 2 for word in [*words, ""]))
    return list(columns.values())


def _wide(word: str) -> int:
    return len(word) * 2 if _NAME.fullmatch(word) else len(word)


def _words(text: str, cell: etree._Element) -> list[str]:
    """Return what no line of a cell parts, hyphens at the ends of lines included."""
    return [text] if cell.get("class") == "whole" else [*map(_shown, _WORDS.findall(text))]


def _shown(word: str) -> str:
    return word.replace("\u00ad", "-")


def _longest(table: etree._Element) -> list[list[str]]:
    """Return the markup of each column's three longest words as text, as header and as code."""
    columns: dict[int, dict[str, set[str]]] = {}
    for row in table.iter("tr"):
        for column, cell in enumerate(row):
            kinds = columns.setdefault(column, {"span": set(), "b": set(), "code": set()})
            for kind, text in _texts(cell, "b" if cell.tag == "th" else "span"):
                kinds[kind].update(_words(text, cell))
    return [
        [
            str(etree.tostring(_word(kind, word), encoding="unicode"))
            for kind, words in kinds.items()
            for word in sorted(words, key=lambda word: (-len(word), word))[:3]
        ]
        for kinds in columns.values()
    ]


def _word(kind: str, word: str) -> etree._Element:
    element = etree.Element(kind, {"style": "white-space: nowrap"})
    element.text = word
    return element


def _texts(element: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    own = {"code": "code", "strong": "b"}.get(element.tag, kind)
    if element.get("class") == "note":
        return
    yield own, element.text or ""
    for child in element:
        yield from _texts(child, own)
        yield own, child.tail or ""
