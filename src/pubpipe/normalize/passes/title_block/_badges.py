"""A heading that ends in pictures, as a README's does in badges -> the heading, and a paragraph of the pictures."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.tokens import words

# A picture of Markdown or HTML, with the tags around it.
_PICTURE = re.compile(r"(?:<[a-z][^<>]*>\s*)*(?:\[?!\[|<img\b)", re.I)


def without_badges(galley: Galley, n: int) -> Galley:
    """Return the galley with the pictures behind the words of a heading in a paragraph of their own below it.

    What they show is no part of a title, and no title could hold where they lead.
    """
    piece = galley.pieces[n]
    if galley.draft.kind != "markdown" or not isinstance(piece.block, doc.Heading):
        return galley
    nodes = piece.block.children
    first = next((i for i, node in enumerate(nodes) if _is_picture(node)), 0)
    if not first or not all(_is_picture(node) or node == doc.Text(" ") for node in nodes[first:]):
        return galley
    found = _PICTURE.search(galley.draft.text, piece.start, piece.end)
    before = _trimmed(nodes[:first])
    if found is None or words(galley.draft.text[piece.start : found.start()]) != words(doc.plain(before)):
        return galley
    heading = Piece(replace(piece.block, children=before), piece.start, found.start())
    below = Piece(doc.Paragraph(nodes[first:]), found.start(), piece.end)
    return replace(galley, pieces=(*galley.pieces[:n], heading, below, *galley.pieces[n + 1 :]))


def _is_picture(node: doc.Inline) -> bool:
    if isinstance(node, doc.Link):
        return all(isinstance(inner, doc.Picture) for inner in node.children)
    return isinstance(node, doc.Picture)


def _trimmed(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    last = nodes[-1]
    return (*nodes[:-1], doc.Text(last.text.rstrip())) if isinstance(last, doc.Text) else nodes
