"""Definitions of links whose links have left the body, with the title say -> told as removed."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.definitions import DEFINITION, address_of, behind_label, targets_of
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import words

_REASON = "link definition; its link is in what has no links, such as the title"


def unlinked(galley: Galley) -> Galley:
    """Say of a definition that no link of the body or of the sources uses any more that it is gone with its link."""
    moved = {id(event) for event in galley.events if event.destination == "links"}
    if not moved:
        return galley
    used = {tuple(words(target)) for piece in galley.pieces for target in targets_of(piece.block)}
    used |= {tuple(words(address)) for source in galley.sources for address in (source.url, source.doi)}
    told: list[Event] = []
    gone = False
    for event in galley.events:
        if id(event) in moved:
            # A line without a label goes on with the definition before it.
            address = _target(galley.draft.text, event)
            gone = address not in used if address else gone
        lost = gone and id(event) in moved
        told.append(replace(event, action="removed", destination="", reason=_REASON) if lost else event)
    return replace(galley, events=tuple(told))


def _target(text: str, event: Event) -> tuple[str, ...]:
    label = DEFINITION.match(event.before)
    return tuple(words(address_of(behind_label(text, event.start + label.end())))) if label else ()
