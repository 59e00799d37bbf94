"""The lines under a sources heading -> source records; their section is printed anew from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event, Finding, Place, Source
from pubpipe.normalize.document import words_of
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._ranges import Mover, Span
from pubpipe.normalize.passes.sources._lines import column_heads
from pubpipe.normalize.passes.sources._records import Shelf, told_event
from pubpipe.normalize.passes.sources._sections import Item, Section, section_at
from pubpipe.normalize.tokens import words
from pubpipe.sources.heads import is_head
from pubpipe.sources.lines import addresses, read_work
from pubpipe.sources.tracking import is_amp


def sources(galley: Galley) -> Galley:
    """Move every section of sources into the records, each address once (NORMALIZER 1.6).

    A section is headed by a word for sources, or stands as bare addresses at the end. What is no source ends
    it. A section that the user keeps stays, and its mark in the front matter keeps it on the next run.
    """
    galley = _marked(galley)
    mover = Mover(galley)
    shelf = Shelf.of(galley.sources)
    n = 0
    kept: list[Piece] = []
    while n < len(galley.pieces):
        section = section_at(galley, n)
        stop = section.stop if section else n + 1
        if section is None or galley.keeps(galley.pieces[n]):
            kept.extend(galley.pieces[n:stop])
        else:
            _take(galley, section, mover, shelf)
        n = stop
    known = frozenset(record.id for record in galley.sources)
    records = tuple(shelf.records.values())
    fresh = tuple(record for record in records if record.id not in known)
    galley = mover.done()
    return replace(
        galley,
        pieces=tuple(kept),
        sources=records,
        numbering=shelf.numbering(),
        events=(*galley.events, *(event for record in fresh for event in _told(record))),
        findings=(*galley.findings, *(_amp(galley, record) for record in fresh if is_amp(record.url))),
    )


def _marked(galley: Galley) -> Galley:
    """The galley with the marks of kept pieces that could be sources, for the front matter."""
    if not galley.wishes.keep and not galley.wishes.remove_nothing:
        return galley
    held = galley.meta.get("pubpipe.keep")
    marks = list(held) if isinstance(held, list) else []
    could_be = (p for p in galley.pieces if _stays(galley, p) and _could_be(galley, p))
    marks += [mark for mark in dict.fromkeys(piece.mark for piece in could_be) if mark not in marks]
    return galley.with_meta(**{"pubpipe.keep": marks}) if marks else galley


def _stays(galley: Galley, piece: Piece) -> bool:
    return galley.keeps(piece) or (galley.wishes.remove_nothing and column_heads(piece.block))


def _could_be(galley: Galley, piece: Piece) -> bool:
    text = galley.draft.text[piece.start : piece.end]
    return is_head(words_of(piece.block)) or bool(addresses(text)) or any(map(read_work, text.splitlines()))


def _take(galley: Galley, section: Section, mover: Mover, shelf: Shelf) -> None:
    """Move the section's words to the records."""
    heads = [(galley.pieces[n].start, galley.pieces[n].end) for n in section.heads]
    if section.head_end:
        heads.append((galley.pieces[section.first].start, section.head_end))
    for start, end in heads:
        event = Event("sources", "moved", section.reason, section.confidence, start, end, 0)
        event = replace(event, destination="sources-heading")
        if (
            len(words(galley.draft.text[start:end])) > 1
            and not galley.wishes.remove_nothing
            and mover.is_untouched(event)
        ):
            # Another heading is printed in its place, and the small words of this one stand nowhere any more.
            mover.add(
                replace(event, action="removed", destination="", reason="a heading of sources, printed anew")
            )
            continue
        mover.move(event)
    for group in _groups(section.items):
        last = group[0].last
        whole = max(galley.pieces[group[0].first].start, section.head_end), galley.pieces[last].end
        begins = _below_heads(galley, last, whole)[0]
        if begins > whole[0]:
            reason = "column heads of a table of sources"
            mover.add(Event("sources", "removed", reason, section.confidence, whole[0], begins, 0))
        _take_group(galley, group, (begins, whole[1]), section.confidence, mover=mover, shelf=shelf)


def _groups(items: tuple[Item, ...]) -> Iterator[list[Item]]:
    """Entries of one piece, or of a title and the address below it."""
    group: list[Item] = []
    for item in items:
        if group and item.first > group[0].last:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _below_heads(galley: Galley, n: int, whole: Span) -> Span:
    if not column_heads(galley.pieces[n].block):
        return whole
    return galley.draft.text.find("\n", *whole), whole[1]


def _take_group(  # noqa: PLR0913  # the galley, what is taken, and the two that take it
    galley: Galley, group: list[Item], whole: Span, confidence: float, *, mover: Mover, shelf: Shelf
) -> None:
    again = 0
    events: tuple[Event, ...] = ()
    for item in group:
        more, known = shelf.add(item, galley, whole, events)
        events += more
        again += known
    event = Event("sources", "moved", "", confidence, *whole, 0, destination="references")
    if again == len(group) and not galley.wishes.remove_nothing and mover.is_untouched(event):
        reason = "a source that stands in the references already"
        mover.add(replace(event, action="removed", reason=reason))
        return
    count = "source" if len(group) == 1 else f"{len(group)} sources"
    twice = f", {again} of them known already" if again else ""
    mover.move(replace(event, reason=f"{count} moved to the references{twice}"), events)


def _amp(galley: Galley, record: Source) -> Finding:
    return Finding(
        "warning",
        "normalize-source-amp",
        f"a source is cited by its AMP form, which may not outlive the page: {record.url}",
        "Give the address of the page itself.",
        Place(galley.draft.origin.name),
    )


def _told(record: Source) -> Iterator[Event]:
    if record.derived:
        yield told_event(record)
    if is_amp(record.url):
        reason = f"looks like the AMP form of a page: {record.url}"
        yield Event("sources", "flagged", reason, 0.7, 0, 0, 1, severity="warning")
