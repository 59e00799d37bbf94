"""Definitions of links whose links have left the body, with the title say -> told as removed."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.definitions import DEFINITION, behind_label, is_printed, titles
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import words

_REASON = "link definition; its link is in what has no links, such as the title"


def unlinked(galley: Galley) -> Galley:
    """Say of a definition that no link of the body or of the sources uses any more that it is gone with its link."""
    moved = {id(event) for event in galley.events if event.destination == "links"}
    if not moved:
        return galley
    printed = titles(piece.block for piece in galley.pieces)
    for source in galley.sources:
        for address in (source.url, source.doi):
            printed.setdefault(tuple(words(address)), set())
    told: list[Event] = []
    gone = False
    for event in galley.events:
        if id(event) in moved:
            # A line without a label goes on with the definition before it.
            definition = _definition(galley.draft.text, event)
            gone = not is_printed(definition, printed) if definition else gone
        lost = gone and id(event) in moved
        told.append(replace(event, action="removed", destination="", reason=_REASON) if lost else event)
    return replace(galley, events=tuple(told))


def _definition(text: str, event: Event) -> str:
    """What stands behind the label of a definition, nothing where a line has none."""
    label = DEFINITION.match(event.before)
    return behind_label(text, event.start + label.end()) if label else ""
