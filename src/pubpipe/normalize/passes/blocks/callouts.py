"""Quotations that begin with ``[!note]``, as GitHub and note-takers write call-outs -> a quotation with a head."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece

_HEAD = re.compile(r"[ ]{0,3}>[ \t]*(?P<mark>\[!(?P<kind>[A-Za-z][\w-]*)\][+-]?[ \t]*)(?P<title>[^\r\n]*)")
_MARK = re.compile(r"\[![A-Za-z][\w-]*\][+-]?\s*")


def callouts(galley: Galley) -> Galley:
    """Set the title of a call-out, or its kind where it has none, as a line of its own over its words."""
    if galley.canonical or galley.draft.kind != "markdown" or "[!" not in galley.draft.text:
        return galley
    if galley.wishes.remove_nothing:
        return galley
    pieces: list[Piece] = []
    events: list[Event] = []
    for piece in galley.pieces:
        head = _HEAD.match(galley.draft.text, piece.start, piece.end)
        block = _headed(piece.block, head) if head and isinstance(piece.block, doc.Quote) else None
        if head is None or block is None:
            pieces.append(piece)
            continue
        pieces.append(replace(piece, block=block))
        after = "" if head["title"].strip() else head["kind"].capitalize()
        reason = "the kind of a call-out" if not after else "a call-out's head"
        event = Event("callouts", "changed", reason, 1.0, *head.span("mark"), 0, after=after)
        events.append(galley.event(event))
    return replace(galley, pieces=tuple(pieces), events=(*galley.events, *events))


def _headed(quote: doc.Quote, head: re.Match[str]) -> doc.Quote | None:
    """The quotation with its head apart; nothing where its words do not begin as the received line does."""
    first = quote.blocks[0] if quote.blocks else None
    words = first.children[0] if isinstance(first, doc.Paragraph) and first.children else None
    title = " ".join(head["title"].split())
    mark = _MARK.match(words.text) if isinstance(words, doc.Text) else None
    if not isinstance(first, doc.Paragraph) or not isinstance(words, doc.Text) or mark is None:
        return None
    rest = words.text[mark.end() :]
    if not rest.startswith(title):
        return None
    below = (doc.Text(rest[len(title) :].lstrip()), *first.children[1:])
    line = doc.Paragraph((doc.Strong((doc.Text(title or head["kind"].capitalize()),)),))
    text = (doc.Paragraph(tuple(n for n in below if n != doc.Text(""))),)
    return doc.Quote((line, *(text if text[0].children else ()), *quote.blocks[1:]))
