"""A heading of the first level, or a short first block of raw text -> the title."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes.dateline import match_dateline
from pubpipe.normalize.tokens import words

_FINAL = re.compile(r"[.。:：,;]$")
_BYLINE = re.compile(r"^(?:by|par|von|por|di|door)\s+[A-ZÀ-Þ]", re.I)


def title(galley: Galley) -> Galley:
    """Move the title out of the body when the article shows one (NORMALIZER 1.3 `title`, 4 and 5).

    A stated title stays; a heading that says the same is then taken out of the body, another one is kept
    there, one level down.
    """
    if galley.canonical or not galley.pieces:
        return galley
    found = _heading(galley.pieces) if galley.draft.kind == "markdown" else _first_line(galley.pieces)
    if found is None:
        return galley
    block = galley.pieces[found].block
    assert isinstance(block, doc.Heading | doc.Paragraph)
    text = doc.plain(block.children).replace("\n", " ").strip()
    stated = str(galley.meta.get("title", ""))
    if not text or (stated and words(stated) != words(text)):
        return galley
    piece = galley.pieces[found]
    exact = words(galley.draft.text[piece.start : piece.end]) == words(text)
    event = Event(
        "title",
        "moved" if exact else "changed",
        "the heading of the first level" if isinstance(block, doc.Heading) else "the short first line",
        0.95 if isinstance(block, doc.Heading) else 0.9,
        piece.start,
        piece.end,
        0,
        after="" if exact else text,
        destination="meta:title",
    )
    pieces = (*galley.pieces[:found], *galley.pieces[found + 1 :])
    source = "heading" if isinstance(block, doc.Heading) else "first-line"
    known = {"title": stated or text}
    if not stated:
        known["title-source"] = source
    return replace(galley, pieces=pieces, events=(*galley.events, galley.event(event))).with_meta(**known)


def _heading(pieces: tuple[Piece, ...]) -> int | None:
    """The only heading of the first level, where it stands first among all headings."""
    first = [n for n, p in enumerate(pieces) if isinstance(p.block, doc.Heading) and p.block.level == 1]
    earlier = [n for n, p in enumerate(pieces) if isinstance(p.block, doc.Heading)]
    return first[0] if len(first) == 1 and earlier[0] == first[0] and first[0] <= 3 else None


def _first_line(pieces: tuple[Piece, ...]) -> int | None:
    block = pieces[0].block
    if not isinstance(block, doc.Paragraph) or len(pieces) < 2:
        return None
    text = doc.plain(block.children)
    after = max((len(doc.words_of(p.block)) for p in pieces[1:4]), default=0)
    short = len(text.split()) <= 20 and len(text) <= 140 and "\n" not in text and len(text) < after
    if not short or _FINAL.search(text) or _BYLINE.match(text) or match_dateline(text):
        return None
    return 0 if words(text) and "://" not in text else None
