"""``CITY, July 28 (Reuters) — …`` before the first words -> date, place, agency and the literal dateline."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event, Json
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.joints import whole
from pubpipe.normalize.passes.title_block._datelines import Dateline, match_dateline
from pubpipe.normalize.tokens import tokens, words

_PARAGRAPHS = 3


def dateline(galley: Galley) -> Galley:
    """Move a dateline out of one of the first three paragraphs (NORMALIZER 1.3 `dateline`).

    Its literal text goes to ``dateline``, and what it says to ``date``, ``place`` and ``agency`` where they
    are not stated. A date without a year is no date. Editions print a dateline before the first words: one
    that stands in a later paragraph is left there, and only what it says is taken over.
    """
    if galley.canonical or galley.meta.get("dateline"):
        return galley
    paragraphs = [n for n, p in enumerate(galley.pieces) if isinstance(p.block, doc.Paragraph)][:_PARAGRAPHS]
    for n in paragraphs:
        block = galley.pieces[n].block
        assert isinstance(block, doc.Paragraph)
        said = _begin(block.children)
        found = match_dateline(said)
        if found:
            if n == 0:
                galley = _moved(galley, found, said)
            return _told(galley, found, galley.pieces[n].start)
    return galley


def _begin(children: tuple[doc.Inline, ...]) -> str:
    """The words with which a paragraph begins, up to the first inline that is neither text nor emphasis."""
    parts: list[str] = []
    for node in children:
        if not isinstance(node, doc.Text | doc.Strong | doc.Emphasis):
            break
        inner = node.children if isinstance(node, doc.Strong | doc.Emphasis) else (node,)
        if not all(isinstance(one, doc.Text) for one in inner):
            break
        parts.append(doc.plain((node,)))
    return "".join(parts)


def _cut(children: tuple[doc.Inline, ...], count: int) -> tuple[doc.Inline, ...]:
    """Inlines without the first ``count`` characters of the words that ``_begin`` reads, and without space there."""
    found: list[doc.Inline] = []
    for node in children:
        shown = len(doc.plain((node,)))
        if count >= shown and (count or not found) and isinstance(node, doc.Text | doc.Strong | doc.Emphasis):
            count -= shown
        elif count and isinstance(node, doc.Text):
            found.append(doc.Text(node.text[count:].lstrip()))
            count = 0
        elif count and isinstance(node, doc.Strong | doc.Emphasis):
            found.append(replace(node, children=_cut(node.children, count)))
            count = 0
        else:
            found.append(node)
    return tuple(found)


def _moved(galley: Galley, found: Dateline, text: str) -> Galley:
    piece = galley.pieces[0]
    assert isinstance(piece.block, doc.Paragraph)
    end = _end(galley, piece, len(words(text[: found.length])))
    # Quotation marks and the like before the next word belong to the words that stay.
    end -= len(re.search(r"[^\w\s—–-]*$", galley.draft.text[piece.start : end])[0])  # type: ignore[index]
    literal = text[: found.length].strip()
    event = Event("dateline", "moved", "dateline", 0.95, piece.start, end, 0, destination="meta:dateline")
    children = _cut(piece.block.children, found.length)
    changed = Piece(doc.Paragraph(children), end, piece.end)
    pieces = (changed, *galley.pieces[1:])
    galley = replace(galley, pieces=pieces, events=(*galley.events, galley.event(event)))
    return galley.with_meta(dateline=literal)


def _end(galley: Galley, piece: Piece, said: int) -> int:
    """The place in the draft behind the first ``said`` words of a piece, as earlier steps have left them."""
    raw = galley.draft.text[piece.start : piece.end]
    for event in galley.events:
        if event.action in ("removed", "changed") and words(event.before) != words(event.after):
            start, stop = max(event.start - piece.start, 0), min(event.end - piece.start, len(raw))
            # As long as it was, filled up with what parts no word.
            now = event.after.ljust(stop - start, "\0")[: max(stop - start, 0)]
            raw = f"{raw[:start]}{now}{raw[stop:]}" if start < stop else raw
    every, count = tokens(raw), said
    # Marks of Markdown may part a word.
    joined = whole if galley.draft.kind == "markdown" else str
    while count < len(every) and len(words(joined(raw[: every[count].start]))) < said:
        count += 1
    return piece.start + every[count].start if count < len(every) else piece.end


def _told(galley: Galley, found: Dateline, start: int) -> Galley:
    values = {"date": found.date, "place": found.place, "agency": found.agency, "author": found.by}
    for key, value in values.items():
        if value and not galley.meta.get(key):
            said: Json = [value] if key == "author" else value
            told = Event("dateline", "inferred", f"{key} read off the dateline", 0.95, start, start, 0)
            told = replace(told, after=value, destination=f"meta:{key}")
            galley = replace(galley, events=(*galley.events, galley.event(told))).with_meta(**{key: said})
    return galley
