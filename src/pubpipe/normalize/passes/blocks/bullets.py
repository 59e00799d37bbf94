"""Paragraphs of raw text that begin with a bullet -> a list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize import tasks
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.inlines import trim

_BULLET = re.compile(r"([•‣◦▪➢●○■·→➔➜➤►▸▶✓✔☐☑☒★✦❖◆◇*–—-]|o)[ \t\u00a0]+(?=\S)")
_BOX = "☐"  # the bullet of tasks, done or not
_DASHES = "–—"
# Dashes begin what people say in these languages, one paragraph a speaker.
_DIALOGUE = (
    "fr",
    "es",
    "ca",
    "pt",
    "it",
    "ro",
    "ru",
    "uk",
    "bg",
    "pl",
    "cs",
    "sk",
    "hu",
    "el",
    "sv",
    "da",
    "nb",
)


@dataclass(frozen=True, slots=True)
class _Item:
    piece: Piece
    mark: str
    rest: doc.Paragraph

    @property
    def is_ticked(self) -> bool:
        """Whether a box with a mark in it stands for the bullet."""
        return self.mark == _BOX and self.rest.children[:1] == (doc.Task(done=True),)


def bullets(galley: Galley) -> Galley:
    """Make a list of two and more paragraphs in a row with the same bullet (NORMALIZER 1.2 `bullets`).

    Another bullet within them begins a list inside the item before it. Dashes are only flagged where the
    language sets dialogue with them.
    """
    if galley.canonical or galley.draft.kind not in ("text", "office"):
        return galley
    pieces: list[Piece] = []
    events: list[Event] = []
    run: list[_Item] = []
    for piece in (*galley.pieces, None):
        item = _item(galley, piece) if piece is not None else None
        if item is not None and not _begins_anew(galley, run, item):
            run.append(item)
            continue
        made, told = _listed(galley, run)
        pieces.extend(made)
        events.extend(told)
        run = [item] if item is not None else []
        if piece is not None and item is None:
            pieces.append(piece)
    return replace(galley, pieces=tuple(pieces), events=(*galley.events, *map(galley.event, events)))


def _begins_anew(galley: Galley, run: list[_Item], item: _Item) -> bool:
    """Tell whether a blank line parts an item with another bullet from items that none parts: another list."""
    if len(run) < 2 or item.mark in {other.mark for other in run}:
        return False
    return _apart(galley, run[-1], item) and not _apart(galley, run[-2], run[-1])


def _apart(galley: Galley, before: _Item, after: _Item) -> bool:
    between = galley.draft.text[before.piece.end : after.piece.start]
    return len(between.splitlines()) > 2 or between.count("\n") > 1


def _item(galley: Galley, piece: Piece) -> _Item | None:
    block = piece.block
    first = block.children[0] if isinstance(block, doc.Paragraph) and block.children else None
    found = _BULLET.match(first.text) if isinstance(first, doc.Text) else None
    # A bullet that is a letter is accounted for by its place.
    if not found or not isinstance(first, doc.Text) or galley.draft.text[piece.start] != found[1]:
        return None
    assert isinstance(block, doc.Paragraph)
    rest = trim((doc.Text(first.text[found.end() :]), *block.children[1:]))
    if found[1] in tasks.BOXES:
        return _Item(piece, _BOX, doc.Paragraph(tasks.boxed((doc.Text(f"{found[1]} "), *rest))))
    return _Item(piece, found[1], doc.Paragraph(tasks.stated(rest)))


def _listed(galley: Galley, run: list[_Item]) -> tuple[list[Piece], list[Event]]:
    """The list that a run of items makes, or its pieces as they were."""
    as_they_were = [item.piece for item in run]
    marks = Counter(item.mark for item in run)
    if not run or marks.most_common(1)[0][1] < 2:
        return as_they_were, []
    start, end = run[0].piece.start, run[-1].piece.end
    lang = str(galley.meta.get("lang", "")).partition("-")[0]
    if set(marks) <= set(_DASHES) and lang in _DIALOGUE:
        reason = "paragraphs that begin with dashes: dialogue, or a list?"
        return as_they_were, [Event("bullets", "flagged", reason, 0.7, start, end, 0)]
    events = [Event("bullets", "flagged", f"a list of {len(run)} items", 0.95, start, start, 0)]
    for item in run:
        if item.mark.isalpha():
            at = item.piece.start
            events.append(
                Event("bullets", "changed", "a letter that stands for a bullet", 0.95, at, at + 1, 0)
            )
        if item.is_ticked:
            events.append(tasks.ticked(item.piece.start))
    return [Piece(_nested(run), start, end)], events


def _nested(run: list[_Item]) -> doc.ItemList:
    """The list of a run: the first bullet is that of the outer list."""
    items: list[tuple[doc.Block, ...]] = []
    inner: list[_Item] = []
    outer = run[0]
    for item in (*run[1:], None):
        if item is not None and item.mark != run[0].mark:
            inner.append(item)
            continue
        items.append((outer.rest, _nested(inner)) if inner else (outer.rest,))
        inner = []
        if item is not None:
            outer = item
    return doc.ItemList(tuple(items))
