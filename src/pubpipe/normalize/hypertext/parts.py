"""What stands within a list, a table or a quotation of HTML -> the block that it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from pubpipe.normalize import document as doc
from pubpipe.normalize.hypertext.traces import Traces
from pubpipe.normalize.inlines import one_line, trim

HOLDERS = {"item": "list", "row": "table", "cell": "row"}
"""What each part of a list or a table stands in."""


@dataclass(slots=True)
class Part:
    """A list, a table, a quotation, or a part of one: the blocks in it and the parts that it holds.

    ``start`` is the first number of a numbered list.
    """

    kind: str
    start: int | None = None
    blocks: list[doc.Block] = field(default_factory=list)
    held: list[Part] = field(default_factory=list)


def closed(part: Part, traces: Traces) -> doc.Block | None:
    """Return the block that a list, a table or a quotation is, None for one of nothing.

    ``traces`` become lossy where words stand in a list or a table outside of its parts, or blocks in a cell.
    """
    match part.kind:
        case "quote":
            return doc.Quote(tuple(part.blocks)) if part.blocks else None
        case "list":
            traces.lossy |= bool(part.blocks)
            items = tuple(tuple(item.blocks) for item in part.held if item.blocks or part.start is not None)
            return doc.ItemList(items, part.start, all(map(_is_tight, items))) if items else None
        case _:
            traces.lossy |= bool(part.blocks) or any(row.blocks for row in part.held)
            return _table([[cell.blocks for cell in row.held] for row in part.held if row.held], traces)


def marker(items: Part) -> str:
    """Return the marker of a list's next item."""
    return "-" if items.start is None else f"{items.start + len(items.held)}."


def _table(cells: list[list[list[doc.Block]]], traces: Traces) -> doc.Block | None:
    """A table of cells with a line each; what only lays out lines, such as a row of pictures, is these lines."""
    rows = [tuple(_line(blocks, traces) for blocks in row) for row in cells]
    if len(rows) > 1 and len(rows[0]) > 1 and len({len(row) for row in rows}) == 1:
        return doc.Table(("",) * len(rows[0]), rows[0], tuple(rows[1:]))
    lines = trim(tuple(node for row in rows for cell in row if cell for node in (doc.Break(), *cell)))
    return doc.Paragraph(lines) if lines else None


def _line(blocks: list[doc.Block], traces: Traces) -> tuple[doc.Inline, ...]:
    match blocks:
        case []:
            return ()
        case [doc.Paragraph(children)]:
            return one_line(children)
        case _:
            traces.lossy = True
            return ()


def _is_tight(item: tuple[doc.Block, ...]) -> bool:
    return len(item) <= 2 and all(isinstance(b, doc.Paragraph) == (n == 0) for n, b in enumerate(item))
