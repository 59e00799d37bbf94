"""A block -> what it holds: its inlines, those within others too, and whether there is anything to print."""

from __future__ import annotations

from collections.abc import Iterator

from pubpipe.normalize import document as doc

Inlines = tuple[doc.Inline, ...]


def inlines(block: doc.Block) -> Iterator[doc.Inline]:
    """Yield every inline of a block, each before those within it."""
    for nodes in sequences(block):
        yield from nodes


def sequences(block: doc.Block) -> Iterator[Inlines]:
    """Yield every sequence of inlines of a block: of a paragraph, a cell, an emphasis, a link."""
    outermost: list[Inlines] = []

    def note(nodes: Inlines) -> Inlines:
        outermost.append(nodes)
        return nodes

    doc.map_inlines(block, note)
    for nodes in outermost:
        yield from _within(nodes)


def is_empty(block: doc.Block) -> bool:
    """Tell whether a block has nothing to print; a picture needs no words, and what is linked none to lead on."""
    if isinstance(block, doc.Quote):
        return not block.blocks
    if not isinstance(block, doc.Paragraph | doc.Heading) or doc.words_of(block):
        return False
    return all(isinstance(node, doc.Text | doc.Break | doc.Emphasis | doc.Strong) for node in inlines(block))


def _within(nodes: Inlines) -> Iterator[Inlines]:
    yield nodes
    for node in nodes:
        if isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            yield from _within(node.children)
