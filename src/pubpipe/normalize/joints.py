"""Words of Markdown that a mark parts (``*re*think``) and that leave the body -> an event that says them whole.

What stands in the front matter and among the sources has no marks.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import is_skipped, words

_MARK = r"(?:\*{1,3}|`+)"
# In a word may stand what nobody sees and other steps take away.
_PART = "[\\w\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]+"
_PARTED = re.compile(rf"{_MARK}?{_PART}(?:{_MARK}{_PART})+{_MARK}?")
# Code loses a space, or a line's end, that stands within its marks on both sides (CommonMark 0.31, 6.1).
_PADDED = re.compile(r"(?<!`)(`+)(?!`)(?:\s(?P<said>[^`]*\w[^`]*)\s|.+?)(?<!`)\1(?!`)", re.S)
_BEGINS, _ENDS = re.compile(_PART), re.compile(rf"{_PART}\Z")
_MOST = 6  # marks of a word of which each may be a sign
_NEAR = 200  # letters of a word that are looked at
_REASON = "marks within a word, which is whole without them"
_MARKS = re.compile(_MARK)
_SPACED_MARKS = re.compile(rf"\s?{_MARK}\s?")


def whole(text: str) -> str:
    """Return Markdown without the marks that stand within words."""
    return _PARTED.sub(lambda found: _MARKS.sub("", found[0]), text)


def joined(galley: Galley, around: Sequence[str]) -> tuple[Event, ...]:
    """Return the events of a galley, before each that moves words one for every word of it that has become whole.

    ``around`` is what is printed around the body: the front matter and the sources.
    """
    if galley.draft.kind != "markdown":
        return galley.events
    taken = {id(event): _taken(event, inner) for event, inner in _moved(galley.events)}
    parted = {name: sorted(_parted(text.said)) for name, text in taken.items()}
    if not any(parted.values()):
        return galley.events
    printed = {word for text in around for word in words(text)}
    told: list[Event] = []
    for event in galley.events:
        for first, last in parted.get(id(event), ()):
            text = taken[id(event)]
            readings = _readings(text.said[first:last])
            said = next((s for s in readings if printed.issuperset(words(s))), None)
            if said is not None:
                start, end = text.starts[first], text.ends[last - 1]
                told.append(
                    galley.event(Event(event.step, "changed", _REASON, 1.0, start, end, 0, after=said))
                )
        told.append(event)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What an event moves, as earlier steps have made it, and where each character of it was received."""

    said: str
    starts: Sequence[int]
    ends: Sequence[int]


def _moved(events: Sequence[Event]) -> Iterator[tuple[Event, list[Event]]]:
    """Each event that moves words out of the body, with the changes that earlier steps made within it."""
    changed = sorted((e.start, n) for n, e in enumerate(events) if e.action == "changed" and e.end > e.start)
    for n, event in enumerate(events):
        if event.action == "moved" and event.destination != "body":
            near = changed[bisect_left(changed, (event.start, 0)) : bisect_left(changed, (event.end, 0))]
            yield event, [events[k] for _, k in near if k < n and events[k].end <= event.end]


def _taken(event: Event, inner: Sequence[Event]) -> _Taken:
    if not inner:
        places = range(event.start, event.end + 1)
        return _Taken(event.before, places[:-1], places[1:])

    def received(start: int, stop: int) -> list[tuple[str, int, int]]:
        return [(event.before[n - event.start], n, n + 1) for n in range(start, stop)]

    chars: list[tuple[str, int, int]] = []
    at = event.start
    for change in sorted(inner, key=lambda e: (e.start, -e.end)):
        if change.start >= at:
            chars += received(at, change.start)
            chars += [(char, change.start, change.end) for char in change.after]
            at = change.end
    chars += received(at, event.end)
    said = "".join(char for char, _, _ in chars)
    return _Taken(said, [start for _, start, _ in chars], [end for _, _, end in chars])


def _parted(said: str) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _PARTED.finditer(said))
    for found in _PADDED.finditer(said):
        if found["said"] is not None:
            yield from _around(said, found)


def _around(text: str, code: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the first and the last word of padded code stand with those that they touch."""
    before, after = _word_before(text, code.start()), _BEGINS.match(text, code.end())
    first, last = _BEGINS.match(text, code.start("said")), _word_before(text, code.end("said"))
    if first and last and before and after and first.span() == last.span():
        yield before.start(), after.end()
        return
    if before and first:
        yield before.start(), first.end()
    if last and after:
        yield last.start(), after.end()


def _word_before(text: str, at: int) -> re.Match[str] | None:
    return _ENDS.search(text, max(0, at - _NEAR), at)


def _readings(parted: str) -> Iterator[str]:
    """A word as it may be printed: without marks, or with those that are signs where they stand (``f``g``)."""
    parted = "".join(char for char in parted if not is_skipped(char))
    yield _SPACED_MARKS.sub("", parted)
    yield " ".join(doc.words_of(block) for block in parser.blocks(parted))
    # What stands before it decides of each mark whether it is one: [a*b is a link's words.
    marks = list(_MARKS.finditer(parted))
    if len(marks) <= _MOST:
        for stays in itertools.product((False, True), repeat=len(marks)):
            reading = parted
            for mark, is_sign in reversed(list(zip(marks, stays, strict=True))):
                reading = reading if is_sign else reading[: mark.start()] + reading[mark.end() :]
            yield reading
