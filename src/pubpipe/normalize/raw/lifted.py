"""Raw lines -> the same in parts where blocks are lifted out of them, and what is to be said about these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pubpipe.model import Event
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.raw.lines import Line

Lines: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """A block, and the event that tells of it where it was guessed; no block where there is only something to tell."""

    piece: Piece | None
    event: Event | None = None


def doubt(step: str, reason: str, lines: Lines) -> Event:
    """Return the event of a guess about lines, with which nothing was lost: a person may want to look."""
    return Event(step, "flagged", reason, 0.8, lines[0].start, lines[-1].end, 0, severity="warning")


def lifted_from(lines: Lines, look: Callable[[int], tuple[int, Lifted | None]]) -> Iterator[Lines | Lifted]:
    """Yield lines as they are, in parts where ``look`` lifts some out, each block in its place.

    ``look`` takes the number of a line and returns the number of the first after those that it looked at, and
    what it lifted; lines of which there is only something to tell stay.
    """
    rest: list[Line] = []
    n = 0
    while n < len(lines):
        stop, found = look(n)
        if found is None or found.piece is None:
            rest.extend(lines[n:stop])
        elif rest:
            yield tuple(rest)
            rest = []
        if found is not None:
            yield found
        n = stop
    if rest:
        yield tuple(rest)
