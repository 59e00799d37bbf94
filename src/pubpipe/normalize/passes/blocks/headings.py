"""Heading levels -> from 2 downwards, none skipped: the title is the only heading of the first level."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import is_empty
from pubpipe.normalize.galley import Galley


def headings(galley: Galley) -> Galley:
    """Shift levels so that the body starts at 2 and no level is left out (NORMALIZER 2.3).

    A heading that says nothing is none. Those within quotations and lists keep their levels, but for the first.
    """
    open_levels: list[int] = []
    pieces = []
    for piece in galley.pieces:
        block = _settled(piece.block)
        if is_empty(block):
            continue
        if isinstance(block, doc.Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            block = replace(block, level=min(6, 1 + len(open_levels)))
        pieces.append(replace(piece, block=block))
    return replace(galley, pieces=tuple(pieces))


def _settled(block: doc.Block) -> doc.Block:
    """Return a block whose inner headings say something and leave the first level to the title.

    A note that is no more than a heading of nothing keeps it.
    """

    def some(blocks: tuple[doc.Block, ...]) -> tuple[doc.Block, ...]:
        settled = (
            replace(inner, level=max(2, inner.level)) if isinstance(inner, doc.Heading) else _settled(inner)
            for inner in blocks
        )
        return tuple(inner for inner in settled if not is_empty(inner))

    match block:
        case doc.ItemList(items):
            return replace(block, items=tuple(map(some, items)))
        case doc.Quote(blocks):
            return replace(block, blocks=some(blocks))
        case doc.Note(_, blocks):
            return replace(block, blocks=some(blocks) or blocks)
        case _:
            return block
