"""A body tree -> blocks of lines: paragraphs, headings, lists, quotations, tables and code set in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pubpipe.editions.parts import is_link
from pubpipe.editions.text.columns import Alignment, pad, table, width, wrap

if TYPE_CHECKING:
    from lxml import etree

Block: TypeAlias = list[str]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"p", *_HEADINGS, "ul", "ol", "blockquote", "pre", "table", "hr", "div", "section"})
_LEAST = 20  # columns; what is nested deeper than this leaves room for is set over the edge


@dataclass(frozen=True, slots=True)
class Layout:
    """The text edition's measures: all in columns, ``underlines`` one character for each level of heading."""

    columns: int
    indent: int
    underlines: tuple[str, ...]
    ornament: str
    bullet: str


def blocks(element: etree._Element, layout: Layout, columns: int) -> list[Block]:
    """Set an element's content in at most ``columns`` columns; the section of footnotes is left out."""
    found: list[Block] = []
    run = _flat(element.text)
    for child in element:
        if child.tag in _BLOCKS:
            found.extend(_paragraph(run, columns))
            found.extend(_block(child, layout, columns))
            run = ""
        else:
            run += _inline_child(child)
        run += _flat(child.tail)
    found.extend(_paragraph(run, columns))
    return found


def heading(text: str, level: int, layout: Layout) -> Block:
    """Set a heading with its underline, as wide as its widest line; a section's has an empty line above."""
    lines = wrap(text, layout.columns)
    mark = layout.underlines[min(level, len(layout.underlines)) - 1]
    ruled = [*lines, mark * max(map(width, lines))]
    return ["", *ruled] if level == 2 else ruled


def hang(marker: str, content: list[Block], *, tight: bool = True, indent: int | None = None) -> Block:
    """Put a marker before the first line with anything on it, and as much space (or ``indent``) before the others."""
    lines: Block = []
    for block in content:
        if lines and not tight:
            lines.append("")
        lines.extend(block)
    space = " " * (width(marker) if indent is None else indent)
    if lines and not lines[0]:
        del lines[0]
    first, *others = lines or [""]
    return [(marker + first).rstrip(" "), *(space + line if line else "" for line in others)]


def notes(tree: etree._Element, layout: Layout) -> list[Block]:
    """Set the footnotes, ``[1]`` before the first, with the indent of the widest number."""
    items = [item for part in tree.iterfind("section/ol") for item in part.iterfind("li")]
    room = len(f"[{len(items)}] ")
    return [
        hang(f"[{n}]".ljust(room), blocks(item, layout, layout.columns - room), tight=False)
        for n, item in enumerate(items, 1)
    ]


def _block(element: etree._Element, layout: Layout, columns: int) -> list[Block]:
    found: list[Block] = []
    match element.tag:
        case "p":
            found = _paragraph(_inline(element), columns)
        case "ul" | "ol":
            found = _list(element, layout, columns)
        case "blockquote":
            inner = blocks(element, layout, max(_LEAST, columns - 2 * layout.indent))
            found = [hang(" " * layout.indent, [block]) for block in inner]
        case "pre":
            code = _text(element).rstrip("\n").expandtabs(4)
            found = [[f"{' ' * layout.indent}{line}".rstrip() for line in code.split("\n")]]
        case "table":
            found = [_table(element, columns)]
        case "hr":
            found = [[pad(layout.ornament, columns, "center").rstrip()]]
        case tag if tag in _HEADINGS:
            found = [heading(_inline(element), _HEADINGS.index(str(tag)) + 1, layout)]
        case "div":
            found = blocks(element, layout, columns)
    return found


def _list(element: etree._Element, layout: Layout, columns: int) -> list[Block]:
    items = element.findall("li")
    first = int(element.get("start") or 1)
    ordered = element.tag == "ol"
    markers = [f"{n}." if ordered else layout.bullet for n in range(first, first + len(items))]
    room = max(map(width, markers)) + 1
    tight = all(item.find("p") is None for item in items)
    lines: list[Block] = []
    for marker, item in zip(markers, items, strict=True):
        inner = blocks(item, layout, max(_LEAST, columns - room))
        lines.append(hang(f"{pad(marker, room - 1, 'right')} ", inner, tight=tight))
    return [[line for item in lines for line in item]] if tight else lines


def _table(element: etree._Element, columns: int) -> Block:
    rows = [[cell for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]
    longest = max(map(len, rows))
    texts = [[_inline(cell) for cell in row] + [""] * (longest - len(row)) for row in rows]
    if element.find("thead") is None:
        texts.insert(0, [""] * longest)
    alignments = [_alignment(cell) for cell in max(rows, key=len)]
    return table(texts, alignments, columns)


def _alignment(cell: etree._Element) -> Alignment:
    style = cell.get("style") or ""
    return "right" if "right" in style else "center" if "center" in style else "left"


def _paragraph(text: str, columns: int) -> list[Block]:
    return [wrap(text, columns)] if text.strip() else []


def _inline(element: etree._Element) -> str:
    return re.sub(" *\n *", "\n", re.sub(" +", " ", _children(element))).strip(" \n")


def _inline_child(element: etree._Element) -> str:
    classes = (element.get("class") or "").split()
    if "footnote-back" in classes:
        return ""
    if "footnote-ref" in classes:
        return f"[{_text(element)}]"
    match element.tag:
        case "br":
            return "\n"
        case "img":
            credit = f" ({element.get('title')})" if element.get("title") else ""
            return f"[{element.get('alt') or element.get('src')}{credit}]"
        case "a":
            return _link(_inline(element), element.get("href") or "")
        case _:
            return _children(element)


def _children(element: etree._Element) -> str:
    return _flat(element.text) + "".join(_inline_child(child) + _flat(child.tail) for child in element)


def _link(words: str, address: str) -> str:
    shown = re.sub(r"(?i)^(mailto:|tel:)", "", address)
    plain = re.sub(r"(?i)^https?://", "", shown).rstrip("/")
    if address.startswith("#") or not is_link(address) or words.strip("<>") in {address, shown, plain}:
        return words
    return f"{words} <{shown}>"


def _flat(text: str | None) -> str:
    return re.sub("[ \t\r\n]+", " ", text or "")


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
