"""Lines that the sidecar says to drop -> gone, with an event each."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley, Piece


def dropped(galley: Galley) -> Galley:
    """Remove every piece that begins on a received line named by the sidecar's ``drop``."""
    if not galley.wishes.drop:
        return galley
    kept: list[Piece] = []
    events: list[Event] = []
    for piece in galley.pieces:
        line = galley.line(piece.start)
        if any(first <= line <= last for first, last in galley.wishes.drop):
            reason = "the sidecar says to drop this line"
            events.append(galley.event(Event("dropped", "removed", reason, 1.0, piece.start, piece.end, 0)))
        else:
            kept.append(piece)
    return replace(galley, pieces=tuple(kept), events=(*galley.events, *events))
