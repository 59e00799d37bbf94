"""What is read on a page, by its place there -> passages that are read in another order than they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.checks.paper.opened import Paper
from pubpipe.checks.paper.tree import Node
from pubpipe.model import Finding

# What stands elsewhere than in the row of passages: at the foot, in a cell, beside a column, over a picture.
_APART = frozenset(
    {"Note", "FENote", "Figure", "Caption", "Table", "Lbl", "Aside", "TOC", "Formula", "Artifact"}
)
_PASSAGES = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Title"})
_MOST = 5

_Key = tuple[tuple[int, int], int]  # a piece of marked content: its page, its number


@dataclass(frozen=True, slots=True)
class _Passage:
    page: int
    left: float
    right: float
    top: float
    foot: float


def findings(paper: Paper) -> Iterator[Finding]:
    """Yield passages that are read after one that stands below them on the same page, or on a later page."""
    if paper.tree is None:
        return
    last: _Passage | None = None
    told = 0
    for passage in _passages(paper, paper.tree):
        if last is not None and _is_before(passage, last) and told < _MOST:
            told += 1
            where = f"on page {last.page}" if passage.page < last.page else "below it"
            yield paper.say(
                "pdf-reading-order", f"a passage is read after one that stands {where}", passage.page
            )
        last = passage


def _is_before(passage: _Passage, last: _Passage) -> bool:
    if passage.page != last.page:
        return passage.page < last.page
    overlap = min(passage.right, last.right) - max(passage.left, last.left)
    narrow = min(passage.right - passage.left, last.right - last.left)
    return overlap > narrow / 2 and passage.foot >= last.top


def _passages(paper: Paper, root: Node) -> Iterator[_Passage]:
    places = _places(paper)
    for passage in _read(root):
        boxes = [places[key] for key in passage if key in places]
        # A passage over two pages stands, for the next one, where it ends.
        ends = [box for box in boxes if box.page == boxes[-1].page]
        if ends:
            yield _around(ends)


def _read(node: Node) -> Iterator[list[_Key]]:
    """Yield the content of each passage; what goes on after a passage within it is a passage of its own."""
    if node.role in _APART:
        return
    own: list[_Key] = []
    todo = list(reversed(node.holds))
    while todo:
        one = todo.pop()
        if isinstance(one, tuple):
            own.append(one)
        elif isinstance(one, Node) and one.role in _PASSAGES | {"L"}:
            yield from _own(node, own)
            own = []
            yield from _read(one)
        elif isinstance(one, Node) and one.role not in _APART:
            todo += reversed(one.holds)
    yield from _own(node, own)


def _own(node: Node, content: list[_Key]) -> Iterator[list[_Key]]:
    if node.role in _PASSAGES:
        yield content


def _around(boxes: list[_Passage]) -> _Passage:
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    return _Passage(boxes[0].page, left, right, max(box.top for box in boxes), min(box.foot for box in boxes))


def _places(paper: Paper) -> dict[_Key, _Passage]:
    """Where the words of each piece of marked content stand."""
    found: dict[_Key, list[_Passage]] = {}
    for page, number in paper.numbers.items():
        for run in paper.pages[number - 1].runs:
            if run.mark.number is not None and not run.invisible:
                box = _Passage(number, run.left, run.right, run.base + run.size * 0.7, run.base)
                found.setdefault((page, run.mark.number), []).append(box)
    return {key: _around(boxes) for key, boxes in found.items()}
