"""Marks over a text -> trees of them, one for each block, without what is left out."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from pubpipe.model import Mark
from pubpipe.normalize.tokens import NEAR, is_skipped, joins

_INLINE = ("emphasis", "strong", "literal", "link", "struck")
_HOLDING = ("list", "item", "quote")
_RUNNING = ("paragraph", "heading")

Hole = tuple[int, int]
"""Where a range that is left out begins and ends, in code points."""


@dataclass(slots=True)
class Node:
    """A mark with the marks inside it, in the order of the text."""

    mark: Mark
    children: list[Node] = field(default_factory=list)


def trees(marks: list[Mark], text: str, holes: list[Hole]) -> Iterator[Node]:
    """Return the node of each block, so that every block has a range of its own; ``holes`` are left out of all.

    A hole between words of one paragraph is a node ``left-out`` there; any other parts the block that goes over it.
    """
    ordered = list(_merged(holes))
    gaps = list(_gaps(ordered, marks))
    nodes = _nested(list(_around(list(_edged(marks, text)), text, ordered, gaps)))
    yield from _apart([part for node in nodes for part in _around_notes(node)])


def _merged(holes: list[Hole]) -> Iterator[Hole]:
    """Holes in their order, those that touch as one."""
    last: Hole | None = None
    for start, end in sorted(holes):
        if last is not None and start <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _gaps(holes: list[Hole], marks: list[Mark]) -> Iterator[Hole]:
    """The holes with words of one paragraph on both sides."""
    lines = sorted((mark.start, mark.end) for mark in marks if mark.kind in _RUNNING)
    for start, end in holes:
        n = bisect.bisect_left(lines, (start, 0)) - 1
        if n >= 0 and end < lines[n][1]:
            yield start, end


def _around(marks: list[Mark], text: str, holes: list[Hole], gaps: list[Hole]) -> Iterator[Mark]:
    """The marks without what stands in holes: a block over one that is no gap becomes one on each side."""
    parting = sorted(set(holes).difference(gaps))
    ordered = [(start, -end, -1, Mark("left-out", start, end)) for start, end in gaps]
    for n, mark in enumerate(marks):
        if mark.kind in _INLINE:
            pieces = [_bare(text, *piece) for piece in _segments(mark, holes)]
        else:
            pieces = list(_segments(mark, parting))
        ordered += [
            (start, -end, n, replace(mark, start=start, end=end)) for start, end in pieces if start < end
        ]
    for *_, mark in sorted(ordered, key=lambda o: o[:3]):
        yield mark


def _bare(text: str, start: int, end: int) -> Hole:
    """A range without white space, and what nobody sees, at its ends."""
    while start < end and (text[start].isspace() or is_skipped(text[start])):
        start += 1
    while end > start and (text[end - 1].isspace() or is_skipped(text[end - 1])):
        end -= 1
    return start, end


def _segments(mark: Mark, holes: list[Hole]) -> Iterator[Hole]:
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
        start, end = _bare(text, mark.start, mark.end)
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
    return joins(text[max(0, at - NEAR) : at], text[at : at + NEAR])


def _nested(marks: list[Mark]) -> list[Node]:
    roots: list[Node] = []
    open_: list[Node] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while open_ and open_[-1].mark.end <= mark.start:
            open_.pop()
        if open_ and mark.end > open_[-1].mark.end:
            continue  # a widened link that reaches into the mark after it
        node = Node(mark)
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)
    return roots


def _around_notes(node: Node) -> Iterator[Node]:
    """A quotation or a list without the notes in it, which stand beside what is before and after them."""
    if node.mark.kind not in _HOLDING:
        yield node
        return
    parts = [part for child in node.children for part in _around_notes(child)]
    if not any(part.mark.kind == "note" for part in parts):
        yield node
        return
    mark = node.mark
    for is_note, run in groupby(parts, lambda part: part.mark.kind == "note"):
        if is_note:
            yield from run
            continue
        held = list(run)
        yield Node(replace(mark, start=held[0].mark.start, end=held[-1].mark.end), held)
        if mark.kind == "list" and mark.value.isdecimal():
            mark = replace(mark, value=str(int(mark.value) + len(held)))


def _apart(nodes: list[Node]) -> Iterator[Node]:
    """The nodes that become one block each, so that every block has a range of its own."""
    for node in nodes:
        if node.mark.kind in ("item", "row", "cell") or (node.mark.kind == "table" and not is_table(node)):
            yield from _apart(node.children)
        elif node.mark.kind == "list":
            yield from _led_by_items(node)
        else:
            yield node


def _led_by_items(node: Node) -> Iterator[Node]:
    """A list from its first item on; lists that stand before it in the list belong to no item of it."""
    leading = list(takewhile(lambda child: child.mark.kind == "list", node.children))
    yield from _apart(leading)
    if rest := node.children[len(leading) :]:
        start = rest[0].mark.start if leading else node.mark.start
        yield Node(replace(node.mark, start=start), rest)


def is_table(node: Node) -> bool:
    """Return whether the rows of a table have cells, as many in each: at least two rows of two."""
    widths = {len(row.children) for row in node.children}
    lines = all(
        row.mark.kind == "row" and all(c.mark.kind == "cell" for c in row.children) for row in node.children
    )
    return lines and len(node.children) >= 2 and len(widths) == 1 and min(widths) >= 2
