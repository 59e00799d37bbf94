"""Notes and their calls -> those that have each other; the others would be dropped by pandoc, and are words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.normalize.contents import inlines
from pubpipe.normalize.inlines import merge, trim


def called(regions: tuple[parser.Region, ...]) -> tuple[parser.Region, ...]:
    """Notes that the text does not call, or that stand twice, as words, and calls of notes that are not there.

    pandoc would drop these notes. It drops calls within notes, too, so they are words as well.
    """
    notes = {r.block.label for r in regions if isinstance(r.block, doc.Note)}
    called = {label for region in regions for label in calls(region.block)}
    seen: set[str] = set()
    kept: list[parser.Region] = []
    for region in regions:
        block = region.block
        if isinstance(block, doc.Note):
            uncalled = block.label not in called or block.label in seen
            seen.add(block.label)
            block = spelt_out(block) if uncalled else block
            kept.append(replace(region, block=calls_as_words(block)))
        elif block is not None and not notes.issuperset(calls(block)):
            kept.append(replace(region, block=calls_as_words(block, notes)))
        else:
            kept.append(region)
    return tuple(kept)


def calls_as_words(block: doc.Block, notes: Collection[str] = ()) -> doc.Block:
    """Return a block in which the calls of all notes but ``notes`` are spelt out."""
    return doc.map_inlines(block, lambda nodes: _without(nodes, notes, "[^{}]"))


def without_calls(block: doc.Block, notes: Collection[str]) -> doc.Block:
    """Return a block without the calls of all notes but ``notes``."""
    return doc.map_inlines(block, lambda nodes: trim(_without(nodes, notes, "")))


def _without(nodes: tuple[doc.Inline, ...], notes: Collection[str], words: str) -> tuple[doc.Inline, ...]:
    told: list[doc.Inline] = []
    for node in nodes:
        if isinstance(node, doc.NoteCall) and node.label not in notes:
            told.append(doc.Text(words.format(node.label)))
        elif isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            told.append(replace(node, children=_without(node.children, notes, words)))
        else:
            told.append(node)
    return merge(tuple(told))


def calls(block: doc.Block | None) -> Iterator[str]:
    """Return the labels that a block of the text calls; those that a note calls are none."""
    if block is not None and not isinstance(block, doc.Note):
        yield from (node.label for node in inlines(block) if isinstance(node, doc.NoteCall))


def spelt_out(note: doc.Note) -> doc.Block:
    """Return one block that says what the note says, its label included."""
    label = doc.Text(f"[^{note.label}]: ")
    first = note.blocks[0] if note.blocks else None
    if isinstance(first, doc.Paragraph):
        blocks = (doc.Paragraph((label, *first.children)), *note.blocks[1:])
    else:
        blocks = (doc.Paragraph((doc.Text(label.text.rstrip()),)), *note.blocks)
    return blocks[0] if len(blocks) == 1 else doc.Quote(blocks)
