"""List items that begin with a box -> the states of tasks (GitHub Flavored Markdown 0.29, 5.3)."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc

BOXES = {"☐": False, "☑": True, "☒": True}
"""Signs that show a task's state, as programs and people set them; whether it is done."""

WRITTEN = re.compile(r"\[([ xX])\]\s+(?=\S)")
"""A task's state in Markdown, as a paragraph of an item begins with it."""

Inlines = tuple[doc.Inline, ...]


def stated(children: Inlines) -> Inlines:
    """Return inlines that begin with ``[ ]`` or ``[x]`` and go on behind a space with the state in its place."""
    first = children[0] if children else None
    found = WRITTEN.match(first.text + "x" * (len(children) > 1)) if isinstance(first, doc.Text) else None
    if not found or not isinstance(first, doc.Text):
        return children
    return _begun(found[1] != " ", first.text[3:], children)


def boxed(children: Inlines) -> Inlines:
    """Return inlines that begin with a box and go on behind a space with the state in its place."""
    match children:
        case (doc.Text(text), *_) if text[:1] in BOXES and text[1:2].isspace() and (text[2:] or children[1:]):
            return _begun(BOXES[text[0]], text[1:], children)
        case _:
            return children


def ticked(at: int) -> Event:
    """Return what tells that the box of a task that is done, at a place of the draft, is printed with a letter."""
    return Event("tasks", "changed", "the box of a task that is done", 1.0, at, at + 1, 0, after="[x]")


def settled(block: doc.Block) -> doc.Block:
    """Return a block in which states stand where items begin; those that a step left elsewhere are words."""
    match block:
        case doc.ItemList(items):
            return replace(block, items=tuple(tuple(_item(item)) for item in items))
        case doc.Quote(blocks) | doc.Note(_, blocks):
            return replace(block, blocks=tuple(map(settled, blocks)))
        case _:
            return doc.map_inlines(block, _words)


def _item(item: tuple[doc.Block, ...]) -> list[doc.Block]:
    match item:
        case (doc.Paragraph((doc.Task() as state, doc.Text(text), *rest)), *others) if text[:1] == " " and (
            text.strip() or rest
        ):
            return [doc.Paragraph((state, *_words((doc.Text(text), *rest)))), *map(settled, others)]
        case _:
            return list(map(settled, item))


def _words(children: Inlines) -> Inlines:
    told: list[doc.Inline] = []
    for node in children:
        said = doc.Text(doc.plain((node,))) if isinstance(node, doc.Task) else node
        last = told[-1] if told else None
        if isinstance(said, doc.Text) and isinstance(last, doc.Text):
            told[-1] = doc.Text(last.text + said.text)
        else:
            told.append(said)
    return tuple(told)


def _begun(done: bool, rest: str, children: Inlines) -> Inlines:
    return (doc.Task(done), doc.Text(f" {rest.lstrip()}"), *children[1:])
