"""A draft with marks (a page, an office document) -> pieces of the canonical tree, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pubpipe.model import Draft, Event, Mark
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.parser import emphasis, merge, one_line, strong, trim
from pubpipe.normalize.printer import print_checked

_CONTAINERS = ("list", "item", "quote", "note", "table", "row", "cell")
_INLINE = ("emphasis", "strong", "literal", "link")
DESCRIPTIONS = "descriptions"
_SINGLE = re.compile("[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3]")


def pieces(draft: Draft, remove_nothing: bool = False) -> tuple[tuple[Piece, ...], tuple[Event, ...]]:
    """Return the blocks of a marked draft with their ranges, and one event for each range left out of it.

    With ``remove_nothing`` all that the page shows is the article. A block that cannot be printed with its
    structure is printed as its bare words.
    """
    left_out = tuple(m for m in draft.marks if m.kind == "left-out" and not remove_nothing)
    holes = [(m.start, m.end) for m in left_out]
    holes += [(d.start, d.end) for d in draft.declared if d.end > d.start]
    marks = [m for m in draft.marks if m.kind != "left-out"]
    roots = _nested(list(_around(list(_edged(marks, draft.text)), sorted(holes))))
    found: list[Piece] = []
    for node in _apart(roots):
        found.extend(
            Piece(_proved(block), node.mark.start, node.mark.end) for block in _block(node, draft.text)
        )
    events = tuple(Event(_step(m.value), "removed", m.value, 0.95, m.start, m.end, 0) for m in left_out)
    return tuple(found), events


def _step(reason: str) -> str:
    """Words that a page shows are left out as no main text; a picture's description is shown by none."""
    return DESCRIPTIONS if reason.startswith("description of a picture") else "main-text"


@dataclass(slots=True)
class _Node:
    mark: Mark
    children: list[_Node] = field(default_factory=list)


def _around(marks: list[Mark], holes: list[tuple[int, int]]) -> Iterator[Mark]:
    """The marks without what stands in holes; a block that goes over a hole becomes one on each side."""
    ordered: list[tuple[int, int, int, Mark]] = []
    for n, mark in enumerate(marks):
        for start, end in _segments(mark, holes):
            ordered.append((start, -end, n, replace(mark, start=start, end=end)))
    for *_, mark in sorted(ordered, key=lambda o: o[:3]):
        yield mark


def _segments(mark: Mark, holes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    import bisect

    at = mark.start
    n = max(0, bisect.bisect_right(holes, (mark.start, 1 << 62)) - 1)
    while n < len(holes) and holes[n][0] < mark.end:
        start, end = holes[n]
        if end > at:
            if start > at:
                yield at, min(start, mark.end)
            at = end
        n += 1
    if at < mark.end:
        yield at, mark.end


def _edged(marks: list[Mark], text: str) -> Iterator[Mark]:
    """Marks within lines that begin and end with words.

    A link that begins or ends inside a word takes the whole word; emphasis that does is dropped: a printed
    mark would part the word.
    """
    reached = 0
    for mark in marks:
        if mark.kind not in _INLINE:
            yield mark
            continue
        start, end = mark.start, mark.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if mark.kind == "link":
            while _inside(text, start):
                start -= 1
            while _inside(text, end):
                end += 1
        cut = _inside(text, start) or _inside(text, end) or (mark.kind == "link" and start < reached)
        if start < end and not cut:
            reached = end if mark.kind == "link" else reached
            yield replace(mark, start=start, end=end)


def _inside(text: str, at: int) -> bool:
    """Whether a word goes on across this place."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not (_SINGLE.match(before) or _SINGLE.match(after))


def _nested(marks: list[Mark]) -> list[_Node]:
    roots: list[_Node] = []
    open_: list[_Node] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while open_ and open_[-1].mark.end <= mark.start:
            open_.pop()
        if open_ and mark.end > open_[-1].mark.end:
            continue  # a widened link that reaches into the mark after it
        node = _Node(mark)
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)
    return roots


def _apart(nodes: list[_Node]) -> Iterator[_Node]:
    """The nodes that become one block each, so that every block has a range of its own."""
    for node in nodes:
        if node.mark.kind in ("item", "row", "cell") or (node.mark.kind == "table" and not _is_table(node)):
            yield from _apart(node.children)
        elif node.mark.kind == "list":
            yield from _led_by_items(node)
        else:
            yield node


def _led_by_items(node: _Node) -> Iterator[_Node]:
    """A list from its first item on; lists that stand before it in the list belong to no item of it."""
    leading = list(takewhile(lambda child: child.mark.kind == "list", node.children))
    yield from _apart(leading)
    if rest := node.children[len(leading) :]:
        start = rest[0].mark.start if leading else node.mark.start
        yield _Node(replace(node.mark, start=start), rest)


def _is_table(node: _Node) -> bool:
    widths = {len(row.children) for row in node.children}
    lines = all(
        row.mark.kind == "row" and all(c.mark.kind == "cell" for c in row.children) for row in node.children
    )
    return lines and len(node.children) >= 2 and len(widths) == 1 and min(widths) >= 2


def _block(node: _Node, text: str) -> Iterator[doc.Block]:
    mark = node.mark
    match mark.kind:
        case "list":
            yield from _list(node, text)
        case "quote":
            blocks = _blocks(node, text)
            if blocks:
                yield doc.Quote(blocks)
        case "note":
            yield doc.Note(mark.value, _blocks(node, text))
        case "table" if _is_table(node):
            rows = [tuple(one_line(_cell(cell, text)) for cell in row.children) for row in node.children]
            yield doc.Table(("",) * len(rows[0]), rows[0], tuple(rows[1:]))
        case "item" | "table" | "row" | "cell":
            yield from _blocks(node, text)
        case "code":
            yield doc.CodeBlock(text[mark.start : mark.end].strip("\n").expandtabs(4), mark.value)
        case "rule":
            yield doc.Rule()
        case "picture":
            words = " ".join(text[mark.start : mark.end].replace("\ufffc", "").split())
            yield doc.Paragraph((doc.Picture(words, mark.value),) if mark.value else (doc.Text(words),))
        case "heading":
            children = one_line(_inlines(node, text))
            if children:
                yield doc.Heading(int(mark.value), children)
        case _:
            children = _inlines(node, text)
            if children:
                yield doc.Paragraph(children)


def _blocks(node: _Node, text: str) -> tuple[doc.Block, ...]:
    return tuple(block for child in node.children for block in _block(child, text))


def _list(node: _Node, text: str) -> Iterator[doc.Block]:
    found: list[tuple[doc.Block, ...]] = []
    for child in node.children:
        # Words may stand in a list outside of its items, and a list there belongs to the item before it.
        blocks = _blocks(child, text) if child.mark.kind == "item" else tuple(_block(child, text))
        if found and child.mark.kind == "list":
            found[-1] += blocks
        elif blocks:
            found.append(blocks)
    items = tuple(found)
    if items:
        tight = all(
            all(isinstance(b, doc.Paragraph) == (n == 0) for n, b in enumerate(item)) and len(item) <= 2
            for item in items
        )
        start = int(node.mark.value) if node.mark.value.isdecimal() else None
        yield doc.ItemList(items, start, tight)


def _cell(node: _Node, text: str) -> tuple[doc.Inline, ...]:
    found: list[doc.Inline] = []
    for child in node.children:
        found.extend((*((doc.Text(" "),) if found else ()), *_inlines(child, text)))
    return tuple(found)


def _inlines(node: _Node, text: str) -> tuple[doc.Inline, ...]:
    joined = doc.join_links(merge(_inline_run(node, text)))
    return trim(
        tuple(replace(n, children=merge(n.children)) if isinstance(n, doc.Link) else n for n in joined)
    )


def _inline_run(node: _Node, text: str) -> Iterator[doc.Inline]:
    at = node.mark.start
    for child in node.children:
        yield doc.Text(_literal(text[at : child.mark.start]))
        yield from _inline(child, text)
        at = child.mark.end
    yield doc.Text(_literal(text[at : node.mark.end]))


def _literal(words: str) -> str:
    return words.replace("\ufffc", "").replace("\n", " ")


def _inline(node: _Node, text: str) -> Iterator[doc.Inline]:
    children = merge(_inline_run(node, text))
    match node.mark.kind:
        case "break":
            yield doc.Break()
        case "call":
            yield doc.NoteCall(node.mark.value)
        case "emphasis":
            yield emphasis(children)
        case "strong":
            yield strong(children)
        case "literal":
            yield doc.Code(" ".join(doc.plain(children).split()))
        case "link":
            yield doc.Link(children, node.mark.value)
        case _:
            yield from children


def _proved(block: doc.Block) -> doc.Block:
    """The block when it prints and reads back, else a plainer one that does."""
    if print_checked(block)[1]:
        return block
    if isinstance(block, doc.ItemList) and print_checked(replace(block, tight=False))[1]:
        return replace(block, tight=False)
    words = doc.words_of(block)
    plain = doc.Paragraph((doc.Text(" ".join(words.split())),))
    return plain if print_checked(plain)[1] else doc.CodeBlock(words)
