"""Pictures as the article names them -> their names in ``<slug>.assets/``."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._texts import overlaps
from pubpipe.normalize.tokens import words
from pubpipe.tags import tag


def pictures(galley: Galley) -> Galley:
    """Rewrite the address of every picture that was received to ``<slug>.assets/<hash8>.<ext>``.

    One that has such an address keeps it: canonical text under another file's name is the same text.
    """
    slug = galley.wishes.slug.rsplit("/", 1)[-1]
    names = {a.source: a.source if a.canonical else f"{slug}.assets/{a.name}" for a in galley.draft.assets}
    events: list[Event] = []
    tags = sorted((e.start, e.end) for e in galley.events if _source(e))
    pieces = []
    for piece in galley.pieces:
        block = doc.map_inlines(piece.block, lambda nodes: _renamed(nodes, names))
        # A page's addresses stand in its markup, not in its visible text (`addresses` declares them).
        if block != piece.block and galley.draft.kind == "markdown":
            events.extend(e for e in _events(galley, piece, names) if not overlaps((e.start, e.end), tags))
        pieces.append(replace(piece, block=block))
    # Editions look a picture up by the address that the body has for it.
    assets = tuple(
        {
            names[a.source]: replace(a, source=names[a.source], received=a.received or a.source)
            for a in galley.draft.assets
        }.values()
    )
    draft = replace(galley.draft, assets=assets)
    told = (_told(event, names) for event in galley.events)
    return replace(galley, draft=draft, pieces=tuple(pieces), events=(*told, *events))


def _renamed(nodes: tuple[doc.Inline, ...], names: dict[str, str]) -> tuple[doc.Inline, ...]:
    result: list[doc.Inline] = []
    for node in nodes:
        if isinstance(node, doc.Picture):
            result.append(replace(node, source=names.get(node.source, node.source)))
        elif isinstance(node, doc.Emphasis | doc.Strong | doc.Link):
            result.append(replace(node, children=_renamed(node.children, names)))
        else:
            result.append(node)
    return tuple(result)


def _told(event: Event, names: dict[str, str]) -> Event:
    """What tells of a tag that is a picture, by the picture's name beside the article."""
    source = _source(event)
    if source not in names:
        return event
    return replace(event, after=f"]({names[source]}".join(event.after.rsplit(f"]({source}", 1)))


def _source(event: Event) -> str:
    """The address in a tag that has been read as a picture; empty for other events."""
    shown = tag(event.before) if event.step == "markdown" and event.before[:1] == "<" else None
    return shown.attributes.get("src", "").strip() if shown and shown.name == "img" else ""


def _events(galley: Galley, piece: Piece, names: dict[str, str]) -> list[Event]:
    text = galley.draft.text
    found = []
    for source, name in names.items():
        if words(source) == words(name):
            continue
        for at in _places(text, source, piece):
            event = Event(
                "pictures", "changed", "picture stored beside the article", 1.0, at, at + len(source), 0
            )
            found.append(galley.event(replace(event, after=name)))
    return found


def _places(text: str, source: str, piece: Piece) -> list[int]:
    """Where a block names a picture's file: as an address, not where a description or a sentence tells its name."""
    sought = re.compile(rf"!\[(?:(?!\]\().)*?\]\(\s*<?({re.escape(source)})(?=[\s>)])", re.DOTALL)
    named = [match.start(1) for match in sought.finditer(text, piece.start, piece.end)]
    anywhere = re.compile(rf"(?<=[(<\s:]){re.escape(source)}(?=[)>\s]|$)")
    return named or [match.start() for match in anywhere.finditer(text, piece.start, piece.end)]
