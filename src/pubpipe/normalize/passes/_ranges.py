"""A range of the draft that moves as a whole -> its events, each word of it accounted for once."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import words

_COUNTED = ("removed", "moved", "changed", "given")
# Beside one of these, marks of Markdown among them, a word may go on.
_GOES_ON = re.compile("[\\w*`\x00-\x08\x0e-\x1f\x7f]")
Span = tuple[int, int]


class Mover:
    """Moves ranges of a galley one after the other, in one sweep over what earlier steps did to them."""

    __slots__ = ("_at", "_events", "_galley", "_starts")

    def __init__(self, galley: Galley) -> None:
        self._galley = galley
        self._events = list(galley.events)
        counted = ((e.start, n) for n, e in enumerate(galley.events) if e.action in _COUNTED)
        ordered = sorted(counted)
        self._starts = [start for start, _ in ordered]
        self._at = [n for _, n in ordered]

    def move(self, move: Event, inner: tuple[Event, ...] = ()) -> None:
        """Add a ``moved`` event; ``inner`` events and those of earlier steps are left out of it.

        What an earlier step put into the body there (a list's number counted on) moves along.
        """
        within = [n for n in self._within(move) if self._events[n].end <= move.end]
        taken = [(e.start, e.end) for e in inner]
        for n in within:
            event = self._events[n]
            # What holds no word, or a part of one (a soft hyphen, an escape), must not part the word around it.
            if words(event.before) and not self._is_within_a_word(event):
                taken.append((event.start, event.end))
            if event.action == "changed" and not event.destination:
                self._events[n] = replace(event, destination=move.destination)
        parts = [
            replace(move, start=start, end=end) for start, end in gaps((move.start, move.end), sorted(taken))
        ]
        self._events += [self._galley.event(e) for e in (*parts, *inner)]

    def add(self, event: Event) -> None:
        """Add an event as it is."""
        self._events.append(self._galley.event(event))

    def is_untouched(self, event: Event) -> bool:
        """Tell whether no earlier step did anything to the event's range."""
        return not self._within(event)

    def done(self) -> Galley:
        """The galley with all that was moved."""
        return replace(self._galley, events=tuple(self._events))

    def _is_within_a_word(self, event: Event) -> bool:
        text = self._galley.draft.text
        near = text[max(0, event.start - 1) : event.start], text[event.end : event.end + 1]
        return event.action == "changed" and any(map(_GOES_ON.match, near))

    def _within(self, event: Event) -> list[int]:
        first = bisect.bisect_left(self._starts, event.start)
        return self._at[first : bisect.bisect_right(self._starts, event.end)]


def removed(galley: Galley, removal: Event) -> Galley:
    """Add a ``removed`` event over a range, in the place of what earlier steps changed there."""

    def inside(event: Event) -> bool:
        if event.action not in _COUNTED:
            return False
        if event.start == event.end:
            return event.action == "changed" and removal.start <= event.start <= removal.end
        return removal.start <= event.start < removal.end

    kept = tuple(event for event in galley.events if not inside(event))
    return replace(galley, events=(*kept, galley.event(removal)))


def gaps(whole: Span, taken: list[Span]) -> Iterator[Span]:
    """Yield what sorted ranges leave of a whole, empty parts left out."""
    at, stop = whole
    for start, end in taken:
        if at < start:
            yield at, start
        at = max(at, end)
    if at < stop:
        yield at, stop


def locate(text: str, said: str, start: int, end: int) -> Span | None:
    """Return where words stand in ``text[start:end]``: as they are, else as Markdown may have escaped them.

    Words in NFC are found in a text that is not.
    """
    at = text.find(said, start, end)
    if at >= 0:
        return at, at + len(said)
    pattern = re.compile("".join(map(_escaped, said)))
    match = pattern.search(text, start, end)
    if match or unicodedata.is_normalized("NFC", received := text[start:end]):
        return match.span() if match else None
    composed, places = _composed(received)
    match = pattern.search(composed)
    return (start + places[match.start()], start + places[match.end()]) if match else None


def _composed(received: str) -> tuple[str, list[int]]:
    """A text in NFC, and of each character, and of its end, where it begins in the text as received."""
    parts, places = list[str](), list[int]()
    # No character of ASCII is composed with one before it; and letters of one word are looked at, not a book's.
    for match in re.finditer(r"[\x00-\x7f]?[^\x00-\x7f]{0,99}", received):
        part = unicodedata.normalize("NFC", match[0])
        parts.append(part)
        if part == match[0]:
            places += range(match.start(), match.end())
            continue
        ends = [len(unicodedata.normalize("NFC", match[0][:n])) for n in range(1, len(match[0]) + 1)]
        places += [match.start() + bisect.bisect_right(ends, n) for n in range(len(part))]
    return "".join(parts), [*places, len(received)]


def _escaped(char: str) -> str:
    if char == "&":
        return r"\\?&(?:amp;)?"
    if char in " \n":
        return r"\s+"
    return rf"\\?{re.escape(char)}" if not char.isalnum() else re.escape(char)
