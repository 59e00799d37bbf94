"""The lines under a sources heading -> source records; their section is printed anew from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Action, Event, Source
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.references import from_front_matter, section_words
from pubpipe.normalize.tokens import words
from pubpipe.sources.address import comparable, identifier
from pubpipe.sources.lines import is_head, read


def sources(galley: Galley) -> Galley:
    """Move every sources section that names an address into the records, each address once (NORMALIZER 1.6).

    A paragraph without an address ends the section. What the front matter's ``references`` say is kept.
    """
    records = list(from_front_matter(galley.meta.get("references")))
    galley = replace(galley, meta={k: v for k, v in galley.meta.items() if k != "references"})
    kept: list[Piece] = []
    events: list[Event] = []
    pieces = list(galley.pieces)
    n = 0
    while n < len(pieces):
        lines = _section(pieces, n)
        if not lines:
            kept.append(pieces[n])
            n += 1
            continue
        events.append(_event(pieces[n], "moved", "the sources' heading", "sources-heading"))
        n += 1
        while n < len(pieces) and (found := _records(pieces[n].block)):
            events.extend(_taken(galley, pieces[n], found, records))
            n += 1
    moved = tuple(galley.event(e) for e in events)
    told = tuple(_told(record) for record in records if record.derived)
    return replace(galley, pieces=tuple(kept), sources=tuple(records), events=(*galley.events, *moved, *told))


def _section(pieces: list[Piece], n: int) -> bool:
    block = pieces[n].block
    heads = isinstance(block, doc.Heading | doc.Paragraph) and is_head(doc.plain(block.children))
    return heads and n + 1 < len(pieces) and bool(_records(pieces[n + 1].block))


def _records(block: doc.Block) -> tuple[Source, ...]:
    """The records of a paragraph or a list of which every line names an address, else none."""
    match block:
        case doc.Paragraph(children):
            found = [_record(part) for part in _broken(children)]
        case doc.ItemList(items):
            found = [_item(item) for item in items]
            # Books have no address: one entry with an address makes a list under the heading one of sources.
            if any(found):
                found = [record or _without_address(item) for record, item in zip(found, items, strict=True)]
        case _:
            return ()
    return tuple(r for r in found if r is not None) if all(found) else ()


def _item(item: tuple[doc.Block, ...]) -> Source | None:
    alone = len(item) == 1 and isinstance(item[0], doc.Paragraph)
    return _record(item[0].children) if alone and isinstance(item[0], doc.Paragraph) else None


def _without_address(item: tuple[doc.Block, ...]) -> Source | None:
    words_ = " ".join(doc.words_of(block) for block in item)
    return Source(identifier(words_), type="document", note=words_) if words_ else None


def _broken(children: tuple[doc.Inline, ...]) -> Iterator[tuple[doc.Inline, ...]]:
    part: list[doc.Inline] = []
    for node in children:
        if isinstance(node, doc.Break):
            yield tuple(part)
            part = []
        else:
            part.append(node)
    yield tuple(part)


def _record(children: tuple[doc.Inline, ...]) -> Source | None:
    links = [n for n in children if isinstance(n, doc.Link)]
    target = links[0].target if len(links) == 1 and "://" in links[0].target else ""
    return read(doc.plain(children), target)


def _taken(galley: Galley, piece: Piece, found: tuple[Source, ...], records: list[Source]) -> Iterator[Event]:
    text = galley.draft.text[piece.start : piece.end]
    if set(words(text)) <= section_words(tuple(records), str(galley.meta.get("lang", "en"))):
        yield _event(piece, "moved", "the section that the references print", "sources-section")
        return
    fresh = [r for r in found if not any(_same(r, known) for known in records)]
    records.extend(_complete(fresh, text))
    held = set(words(text)) <= _words_of(records) | {w for w in words(text) if w.isdigit()}
    if held and fresh:
        yield _event(piece, "moved", "source moved to the references", "references")
    else:
        yield _event(piece, "removed", "a source that stands in the references already", "references")


def _same(one: Source, other: Source) -> bool:
    return comparable(one.url) == comparable(other.url) if one.url else one.id == other.id


def _complete(fresh: list[Source], text: str) -> list[Source]:
    """The records; the first has the lines as received for a note where fields do not hold all of their words."""
    if not fresh or set(words(text)) <= _words_of(fresh) | {w for w in words(text) if w.isdigit()}:
        return fresh
    return [replace(fresh[0], note=" ".join(text.split())), *fresh[1:]]


def _words_of(records: list[Source]) -> set[str]:
    fields = [f for r in records for f in (r.title, r.container_title, r.url, r.doi, r.note)]
    return {word for field in fields for word in words(field)}


def _event(piece: Piece, action: Action, reason: str, destination: str) -> Event:
    return Event("sources", action, reason, 0.97, piece.start, piece.end, 0, destination=destination)


def _told(record: Source) -> Event:
    fields = ", ".join(record.derived)
    reason = f"{fields} read off the address {record.url}"
    after = "\n".join(v for v in (record.title, record.issued, record.container_title) if v)
    return Event(
        "sources", "inferred", reason, 0.7, 0, 0, 1, after=after, destination=f"references:{record.id}"
    )
