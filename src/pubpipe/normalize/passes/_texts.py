"""A change to literal characters -> the galley with it made everywhere, and the events that account for it."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import is_empty
from pubpipe.normalize.emphasis import apart, bare
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.inlines import one_line, trim
from pubpipe.normalize.printer import print_block, readable
from pubpipe.normalize.tokens import is_skipped, tokens, words

_MARKED = ("html", "office")
_NESTED = 4  # ranges that may begin before a place and reach it

Change: TypeAlias = Callable[[str], str]


def substitute(galley: Galley, step: str, pattern: re.Pattern[str], change: Change, reason: str) -> Galley:
    """Apply ``change`` to every literal text that ``pattern`` finds something in; ``{n}`` in the reason counts.

    For changes that leave the words as they are: one event counts them all.
    """
    return substitute_by_piece(galley, step, pattern, lambda piece: change, reason)


def substitute_by_piece(
    galley: Galley, step: str, pattern: re.Pattern[str], change_for: Callable[[Piece], Change], reason: str
) -> Galley:
    """Do the same with a change that depends on the piece; places that it leaves alone are not counted."""
    found = 0
    pieces = []
    first_change: Change | None = None
    for piece in galley.pieces:
        change = change_for(piece)
        block, hits = _changed(galley, piece.block, pattern, change)
        if hits and first_change is None:
            first_change = change
        found += hits
        pieces.append(replace(piece, block=block) if hits else piece)
    if not found or first_change is None:
        return galley
    kept = tuple(p for p in pieces if not is_empty(p.block))
    first = _first(galley, pattern)
    start, end = first.span() if first else (0, 0)
    after = first_change(first[0]) if first else ""
    if first and words(first[0]):
        # A mark is part of a word that is counted as it is: only its place is told.
        end, after = start, ""
    event = Event(step, "changed", reason.format(n=found), 1.0, start, end, 0, after=after)
    return replace(galley, pieces=kept, events=(*galley.events, galley.event(event)))


def _first(galley: Galley, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first place that no earlier step has changed, else the first of all."""
    taken = sorted((e.start, e.end) for e in galley.events if e.action == "changed")
    places = pattern.finditer(galley.draft.text, galley.draft.declared_end)
    free = (place for place in places if not overlaps(place.span(), taken))
    return next(free, None) or pattern.search(galley.draft.text, galley.draft.declared_end)


def _changed(
    galley: Galley, block: doc.Block, pattern: re.Pattern[str], change: Change
) -> tuple[doc.Block, int]:
    """The block with its literal texts changed, and how many places were."""
    found = 0

    def text(words_: str) -> str:
        nonlocal found
        hits = len(pattern.findall(words_))
        changed = change(words_) if hits else words_
        found += hits if changed != words_ else 0
        return changed

    def inlines(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        changed = doc.map_texts(nodes, text)
        if changed == nodes:
            return changed
        # The marks of a page are not in its text, and part no words of it.
        return trim(bare(changed if galley.draft.kind in _MARKED else apart(changed)))

    changed = doc.map_inlines(block, inlines)
    return (readable(settled(changed)) if found else changed), found


def settled(block: doc.Block) -> doc.Block:
    """Return a block as Markdown gives it again: without blocks that have nothing to print, each cell in one line."""

    def some(blocks: tuple[doc.Block, ...]) -> tuple[doc.Block, ...]:
        return tuple(inner for inner in map(settled, blocks) if not is_empty(inner))

    match block:
        case doc.ItemList(items):
            kept = tuple(map(some, items))
            # Items without a paragraph read as close to one another, whatever stood between them.
            loose = not block.tight and any(isinstance(b, doc.Paragraph) for item in kept for b in item)
            return replace(block, items=kept, tight=not loose)
        case doc.Quote(blocks) | doc.Note(_, blocks):
            return replace(block, blocks=some(blocks))
        case doc.Heading() | doc.Table():
            return doc.map_inlines(block, one_line)
        case _:
            return block


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A change that makes other words: what to look for, what it becomes, and what the ledger says of it."""

    step: str
    pattern: re.Pattern[str]
    change: Change
    reason: str
    confidence: float = 1.0


def rewrite(galley: Galley, rewriting_for: Callable[[Piece], Rewriting | None]) -> Galley:
    """Apply a change that makes other words, with one event for each stretch of words that it touches.

    A piece in which the received text and the literal words do not agree on where the change is to be made
    (code, an address, a place that another step has changed) is left alone. What another step has changed beside such
    a place, in the same word, is within the event.
    """
    taken = sorted((e.start, e.end) for e in galley.events if e.action in ("changed", "moved", "removed"))
    changed = sorted(
        (e for e in galley.events if e.action == "changed" and e.end > e.start),
        key=lambda e: (e.start, -e.end),
    )
    ranges = {(e.start, e.end) for e in changed if not e.destination}
    pieces: list[Piece] = []
    events: list[Event] = []
    for piece in galley.pieces:
        rewriting = rewriting_for(piece)
        if rewriting is None:
            pieces.append(piece)
            continue
        places = [m.span() for m in rewriting.pattern.finditer(galley.draft.text, piece.start, piece.end)]
        places = [span for span in places if not overlaps(span, taken)]
        block, hits = _changed(galley, piece.block, rewriting.pattern, rewriting.change)
        stretches = _around(tuple(_stretches(galley.draft.text, piece, places)), ranges, taken)
        if not hits or hits != len(places) or stretches is None:
            pieces.append(piece)
            continue
        told = tuple(_events(galley, rewriting, stretches, changed))
        # The marks of a page are not in its text, tags in Markdown part words that none part when they are printed.
        marked = galley.draft.kind in _MARKED or _is_reprinted(changed, piece)
        if marked and not _stand(block, told):
            pieces.append(piece)
            continue
        pieces.append(replace(piece, block=block))
        events.extend(told)
    kept = tuple(p for p in pieces if not is_empty(p.block))
    return replace(galley, pieces=kept, events=(*galley.events, *map(galley.event, events)))


def _is_reprinted(changed: list[Event], piece: Piece) -> bool:
    """Whether the words of a block are parted otherwise than in the text that was received."""
    first = bisect.bisect_left(changed, piece.start, key=lambda e: e.start)
    within = itertools.takewhile(lambda e: e.start < piece.end, itertools.islice(changed, first, None))
    return any(event.step == "markdown" for event in within)


def _stand(block: doc.Block, told: tuple[Event, ...]) -> bool:
    """Whether a printed block has the words of each event side by side."""
    printed = f" {' '.join(words(print_block(block)))} "
    return all(f" {' '.join(words(event.after))} " in printed for event in told if words(event.after))


def overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Tell whether a range shares a place with one of the sorted ranges ``taken``."""
    at = bisect.bisect_left(taken, (span[1], 0))
    # Ranges that account for words do not overlap one another, so the last few before the place suffice.
    return any(start < span[1] and end > span[0] for start, end in taken[max(0, at - _NESTED) : at])


def _around(
    stretches: tuple[tuple[int, int], ...], changed: set[tuple[int, int]], taken: list[tuple[int, int]]
) -> tuple[tuple[int, int], ...] | None:
    """Stretches with what earlier steps changed in their words, None where one has put in or taken out some."""
    if not any(overlaps(span, taken) for span in stretches):
        return stretches
    found: list[tuple[int, int]] = []
    for span in stretches:
        first, last = bisect.bisect_left(taken, (span[0], 0)), bisect.bisect_left(taken, (span[1], 0))
        touched = [one for one in taken[max(0, first - _NESTED) : last] if span[0] < one[1]]
        if not changed.issuperset(touched):
            return None
        start, end = min(one[0] for one in (span, *touched)), max(one[1] for one in (span, *touched))
        if found and start < found[-1][1]:
            before = found.pop()
            start, end = min(start, before[0]), max(end, before[1])
        found.append((start, end))
    return tuple(found)


def _stretches(text: str, piece: Piece, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places widened to the words that they touch, merged where these meet."""
    if not places:
        return
    near = tokens(text, piece.start, piece.end)
    starts = [token.start for token in near]
    ends = [token.end for token in near]
    current: tuple[int, int] | None = None
    for place in places:
        if current and place[1] <= current[1]:
            continue
        start, end = _over_skipped(text, place, current[1] if current else piece.start, piece.end)
        first = bisect.bisect_left(ends, start)
        last = bisect.bisect_right(starts, end) - 1
        widened = (min(start, starts[first]), max(end, ends[last])) if 0 <= first <= last else (start, end)
        if current and widened[0] <= current[1]:
            current = (current[0], max(current[1], widened[1]))
            continue
        if current:
            yield current
        current = widened
    if current:
        yield current


def _over_skipped(text: str, place: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """A place with what stands beside it and is no part of a word, between ``first`` and ``last``."""
    start, end = place
    while start > first and is_skipped(text[start - 1]):
        start -= 1
    while end < last and is_skipped(text[end]):
        end += 1
    return start, end


def _as_changed(galley: Galley, changed: list[Event], start: int, end: int) -> str:
    """A range of the draft as earlier steps have ``changed`` it: their events by place, outer ones first."""
    said, at = list[str](), start
    first = bisect.bisect_left(changed, start, key=lambda e: e.start)
    for event in itertools.takewhile(lambda e: e.start < end, changed[first : first + end - start]):
        if at <= event.start and event.end <= end:
            said += galley.draft.text[at : event.start], event.after
            at = event.end
    return "".join((*said, galley.draft.text[at:end]))


def _events(
    galley: Galley, rewriting: Rewriting, stretches: tuple[tuple[int, int], ...], changed: list[Event]
) -> Iterator[Event]:
    for start, end in stretches:
        before = galley.draft.text[start:end]
        after = rewriting.change(_as_changed(galley, changed, start, end))
        if words(before) != words(after) or start == stretches[0][0]:
            event = Event(
                rewriting.step,
                "changed",
                rewriting.reason,
                rewriting.confidence,
                start,
                end,
                0,
                after=after,
            )
            yield event
