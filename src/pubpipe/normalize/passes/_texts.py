"""A change to literal characters -> the galley with it made everywhere, and one event that counts it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.parser import trim


def substitute(
    galley: Galley, step: str, pattern: re.Pattern[str], change: Callable[[str], str], reason: str
) -> Galley:
    """Apply ``change`` to every literal text that ``pattern`` finds something in; ``{n}`` in the reason counts."""
    found = 0

    def text(words: str) -> str:
        nonlocal found
        hits = len(pattern.findall(words))
        found += hits
        return change(words) if hits else words

    def inlines(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        changed = doc.map_texts(nodes, text)
        return changed if changed == nodes else trim(changed)

    pieces = tuple(replace(p, block=doc.map_inlines(p.block, inlines)) for p in galley.pieces)
    if not found:
        return galley
    kept = tuple(p for p in pieces if doc.words_of(p.block) or not isinstance(p.block, doc.Paragraph))
    first = pattern.search(galley.draft.text, galley.draft.declared_end)
    start, end = first.span() if first else (0, 0)
    event = Event(
        step, "changed", reason.format(n=found), 1.0, start, end, 0, after=change(first[0]) if first else ""
    )
    return replace(galley, pieces=kept, events=(*galley.events, galley.event(event)))
