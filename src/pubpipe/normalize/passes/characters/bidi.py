"""Invisible marks of direction -> none where a paragraph runs one way, those that it needs where it runs both."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._texts import Change, substitute_by_piece

_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = "\u202d\u202e"
_OVERRIDE = re.compile(f"[{_OVERRIDES}]")
_EMBEDDINGS = "\u202a\u202b"
_POP = "\u202c"


def bidi(galley: Galley) -> Galley:
    """Delete overrides, with a warning, and all marks that one direction does not need (NORMALIZER 1.1 `bidi`)."""
    text, begin = galley.draft.text, galley.draft.declared_end
    if not _MARKS.search(text, begin):
        return galley
    changed = substitute_by_piece(galley, "bidi", _MARKS, _change_for, "{n} marks of direction deleted")
    override = _OVERRIDE.search(text, begin)
    return _told(galley, changed, override.span()) if override else changed


def _told(galley: Galley, changed: Galley, first: tuple[int, int]) -> Galley:
    """The changed galley with a warning of overrides, which are gone but for those in code."""
    kept = sum(len(_OVERRIDE.findall(doc.words_of(piece.block))) for piece in changed.pieces)
    if not kept:
        become = "were deleted"
    elif kept == len(_OVERRIDE.findall(galley.draft.text, galley.draft.declared_end)):
        become = "stand in code, and are kept"
    else:
        become = "were deleted, but for those in code"
    finding = Finding(
        "warning",
        "normalize-direction-override",
        f"characters that turn the direction of the text around {become}",
        "They can make a text show other words than it holds: compare with the original.",
        Place(galley.draft.origin.name, galley.line(first[0])),
    )
    reason = "an override of direction, which can make a text show other words than it holds"
    doubt = Event("bidi", "flagged", reason, 1.0, *first, 0, severity="warning")
    events = (*galley.events, galley.event(doubt), *changed.events[len(galley.events) :])
    return replace(changed, findings=(*galley.findings, finding), events=events)


def _change_for(piece: Piece) -> Change:
    return without_overrides if _runs_both_ways(doc.words_of(piece.block)) else _without_any


def _runs_both_ways(text: str) -> bool:
    ways = {unicodedata.bidirectional(char) for char in set(text) if char.isalpha()}
    return "L" in ways and bool(ways & {"R", "AL"})


def _without_any(text: str) -> str:
    return _MARKS.sub("", text)


def without_overrides(text: str) -> str:
    """Return a text without overrides and the marks that end them; embeddings and the marks that end these stay."""
    kept: list[str] = []
    open_ones: list[str] = []
    for char in text:
        if char in _OVERRIDES or char in _EMBEDDINGS:
            open_ones.append(char)
        if char in _OVERRIDES or (char == _POP and (not open_ones or open_ones.pop() in _OVERRIDES)):
            continue
        kept.append(char)
    return "".join(kept)
