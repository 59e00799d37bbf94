"""Notes whose call has left the body, with the title or a source say -> paragraphs in their place."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.contents import is_empty
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.notes import calls, calls_as_words, spelt_out, without_calls
from pubpipe.normalize.passes._furniture import told
from pubpipe.normalize.passes._texts import settled

_LABEL = re.compile(r"\s*\[\^[^\]\s]+\]:")
_REASON = (
    "a note is called from what is no part of the body, such as the title; its words stand as a paragraph"
)
_LOST = "a call whose note is no part of the article"
_HINT = "Call it from the text, and it is a note again."


def uncalled(galley: Galley) -> Galley:
    """Let the words of a note stand in the body where nothing calls it any more: no edition would print them.

    Neither the front matter nor the list of sources can hold a call. A call whose note has left becomes words.
    """
    notes = {piece.block.label for piece in galley.pieces if isinstance(piece.block, doc.Note)}
    called = {label for piece in galley.pieces for label in calls(piece.block)}
    if notes == called:
        return galley
    staying = notes & called
    pieces: list[Piece] = []
    events: list[Event] = []
    for piece in galley.pieces:
        block = piece.block
        if isinstance(block, doc.Note) and block.label not in called:
            # A page does not show the labels of its notes: they are no words of it.
            label = _LABEL.match(galley.draft.text, piece.start, piece.end)
            labelled = label is not None and galley.wishes.remove_nothing
            standing = (block,) if labelled else block.blocks
            said = (
                settled(without_calls(spelt_out(b) if isinstance(b, doc.Note) else b, staying))
                for b in standing
            )
            pieces += (replace(piece, block=b) for b in said if not is_empty(b))
            events.append(_event(piece, None if labelled else label))
        elif isinstance(block, doc.Note) or notes.issuperset(calls(block)):
            pieces.append(piece)
        elif galley.shows_addresses:
            pieces.append(replace(piece, block=calls_as_words(block, notes)))
        else:
            bare = settled(without_calls(block, notes))
            pieces += () if is_empty(bare) else (replace(piece, block=bare),)
            events.append(Event("uncalled", "flagged", _LOST, 1.0, piece.start, piece.end, 0))
    return told(replace(galley, pieces=tuple(pieces)), tuple(events), _HINT)


def _event(piece: Piece, label: re.Match[str] | None) -> Event:
    if label is None:
        return Event("uncalled", "flagged", _REASON, 1.0, piece.start, piece.end, 0, severity="warning")
    return Event("uncalled", "removed", _REASON, 1.0, *label.span(), 0, severity="warning")
