"""A body tree -> blocks of lines: paragraphs, headings, lists, quotations, tables and code set in columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from pubpipe.editions.parts import is_link
from pubpipe.editions.text.columns import Alignment, fold, pad, table, width, wrap
from pubpipe.editions.text.layout import Layout, Marks
from pubpipe.editions.text.links import CALLS, NUMBER, is_its_own_words

if TYPE_CHECKING:
    from lxml import etree

Block: TypeAlias = list[str]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({"p", *_HEADINGS, "ul", "ol", "blockquote", "pre", "table", "hr", "div", "section"})
_LEAST = 20  # columns; what is nested so deep that less would be left is not indented any further


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
            run += _inline_child(child, layout.marks)
        run += _flat(child.tail)
    found.extend(_paragraph(run, columns))
    return found


def heading(text: str, level: int, layout: Layout, columns: int = 0) -> Block:
    """Set a heading with the empty lines round it; its underline is as wide as its widest line.

    ``columns`` is the room where that is less than the page's.
    """
    room, marks = columns or layout.columns, layout.marks
    lines = wrap(text, room)
    if marks.underlined:
        mark = layout.underlines[min(level, len(layout.underlines)) - 1]
        lines.append(mark * min(room, max(map(width, lines))))
    kind = min(level, 3) - 1
    return [*[""] * marks.above[kind], *lines, *[""] * marks.below[kind]]


def hang(marker: str, content: list[Block], *, tight: bool = True, indent: int | None = None) -> Block:
    """Put a marker before the first line with anything on it, and as much space (or ``indent``) before the others."""
    lines: Block = []
    for block in content:
        if lines and not tight:
            lines.append("")
        lines.extend(block)
    space = " " * (width(marker) if indent is None else indent)
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
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
    inset, marks = _inset(layout, columns), layout.marks
    match element.tag:
        case "p":
            text = _inline(element, marks)
            parent = element.getparent()
            verse = "\n" in text and parent is not None and parent.tag == "div"
            found = (
                _indented(_paragraph(text, columns - inset), inset) if verse else _paragraph(text, columns)
            )
        case "ul" | "ol":
            found = _list(element, layout, columns)
        case "blockquote":
            right = inset if columns - 2 * inset >= _LEAST else 0
            found = _indented(blocks(element, layout, columns - inset - right), inset)
            while found and found[0] and not found[0][0]:
                del found[0][0]
        case "pre":
            code = _text(element).rstrip("\n").expandtabs(4)
            lines = [part for line in code.split("\n") for part in fold(line.rstrip(), columns - inset)]
            found = [[f"{' ' * inset}{line}".rstrip() for line in lines]]
        case "table":
            found = [_table(element, marks, columns)]
        case "hr":
            found = [[pad(layout.ornament, columns, "center").rstrip()]]
        case tag if tag in _HEADINGS:
            found = [heading(_inline(element, marks), _HEADINGS.index(str(tag)) + 1, layout, columns)]
        case "div":
            found = blocks(element, layout, columns)
    return found


def _inset(layout: Layout, columns: int) -> int:
    return layout.indent if columns - layout.indent >= _LEAST else 0


def _indented(content: list[Block], inset: int) -> list[Block]:
    return [[f"{' ' * inset}{line}" if line else "" for line in block] for block in content]


def _list(element: etree._Element, layout: Layout, columns: int) -> list[Block]:
    items = element.findall("li")
    first = int(element.get("start") or 1)
    ordered = element.tag == "ol"
    markers = [f"{n}." if ordered else layout.bullet for n in range(first, first + len(items))]
    room = max(map(width, markers)) + 1
    tight = all(item.find("p") is None for item in items)
    lines: list[Block] = []
    for marker, item in zip(markers, items, strict=True):
        if columns - room < _LEAST:
            lines.append([marker, *(line for block in blocks(item, layout, columns) for line in block)])
            continue
        inner = blocks(item, layout, columns - room)
        lines.append(hang(f"{pad(marker, room - 1, 'right')} ", inner, tight=tight))
    return [[line for item in lines for line in item]] if tight else lines


def _table(element: etree._Element, marks: Marks, columns: int) -> Block:
    rows = [[cell for cell in row if cell.tag in {"th", "td"}] for row in element.iter("tr")]
    longest = max(map(len, rows))
    texts = [[_inline(cell, marks) for cell in row] + [""] * (longest - len(row)) for row in rows]
    if element.find("thead") is None:
        texts.insert(0, [""] * longest)
    alignments = [_alignment(cell) for cell in max(rows, key=len)]
    return table(texts, alignments, columns)


def _alignment(cell: etree._Element) -> Alignment:
    style = cell.get("style") or ""
    return "right" if "right" in style else "center" if "center" in style else "left"


def _paragraph(text: str, columns: int) -> list[Block]:
    return [wrap(text, columns)] if text.strip() else []


def _inline(element: etree._Element, marks: Marks) -> str:
    return re.sub(" *\n *", "\n", re.sub(" +", " ", _children(element, marks))).strip(" \n")


def _inline_child(element: etree._Element, marks: Marks) -> str:
    classes = (element.get("class") or "").split()
    if "footnote-back" in classes:
        return ""
    if "footnote-ref" in classes:
        return f"[{_text(element)}]"
    if "task" in classes:
        return "[x]" if element.get("aria-checked") == "true" else "[ ]"
    match element.tag:
        case "br":
            return "\n"
        case "img":
            credit = f" ({element.get('title')})" if element.get("title") else ""
            return marks.picture.format(f"{element.get('alt') or element.get('src')}{credit}")
        case "a":
            return _link(_inline(element, marks), element)
        case "em":
            return _marked(_children(element, marks), marks.emphasis)
        case "strong":
            return _marked(_children(element, marks), marks.strong)
        case _:
            return _children(element, marks)


def _children(element: etree._Element, marks: Marks) -> str:
    inner = (_inline_child(child, marks) + _flat(child.tail) for child in element)
    return _flat(element.text) + "".join(inner)


def _marked(text: str, mark: str) -> str:
    """Put a mark close round words, each line of verse by itself."""
    return "\n".join(re.sub(r"^( *)(.*\S)( *)$", rf"\1{mark}\2{mark}\3", line) for line in text.split("\n"))


def _link(words: str, link: etree._Element) -> str:
    address = link.get("href") or ""
    if number := link.get(NUMBER):
        return f"{words} <{number}>"
    if address.lower().startswith(CALLS) and is_link(address) and not is_its_own_words(words, address):
        return f"{words} <{address.partition(':')[2]}>"
    return words


def _flat(text: str | None) -> str:
    return re.sub("[ \t\r\n]+", " ", text or "")


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
