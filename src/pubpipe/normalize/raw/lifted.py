"""A block that was lifted out of raw lines, and what is to be said about it."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.model import Event
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.raw.lines import Line


@dataclass(frozen=True, slots=True)
class Lifted:
    """A block, and the event that tells of it where it was guessed; no block where there is only something to tell."""

    piece: Piece | None
    event: Event | None = None


def doubt(step: str, reason: str, lines: tuple[Line, ...]) -> Event:
    """Return the event of a guess about lines, with which nothing was lost: a person may want to look."""
    return Event(step, "flagged", reason, 0.8, lines[0].start, lines[-1].end, 0, severity="warning")
