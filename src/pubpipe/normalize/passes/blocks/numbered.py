"""Paragraphs of raw text that are numbered on -> an ordered list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.inlines import trim

_NUMBER = re.compile(r"(\(?)(?:([0-9]{1,3})([.)])|([a-z])(\)))[ \t\u00a0]+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Item:
    piece: Piece
    kind: str
    value: int
    label: str
    at: int
    rest: doc.Paragraph


def numbered(galley: Galley) -> Galley:
    """Make an ordered list of two and more paragraphs in a row that count on by one (NORMALIZER 1.2 `numbered`).

    It starts with the number that it had. Letters become numbers, each with its event; a number alone is
    text.
    """
    if galley.canonical or galley.draft.kind != "text":
        return galley
    pieces: list[Piece] = []
    events: list[Event] = []
    run: list[_Item] = []
    for piece in (*galley.pieces, None):
        item = _item(galley, piece) if piece is not None else None
        if item and run and (item.kind, item.value) == (run[-1].kind, run[-1].value + 1):
            run.append(item)
            continue
        pieces.extend(_listed(run))
        events.extend(_events(run))
        run = [item] if item else []
        if piece is not None and item is None:
            pieces.append(piece)
    return replace(galley, pieces=tuple(pieces), events=(*galley.events, *map(galley.event, events)))


def _item(galley: Galley, piece: Piece) -> _Item | None:
    block = piece.block
    first = block.children[0] if isinstance(block, doc.Paragraph) and block.children else None
    found = _NUMBER.match(first.text) if isinstance(first, doc.Text) else None
    if not found or not isinstance(first, doc.Text) or not isinstance(block, doc.Paragraph):
        return None
    label = found[2] or found[4]
    at = piece.start + len(found[1])
    if galley.draft.text[at : at + len(label)] != label:
        return None
    value = int(label) if found[2] else ord(label) - ord("a") + 1
    kind = found[1] + ("1" if found[2] else "a") + (found[3] or found[5])
    rest = trim((doc.Text(first.text[found.end() :]), *block.children[1:]))
    return _Item(piece, kind, value, label, at, doc.Paragraph(rest))


def _listed(run: list[_Item]) -> Iterator[Piece]:
    if len(run) < 2:
        yield from (item.piece for item in run)
        return
    block = doc.ItemList(tuple((item.rest,) for item in run), run[0].value)
    yield Piece(block, run[0].piece.start, run[-1].piece.end)


def _events(run: list[_Item]) -> Iterator[Event]:
    if len(run) < 2:
        return
    start = run[0].piece.start
    yield Event("numbered", "flagged", f"a numbered list of {len(run)} items", 0.95, start, start, 0)
    for item in run:
        if item.label != str(item.value):
            end = item.at + len(item.label)
            reason = "an item's label is the number that it stands for"
            yield Event("numbered", "changed", reason, 0.95, item.at, end, 0, after=str(item.value))
