"""Raw text -> pieces: its layout is classified (NORMALIZER 1.5), then cut or joined into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece, Wishes
from pubpipe.normalize.identification import detect, excerpts
from pubpipe.normalize.inlines import trim
from pubpipe.normalize.raw.aligned import aligned
from pubpipe.normalize.raw.grids import grids
from pubpipe.normalize.raw.hyphens import Evidence, breaks_words, evidence, join
from pubpipe.normalize.raw.layouts import Layout, classify, sentences_go_on
from pubpipe.normalize.raw.letters import broken_at, is_broken
from pubpipe.normalize.raw.lifted import Lifted
from pubpipe.normalize.raw.lines import Line, split
from pubpipe.normalize.raw.listings import listings
from pubpipe.normalize.raw.pages import Unpaged, unpaged
from pubpipe.normalize.raw.paragraphs import Measure, Part, doubtful, measured, paragraphs
from pubpipe.normalize.raw.quotes import Part as Quoted
from pubpipe.normalize.raw.quotes import quotes
from pubpipe.normalize.raw.signatures import unsigned
from pubpipe.normalize.raw.surroundings import is_credited, is_letter_head, is_page, is_rule, unruled

# The steps of the intake that can be switched, in the order in which they run (NORMALIZER 1.2).
STEPS = ("pdf_pages", "signature", "quote_prefix", "code", "table", "wrap", "dehyphen")


@dataclass(frozen=True, slots=True)
class _Cast:
    """Blocks with their spans, and what happened to words on the way."""

    pieces: tuple[Piece, ...]
    events: tuple[Event, ...]


def pieces(
    text: str, wishes: Wishes | None = None, off: frozenset[str] = frozenset()
) -> tuple[tuple[Piece, ...], tuple[Event, ...]]:
    """Return the blocks of raw text with their spans, and an event for whatever was joined or taken out.

    Page furniture and signatures go first (NORMALIZER 1.2 `pdf_pages`); then quotations, listings and tables
    are lifted out, and the rest is classified and cut or joined to paragraphs. ``off`` names the steps of
    these that do not run.
    """
    asked = wishes or Wishes("")

    def may_remove(line: Line) -> bool:
        if asked.remove_nothing or not asked.keep:
            return not asked.remove_nothing
        number = text.count("\n", 0, line.start) + 1
        return not any(first <= number <= last for first, last in asked.keep)

    lines = split(text)
    paged = Unpaged(lines, ()) if "pdf_pages" in off else unpaged(lines, may_remove)
    bare = Unpaged(paged.lines, ()) if "signature" in off else unsigned(paged.lines, may_remove)
    asks = "dehyphen" not in off and breaks_words(bare.lines)
    known = evidence(bare.lines, _language(text, asked)) if asks else None
    cast = _cast(unruled(bare.lines), known, off)
    return cast.pieces, (*paged.events, *bare.events, *cast.events)


def _language(text: str, wishes: Wishes) -> str:
    stated = wishes.given.get("lang")
    return str(stated.value) if stated else detect(excerpts(text))


def _cast(
    lines: tuple[Line, ...], known: Evidence | None, off: frozenset[str], *, quoted: bool = False
) -> _Cast:
    """Blocks from lines; quotations are cast by themselves, so that they may hold what a text may hold."""
    found: list[Piece] = []
    events: list[Event] = []
    loose: list[tuple[Line, ...]] = []
    for part in (Quoted(lines, 0),) if "quote_prefix" in off else quotes(lines):
        if part.depth:
            inner = _cast(part.lines, known, off, quoted=True)
            if inner.pieces:
                span = inner.pieces[0].start, inner.pieces[-1].end
                found.append(Piece(doc.Quote(tuple(p.block for p in inner.pieces)), *span))
            events.extend(inner.events)
            continue
        for one in _lifted(part.lines, off):
            if isinstance(one, Lifted):
                found.extend((one.piece,) if one.piece else ())
                events.extend((one.event,) if one.event else ())
            else:
                loose.append(one)
    prose = _prose(tuple(loose), known, quoted=quoted, joins="wrap" not in off)
    every = sorted([*found, *prose.pieces], key=lambda piece: piece.start)
    return _Cast(tuple(every), (*events, *prose.events))


def _lifted(lines: tuple[Line, ...], off: frozenset[str]) -> Iterator[tuple[Line, ...] | Lifted]:
    """Lines between blank lines, and the blocks that are lifted out of them: listings, rules, tables."""
    for some in (lines,) if "code" in off else listings(lines):
        if isinstance(some, Lifted):
            yield some
            continue
        groups = tuple(_groups(some))
        yield from (Lifted(Piece(doc.Rule(), g[0].start, g[0].end)) for g in groups if is_rule(g))
        groups = tuple(g for g in groups if not is_rule(g))
        if "table" in off:
            yield from groups
            continue
        for one in chain.from_iterable(map(grids, groups)):
            if isinstance(one, Lifted):
                yield one
            else:
                yield from aligned(one)


def _prose(
    groups: tuple[tuple[Line, ...], ...], known: Evidence | None, *, quoted: bool, joins: bool
) -> _Cast:
    """Paragraphs of the lines between blank lines, and the event that says how they were joined."""
    layout = classify(groups)
    if layout in ("verse", "wrapped") and is_page(groups):
        layout = "lines"
    if layout == "lines" and quoted and sentences_go_on(groups):
        layout = "wrapped"
    layout = "lines" if layout == "wrapped" and not joins else layout
    measure = measured(groups) if layout == "wrapped" else Measure(0, 0.0)
    width = broken_at(groups) if layout == "lines" and joins else 0
    found: list[Piece] = []
    events: list[Event] = []
    unseen: list[Line] = []
    for group in groups:
        if layout == "verse" and len(group) > 1 and (found or not is_credited(group)):
            found.append(_verse(group))
            continue
        here = layout
        if found == [] and (is_letter_head(group) or (layout == "lines" and is_credited(group))):
            here = "lines"
        elif width and is_broken(group, width):
            here, measure = "wrapped", Measure(width, 0.9)
            events.append(_joined_here(group))
        parts = tuple(paragraphs(group, measure) if here == "wrapped" else _by_line(group))
        unseen.extend(doubtful(group, parts) if here == "wrapped" else ())
        for part in parts:
            if part.kept:
                found.append(_verse(part.lines))
                continue
            joined = join(part.lines, known)
            events.extend(joined.events)
            words = doc.Paragraph(trim((doc.Text(joined.text),)))
            found.append(Piece(words, part.lines[0].start, part.lines[-1].end))
    if layout in ("wrapped", "verse") and found:
        events.append(_told(layout, groups, found))
    events.extend(_unseen(unseen))
    return _Cast(tuple(found), tuple(events))


def _told(layout: Layout, groups: tuple[tuple[Line, ...], ...], found: list[Piece]) -> Event:
    what = "joined to" if layout == "wrapped" else "kept as verse in"
    reason = f"{sum(map(len, groups))} lines {what} {len(found)} paragraphs"
    return Event("wrap", "flagged", reason, 0.95, found[0].start, found[0].start, 0)


def _unseen(lines: list[Line]) -> Iterator[Event]:
    """What is to be said of full lines at which paragraphs may end."""
    if lines:
        places = "1 place" if len(lines) == 1 else f"{len(lines)} places, here first,"
        reason = f"only short lines tell where paragraphs end; at {places} one may end with a full line"
        yield Event("wrap", "flagged", reason, 0.6, lines[0].start, lines[0].end, 0, severity="warning")


def _joined_here(group: tuple[Line, ...]) -> Event:
    reason = f"{len(group)} lines in which sentences go on joined"
    return Event("wrap", "flagged", reason, 0.9, group[0].start, group[0].start, 0)


def _groups(lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Lines between blank lines."""
    group: list[Line] = []
    for line in lines:
        if line.text:
            group.append(line)
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _by_line(group: tuple[Line, ...]) -> Iterator[Part]:
    """Each line by itself, but for what a page break cut in two."""
    part: list[Line] = []
    for line in group:
        if part and not line.continues:
            yield Part(tuple(part))
            part = []
        part.append(line)
    yield Part(tuple(part))


def _verse(group: tuple[Line, ...]) -> Piece:
    nodes: list[doc.Inline] = []
    for line in group:
        if nodes:
            nodes.append(doc.Break())
        nodes.append(doc.Text(line.text))
    return Piece(doc.Paragraph(trim(tuple(nodes))), group[0].start, group[-1].end)
