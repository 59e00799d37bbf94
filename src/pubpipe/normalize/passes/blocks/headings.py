"""Heading levels -> from 2 downwards, none skipped: the title is the only heading of the first level."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley


def headings(galley: Galley) -> Galley:
    """Shift levels so that the body starts at 2 and no level is left out (NORMALIZER 2.3)."""
    open_levels: list[int] = []
    pieces = []
    for piece in galley.pieces:
        block = piece.block
        if isinstance(block, doc.Heading):
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            open_levels.append(block.level)
            block = replace(block, level=min(6, 1 + len(open_levels)))
        pieces.append(replace(piece, block=block))
    return replace(galley, pieces=tuple(pieces))
