"""The front matter's references -> source records; the section that they print is taken out of the body."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Action, Event, Source
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.sources._records import told_event
from pubpipe.normalize.printer import print_block
from pubpipe.normalize.references import from_front_matter, section
from pubpipe.sources.address import from_address


def references(galley: Galley) -> Galley:
    """Read ``references``, and take out the section that the same records would print (NORMALIZER 2.3).

    A section that somebody has edited since is left to the step `sources`.
    """
    given = tuple(from_front_matter(galley.meta.get("references")))
    records = given if galley.canonical else tuple(map(_told_by_address, given))
    told = (told_event(now) for record, now in zip(given, records, strict=True) if now != record)
    galley = replace(
        galley,
        meta={k: v for k, v in galley.meta.items() if k != "references"},
        sources=records,
        events=(*galley.events, *told),
    )
    printed = section(records, str(galley.meta.get("lang", "en")))
    if not printed or not galley.canonical:
        return galley
    blocks = [piece.block for piece in galley.pieces]
    last = next((n for n in range(len(blocks) - 2, -1, -1) if _same(blocks[n : n + 2], printed)), None)
    if last is None:
        return galley
    head, entries = galley.pieces[last : last + 2]
    reason = "the section that the references print"
    # The words of records that are amended do not stand in the section any more.
    action: Action = "removed" if galley.wishes.amends else "moved"
    events = (
        Event("references", "moved", reason, 1.0, head.start, head.end, 0, destination="sources-heading"),
        Event(
            "references", action, reason, 1.0, entries.start, entries.end, 0, destination="sources-section"
        ),
    )
    pieces = (*galley.pieces[:last], *galley.pieces[last + 2 :])
    return replace(galley, pieces=pieces, events=(*galley.events, *(galley.event(e) for e in events)))


def _told_by_address(record: Source) -> Source:
    """A record of which somebody wrote the address, with what that tells where nothing else is said."""
    if not record.url or record.note or record.derived or record.edited:
        return record
    told = from_address(record.url)
    values = {
        name: getattr(told, name)
        for name in ("title", "issued", "container_title")
        if getattr(told, name) and not getattr(record, name)
    }
    derived = tuple(name.replace("_", "-") for name in values)
    return replace(record, **values, derived=derived)


def _same(blocks: list[doc.Block], printed: tuple[doc.Block, ...]) -> bool:
    return len(blocks) == 2 and all(
        print_block(one) == print_block(other) for one, other in zip(blocks, printed, strict=True)
    )
