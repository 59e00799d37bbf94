"""What only the markup of a page holds (addresses, numbers of lists) -> declared, since the body prints it."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from pubpipe.model import Event, Source
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.printer import is_bare
from pubpipe.normalize.tokens import spread, words
from pubpipe.sources.lines import addresses as found_in

_CUTS = ("removed", "moved", "changed", "given")


@dataclass(frozen=True, slots=True)
class _Added:
    """Words that stand in no visible text, and why they are printed."""

    words: str
    reason: str


def addresses(galley: Galley) -> Galley:
    """Declare the addresses of links and pictures and the numbers of list items (NORMALIZER 2.1, insertions).

    The visible text of a page does not hold them. Each becomes an event of no length at the place where the
    body prints it, so that the audit counts it there. Runs last: nothing may change the pieces after it.
    """
    if galley.draft.kind not in ("html", "office"):
        return galley
    cuts = sorted(
        (e for e in galley.events if e.action in _CUTS and e.end > e.start), key=lambda e: (e.start, e.end)
    )
    starts = [e.start for e in cuts]
    # What was one block may be several now, all of its place.
    places = groupby(galley.pieces, lambda piece: (piece.start, piece.end))
    events = [e for _, pieces in places for e in _events(galley, tuple(pieces), cuts, starts)]
    told = "\n".join(address for source in galley.sources for address in _shown(source))
    if told:
        events.append(
            Event("addresses", "inferred", "addresses of the sources' links", 1.0, 0, 0, 1, after=told)
        )
    return replace(galley, events=(*galley.events, *(galley.event(e) for e in events)))


def _shown(source: Source) -> Iterator[str]:
    """The addresses that a record has: its own, and those of the links in the rest of its line."""
    yield from (address for address in (source.url, source.doi) if address)
    for words_ in (source.title, source.container_title, source.publisher, source.note):
        yield from (words_[start:end] for start, end in found_in(words_ or ""))


def _events(
    galley: Galley, pieces: tuple[Piece, ...], cuts: list[Event], starts: list[int]
) -> Iterator[Event]:
    piece = pieces[0]
    stream = [part for one in pieces for part in _stream(one.block)]
    if not any(isinstance(part, _Added) for part in stream):
        return
    said = "".join(part for part in stream if isinstance(part, str))
    ends = spread(said).ends
    places = list(_places(galley, piece, cuts, starts))
    at = 0
    for part in stream:
        if isinstance(part, str):
            at += len(part)
        elif words(part.words):
            before = bisect.bisect_right(ends, at)
            place = places[min(before, len(places)) - 1] if before and places else piece.start
            yield Event("addresses", "changed", part.reason, 1.0, place, place, 0, after=part.words)


def _places(galley: Galley, piece: Piece, cuts: list[Event], starts: list[int]) -> Iterator[int]:
    """For each word that the body is to have of a piece, where it ends in the draft."""
    low = max(0, bisect.bisect_left(starts, piece.start) - 1)
    inside = [e for e in cuts[low : bisect.bisect_left(starts, piece.end)] if e.end > piece.start]
    n = 0
    received = spread(galley.draft.text, piece.start, piece.end)
    for start, end in zip(received.starts, received.ends, strict=True):
        while n < len(inside) and inside[n].end <= start:
            yield from _put(inside[n])
            n += 1
        if n == len(inside) or start < inside[n].start:
            yield end
    for event in inside[n:]:
        yield from _put(event)


def _put(event: Event) -> Iterator[int]:
    if event.action == "changed" and not event.destination:
        yield from (event.end for _ in words(event.after))


def _stream(block: doc.Block) -> Iterator[str | _Added]:
    """What a block prints, in its order: visible words and what its markup adds."""
    match block:
        case doc.Paragraph(children) | doc.Heading(_, children):
            yield from _inline_stream(children)
        case doc.ItemList(items, start):
            for n, item in enumerate(items):
                if start is not None:
                    yield _Added(str(start + n), "number of a list's item")
                for inner in item:
                    yield from _stream(inner)
        case doc.Quote(blocks):
            for inner in blocks:
                yield from _stream(inner)
        case doc.Note(label, blocks):
            yield _Added(label, "number of a note")
            for inner in blocks:
                yield from _stream(inner)
        case doc.CodeBlock(text, info):
            yield _Added(info, "language of the code")
            yield text
        case doc.Table(_, header, rows):
            for cell in (c for row in (header, *rows) for c in row):
                yield from _inline_stream(cell)
                yield "\n"
        case doc.Rule():
            pass
    yield "\n"


def _inline_stream(nodes: tuple[doc.Inline, ...]) -> Iterator[str | _Added]:
    for node in nodes:
        match node:
            case doc.Text(text) | doc.Code(text):
                yield text
            case doc.Emphasis(inner) | doc.Strong(inner):
                yield from _inline_stream(inner)
            case doc.Link(inner, target, title):
                yield from _inline_stream(inner)
                if not is_bare(node):
                    yield _Added(f"{target} {title}".strip(), "address of a link")
            case doc.Picture(alt, source, title):
                yield alt
                yield _Added(f"{source} {title}".strip(), "address of a picture")
            case doc.Break():
                yield "\n"
            case doc.Task():
                yield doc.plain((node,))
            case doc.NoteCall(label):
                yield "\n"  # a call parts words, in the draft by the sign that holds its place
                yield _Added(label, "number of a note")
