"""``[1]``, superscript figures and ``(1)`` in the words -> citations of the sources that they call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._furniture import told
from pubpipe.normalize.passes.sources._cited import Cited, citing, counted, runs
from pubpipe.normalize.passes.sources._marks import Mark, fit
from pubpipe.sources.calls import CITATION, KEY

_HINT = "Add the sources that are missing, or correct the numbers and ids."


def markers(galley: Galley) -> Galley:
    """Make each marker a citation ``[@id]`` of the source with its number (NORMALIZER 1.6 `markers`).

    The number is the one that the received list gives: a page that stands there twice is one source, and both
    its numbers call it. A figure in parentheses is a marker only where the list states its numbers and all
    such figures fit them. What has no source stays as it is and is told; so does all in a canonical text.
    """
    if not galley.sources:
        return galley
    galley = told(galley, tuple(_unknown(galley)), _HINT)
    received = {} if galley.canonical else galley.numbering.ids
    known = received or {n: source.id for n, source in enumerate(galley.sources, 1)}
    targets = galley.shows_addresses
    found = [tuple(_marks_of(piece, targets=targets)) for piece in galley.pieces]
    every = [mark for several in found for mark in several]
    if not every:
        return galley
    in_parentheses = [mark for mark in every if mark.kind != "sure"]
    stated = galley.numbering.stated and not galley.canonical
    fitting = not stated or fit(in_parentheses, known)
    taken = counted(galley)

    def cites(mark: Mark) -> bool:
        calls = mark.kind == "sure" or (stated and fitting and mark.kind != "other")
        return calls and all(n in known for n in mark.numbers)

    cited = [
        (any(map(cites, several)) and not galley.canonical and citing(galley, piece, cites, known, taken))
        or Cited(piece)
        for piece, several in zip(galley.pieces, found, strict=True)
    ]
    events = tuple(galley.event(event) for one in cited for event in one.events)
    left = [
        (one.piece, mark)
        for one, several in zip(cited, found, strict=True)
        for mark in several
        if not (one.events and cites(mark))
    ]
    galley = replace(galley, pieces=tuple(one.piece for one in cited), events=(*galley.events, *events))
    return told(galley, tuple(_doubts(left, known, cited=bool(events), fitting=fitting)), _HINT)


def _unknown(galley: Galley) -> Iterator[Event]:
    """A warning of citations by the id of a source that is not there."""
    ids = {f"@{source.id}" for source in galley.sources}
    found = [
        (piece.start, name)
        for piece in galley.pieces
        if not isinstance(piece.block, doc.CodeBlock)
        for whole in re.findall(CITATION, doc.words_of(piece.block))
        for name in re.findall(rf"(?:^|(?<=; )){KEY}", whole)
        if name not in ids
    ]
    if found:
        start, shown = (
            found[0][0],
            ", ".join(f"[{name}]" for name in sorted({name for _, name in found})[:10]),
        )
        reason = f"citations without a source: {shown}"
        yield Event("markers", "flagged", reason, 0.7, start, start, 0, severity="warning")


def _marks_of(piece: Piece, *, targets: bool) -> Iterator[Mark]:
    for run in runs(piece.block, targets=targets):
        yield from run.marks()


def _doubts(
    left: list[tuple[Piece, Mark]], known: Mapping[int, str], *, cited: bool, fitting: bool
) -> Iterator[Event]:
    """What is to be said of the marks that stay."""
    sure = [(piece, mark) for piece, mark in left if mark.kind == "sure"]
    matched = [piece for piece, mark in sure if all(n in known for n in mark.numbers)]
    if matched:
        start = matched[0].start
        reason = f"{len(matched)} markers look like calls of the sources; they stay as text"
        yield Event("markers", "flagged", reason, 0.7, start, start, 0)
    astray = [(piece, mark) for piece, mark in sure if not all(n in known for n in mark.numbers)]
    if astray and (matched or cited):
        numbers = sorted({n for _, mark in astray for n in mark.numbers if n not in known})
        without = ", ".join(f"[{n}]" for n in numbers[:10])
        start = astray[0][0].start
        yield Event(
            "markers",
            "flagged",
            f"markers without a source: {without}",
            0.7,
            start,
            start,
            0,
            severity="warning",
        )
    likely = [(piece, mark) for piece, mark in left if mark.kind == "likely"]
    if not fitting and len({n for _, mark in likely for n in mark.numbers if n in known}) > 1:
        numbers = sorted({n for _, mark in likely for n in mark.numbers})
        shown = ", ".join(f"({n})" for n in numbers[:10])
        start = likely[0][0].start
        reason = f"figures that may call the sources do not fit their numbers, and stay as text: {shown}"
        yield Event("markers", "flagged", reason, 0.7, start, start, 0, severity="warning")
