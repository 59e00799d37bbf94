"""A body that was pasted twice -> its first copy (NORMALIZER 1.4, the tandem rule)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._furniture import told
from pubpipe.normalize.passes._ranges import gaps
from pubpipe.normalize.passes.surplus._copies import Pair, Unit, poem_twice, runs, units
from pubpipe.normalize.passes.surplus._surplus import Gift, given, surplus
from pubpipe.normalize.tokens import tokens, words

_HINT = "Compare the two in the text; keep: or drop: in the sidecar settles which of them stays."
_MIN_BLOCKS = 2
_MIN_WORDS = 40
# Fewer are enough where paragraphs of so many words each stand right behind themselves.
_MIN_MET = 24
_PARAGRAPH = 10
# So many words can be a sentence.
_SENTENCE = 3
# A block that stands so many times is meant to.
_REFRAIN = 4
# More blocks than this that differ in figures alone are told as one.
_FORMS = 3
_OFTEN = "stands four times or more: a refrain, a plan or a form?"
_FIGURES = "almost the same block stands before it, but figures differ"


def duplicates(galley: Galley) -> Galley:
    """Remove second copies of two and more blocks in a row, of a long block, of a block that stands twice in a row.

    The first copy stays. A sentence that only the second one has is set after its neighbour's partner in the
    first; a copy that says more in another way is kept and reported, and so is a copy that differs in a
    figure or stands four times (a refrain, a plan, a form) outside a run that follows its original.
    """
    if galley.canonical:
        return galley
    everything = units(galley)
    times = Counter(unit.key for unit in everything)
    removed = {pair.copy: pair for pair in poem_twice(galley)}
    flags: list[Event] = []
    longer: list[Pair] = []
    found = tuple(runs(everything))
    copies = {pair.copy for run in found for pair in run}
    for run in found:
        telling = tuple(pair for pair in run if times[everything[pair.copy].key] < _REFRAIN) or run
        if _is_tandem(run, everything, removed) and not _is_form(telling, copies):
            more = [pair for pair in run if pair.says_more or _gives(galley, pair, everything)]
            longer.extend(more)
            removed.update((pair.copy, pair) for pair in run if pair not in more)
            continue
        for pair in run:
            doubt = _doubt(pair, everything, times)
            if doubt:
                flags.append(_flag(galley, pair, doubt))
            elif _stands_alone(pair, run, everything):
                removed[pair.copy] = pair
    flags = _told_once(
        flags, {piece.start: unit.key for piece, unit in zip(galley.pieces, everything, strict=True)}
    )
    if galley.wishes.remove_nothing:
        flags.extend(_flag(galley, pair, "stands twice") for pair in (*removed.values(), *longer))
        return told(galley, tuple(flags), _HINT)
    return _united(told(galley, tuple(_removals(galley, removed)), _HINT), removed, longer, flags)


def _united(galley: Galley, removed: dict[int, Pair], longer: list[Pair], flags: list[Event]) -> Galley:
    """The galley without its second copies; what those that say more have alone stands in the first."""
    pieces, events = dict(enumerate(galley.pieces)), list[Event]()
    for pair in longer:
        gifts = (
            None if pair.original in removed else surplus(galley, pieces[pair.original], pieces[pair.copy])
        )
        if not gifts:
            flags.append(_flag(galley, pair, "this copy says more than the first"))
            continue
        events.extend(_donations(galley, pieces[pair.original], pieces[pair.copy], gifts))
        pieces[pair.original] = given(pieces[pair.original], gifts)
        removed[pair.copy] = pair
    kept = tuple(piece for n, piece in pieces.items() if n not in removed)
    return replace(told(galley, (*events, *flags), _HINT), pieces=kept)


def _donations(galley: Galley, original: Piece, copy: Piece, gifts: tuple[Gift, ...]) -> Iterator[Event]:
    """What stays of a copy is set into its original; the rest of it is removed."""
    places = tokens(galley.draft.text, original.start, original.end)
    reason = "a sentence that only the second copy has, set into the first"
    for gift in gifts:
        at = places[gift.after - 1].end
        taken = Event("duplicates", "moved", reason, 0.9, gift.start, gift.end, 0, severity="warning")
        yield replace(taken, after=gift.text, destination="body")
        yield Event("duplicates", "changed", reason, 0.9, at, at, 0, after=gift.text)
    first = original.start, original.end
    for start, end in gaps((copy.start, copy.end), sorted((gift.start, gift.end) for gift in gifts)):
        if words(galley.draft.text[start:end]):
            why = "second copy of a block removed but for a sentence that it alone has"
            yield Event("duplicates", "removed", why, 0.9, start, end, 0, severity="warning", original=first)


def _is_tandem(run: tuple[Pair, ...], everything: tuple[Unit, ...], removed: dict[int, Pair]) -> bool:
    between = range(run[-1].original + 1, run[0].copy)
    standing = sum(1 for _ in itertools.islice((n for n in between if n not in removed), 3))
    # Template sentences resemble the ones before them in a run that overlaps its own originals.
    # So does a refrain, which is one block all through.
    several = len({everything[pair.copy].key for pair in run}) > 1
    apart = run[-1].original < run[0].copy or (all(pair.exact for pair in run) and several)
    if len(run) < _MIN_BLOCKS or standing > 2 or not apart:
        return False
    # Whole paragraphs that stand once more right behind themselves, word for word, are where two pastes met.
    met = several and run[-1].original + 1 == run[0].copy and all(pair.exact for pair in run)
    long = all(len(everything[pair.copy].key) >= _PARAGRAPH for pair in run)
    return _words(run, everything) >= (_MIN_MET if met and long else _MIN_WORDS)


def _is_form(run: tuple[Pair, ...], copies: set[int]) -> bool:
    """Tell whether blocks say nearly the same of something else each time: lots, results, candidates, minutes.

    ``run`` is without the blocks that stand four times or more, unless all do: they say nothing of its kind. Most of
    it differs in figures, or none is the same and what it resembles resembles what stands before it.
    """
    figures = sum(pair.figures_differ for pair in run)
    earlier = sum(pair.original in copies for pair in run)
    return 2 * figures > len(run) or (not any(pair.exact for pair in run) and 2 * earlier > len(run))


def _gives(galley: Galley, pair: Pair, everything: tuple[Unit, ...]) -> bool:
    """Tell whether a copy has a short sentence more that can be set into the first."""
    longer = len(everything[pair.copy].key) >= len(everything[pair.original].key) + _SENTENCE
    return longer and surplus(galley, galley.pieces[pair.original], galley.pieces[pair.copy]) is not None


def _stands_alone(pair: Pair, run: tuple[Pair, ...], everything: tuple[Unit, ...]) -> bool:
    """Rule 5: a lone exact block, an adjacent one, or a run that is long and mostly exact."""
    words = len(everything[pair.copy].key)
    if pair.exact and (words >= 25 or (pair.copy == pair.original + 1 and words >= 8)):
        return True
    total = _words(run, everything)
    long_words = sum(len(everything[p.copy].key) for p in run if len(everything[p.copy].key) >= 15)
    exact_words = sum(len(everything[p.copy].key) for p in run if p.exact)
    enough = len(run) >= _MIN_BLOCKS and total >= _MIN_WORDS
    return enough and long_words >= 0.6 * total and exact_words >= 0.5 * total and not pair.says_more


def _doubt(pair: Pair, everything: tuple[Unit, ...], times: Counter[tuple[str, ...]]) -> str:
    if pair.figures_differ:
        return _FIGURES
    if times[everything[pair.copy].key] >= _REFRAIN:
        return _OFTEN
    if pair.says_more:
        return "this copy says more than the first"
    return ""


def _told_once(flags: list[Event], keys: dict[int, tuple[str, ...]]) -> list[Event]:
    """The flags: a block that stands often is told once, and many that differ in figures alone at their first."""
    often = {keys[event.start]: event for event in reversed(flags) if event.reason == _OFTEN}
    others = [event for event in flags if event.reason not in (_FIGURES, _OFTEN)]
    figures = [event for event in flags if event.reason == _FIGURES]
    blocks = {event.start for event in figures}
    if len(blocks) > _FORMS:
        reason = (
            f"{len(blocks)} blocks from here on resemble one before them, but figures differ: results, lots?"
        )
        figures = [replace(min(figures, key=lambda event: event.start), reason=reason)]
    return [*figures, *others, *reversed(often.values())]


def _words(run: tuple[Pair, ...], everything: tuple[Unit, ...]) -> int:
    return sum(len(everything[pair.copy].key) for pair in run)


def _flag(galley: Galley, pair: Pair, reason: str) -> Event:
    piece = galley.pieces[pair.copy]
    return Event("duplicates", "flagged", reason, 0.7, piece.start, piece.end, 0, severity="warning")


def _removals(galley: Galley, removed: dict[int, Pair]) -> Iterator[Event]:
    """One event for each unbroken stretch of removed pieces."""
    stretch: list[int] = []
    for n in (*sorted(removed), -1):
        if stretch and n != stretch[-1] + 1:
            yield _removal(galley.pieces, [removed[k] for k in stretch])
            stretch = []
        stretch.append(n)


def _removal(pieces: tuple[Piece, ...], pairs: list[Pair]) -> Event:
    start, end = pieces[pairs[0].copy].start, pieces[pairs[-1].copy].end
    first, last = min(p.original for p in pairs), max(p.original for p in pairs)
    differing = sum(not p.exact for p in pairs)
    count = "1 block" if len(pairs) == 1 else f"{len(pairs)} blocks"
    reason = f"second copy of {count} removed"
    if differing:
        reason += f" ({differing} with other words than the first copy: compare)"
    return Event(
        "duplicates",
        "removed",
        reason,
        0.97 if len(pairs) > 1 else 0.9,
        start,
        end,
        0,
        severity="warning" if differing else "info",
        original=(pieces[first].start, pieces[last].end),
    )
