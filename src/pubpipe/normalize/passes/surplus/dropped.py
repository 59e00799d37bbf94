"""Lines that the sidecar or a comment says to drop -> gone, with an event each."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._ranges import removed
from pubpipe.normalize.printer import print_block
from pubpipe.normalize.tokens import words


def dropped(galley: Galley) -> Galley:
    """Remove every piece that begins on a received line named by the sidecar's ``drop`` or by a comment."""
    if not galley.wishes.drop:
        return galley
    kept: list[Piece] = []
    for piece in galley.pieces:
        line = galley.line(piece.start)
        if any(first <= line <= last for first, last in galley.wishes.drop):
            reason = "the user says to drop this line"
            galley = removed(galley, Event("dropped", "removed", reason, 1.0, piece.start, piece.end, 0))
        else:
            kept.append(piece)
    galley = replace(galley, pieces=tuple(kept))
    return replace(galley, events=tuple(_idle(event, galley) for event in galley.events))


def _idle(event: Event, galley: Galley) -> Event:
    """A link definition that only dropped blocks used is removed with them."""
    if event.step != "links" or event.action != "moved":
        return event
    label = re.match(r"\s*\[[^\]]*\]:", event.before)
    target = words(event.before[label.end() :] if label else event.before)
    used = any(set(target) <= set(words(print_block(piece.block))) for piece in galley.pieces)
    reason = "definition of a link that is dropped"
    return event if used else replace(event, action="removed", reason=reason, destination="")
