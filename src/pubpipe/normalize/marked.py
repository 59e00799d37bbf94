"""A draft with marks (a page, an office document) -> pieces of the canonical tree, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from pubpipe.model import Draft, Event, Mark
from pubpipe.normalize import document as doc
from pubpipe.normalize import tasks
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.inlines import emphasis, merge, one_line, strong, trim
from pubpipe.normalize.nesting import Node, is_table, trees
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.struck import struck
from pubpipe.normalize.tokens import NEAR, joins, tokens, words

DESCRIPTIONS = "descriptions"


def pieces(draft: Draft, remove_nothing: bool = False) -> tuple[tuple[Piece, ...], tuple[Event, ...]]:
    """Return the blocks of a marked draft with their ranges, and one event for each range left out of it.

    With ``remove_nothing`` all that the page shows is the article. A block that cannot be printed with its
    structure is printed as its bare words.
    """
    left_out = () if remove_nothing else tuple(_outermost(m for m in draft.marks if m.kind == "left-out"))
    holes = [(m.start, m.end) for m in left_out]
    holes += [(d.start, d.end) for d in draft.declared if d.end > d.start]
    marks = [m for m in draft.marks if m.kind != "left-out"]
    found: list[Piece] = []
    told: list[Event] = []
    for node in trees(marks, draft.text, holes):
        told.extend(_ticked(node, draft.text))
        told.extend(_struck(node, draft.text))
        found.extend(
            Piece(_proved(block), node.mark.start, node.mark.end) for block in _block(node, draft.text)
        )
    return tuple(found), (*_told(left_out, draft.text), *told)


def _told(left_out: tuple[Mark, ...], text: str) -> Iterator[Event]:
    """What tells that ranges are left out; the parts of a word that stand beside one are words of their own."""
    reached = 0
    for mark, following in zip_longest(left_out, left_out[1:]):
        first, last = mark.start, mark.end
        near = tokens(text, max(0, first - NEAR), min(len(text), last + NEAR))
        start = max(reached, next((t.start for t in near if t.start < first < t.end), first))
        end = next((t.end for t in near if t.start < last < t.end), last)
        end = min(end, following.start) if following else end
        event = Event(_step(mark.value), "removed", mark.value, 0.95, start, end, 0)
        if (start, end) != (first, last):
            event = replace(event, action="changed", after=f"{text[start:first]} {text[last:end]}")
        reached = end
        yield event


def _outermost(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks in their order without what another holds: no word goes twice."""
    reached = 0
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.end > reached:
            yield replace(mark, start=max(mark.start, reached))
            reached = mark.end


def _step(reason: str) -> str:
    """Words that a page shows are left out as no main text; a picture's description is shown by none."""
    return DESCRIPTIONS if reason.startswith("description of a picture") else "main-text"


def _block(node: Node, text: str) -> Iterator[doc.Block]:
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
        case "table" if is_table(node):
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


def _blocks(node: Node, text: str) -> tuple[doc.Block, ...]:
    return tuple(block for child in node.children for block in _block(child, text))


def _list(node: Node, text: str) -> Iterator[doc.Block]:
    found: list[tuple[doc.Block, ...]] = []
    for child in node.children:
        # Words may stand in a list outside of its items, and a list there belongs to the item before it.
        blocks = _item(child, text) if child.mark.kind == "item" else tuple(_block(child, text))
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


def _item(node: Node, text: str) -> tuple[doc.Block, ...]:
    match _blocks(node, text):
        case (doc.Paragraph(children), *others) if _box(node, text):
            return (doc.Paragraph(tasks.boxed(children)), *others)
        case blocks:
            return blocks


def _box(item: Node, text: str) -> str:
    """The box with which the first paragraph of an item begins, if words follow it there."""
    first = item.children[0] if item.children else None
    if first is None or first.mark.kind != "paragraph":
        return ""
    at, marked = first.mark.start, first.children[:1]
    shown = text[at : first.mark.end]
    begins = (
        shown[:1] in tasks.BOXES and shown[1:2] == " " and not (marked and marked[0].mark.start <= at + 1)
    )
    return shown[0] if begins and words(shown) else ""


def _ticked(node: Node, text: str) -> Iterator[Event]:
    """What tells of each box of a task that is done: it is printed with a letter."""
    for child in node.children:
        if node.mark.kind == "list" and child.mark.kind == "item" and tasks.BOXES.get(_box(child, text)):
            yield tasks.ticked(child.children[0].mark.start)
        yield from _ticked(child, text)


def _struck(node: Node, text: str) -> Iterator[Event]:
    """What tells of words that are struck out."""
    if node.mark.kind == "struck":
        yield struck(text[node.mark.start : node.mark.end], node.mark.start, node.mark.end)
    for child in node.children:
        yield from _struck(child, text)


def _cell(node: Node, text: str) -> tuple[doc.Inline, ...]:
    found: list[doc.Inline] = []
    for child in node.children:
        found.extend((*((doc.Text(" "),) if found else ()), *_inlines(child, text)))
    return tuple(found)


def _inlines(node: Node, text: str) -> tuple[doc.Inline, ...]:
    joined = doc.join_links(merge(_inline_run(node, text)))
    return trim(
        tuple(replace(n, children=merge(n.children)) if isinstance(n, doc.Link) else n for n in joined)
    )


def _inline_run(node: Node, text: str) -> Iterator[doc.Inline]:
    at = stop = node.mark.start
    for child in node.children:
        yield doc.Text(_literal(text[at : child.mark.start]))
        yield from _inline(child, text)
        # A note's call is no word: what is before it may go on behind what is left out, its figure.
        stop = stop if child.mark.start == at and child.mark.kind == "left-out" else child.mark.start
        at = child.mark.end
        if child.mark.kind == "left-out" and joins(text[max(0, stop - NEAR) : stop], text[at : at + NEAR]):
            yield doc.Text(" ")
        if child.mark.kind == "left-out" and text[child.mark.start - 1].isspace():
            at += len(text[at : node.mark.end]) - len(text[at : node.mark.end].lstrip())
    yield doc.Text(_literal(text[at : node.mark.end]))


def _literal(words: str) -> str:
    return words.replace("\ufffc", "").replace("\n", " ")


def _inline(node: Node, text: str) -> Iterator[doc.Inline]:
    children = merge(_inline_run(node, text))
    match node.mark.kind:
        case "left-out":
            return
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
