"""A heading of the first level, or a short first block -> the title."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits
from pubpipe.normalize.passes.title_block._badges import without_badges
from pubpipe.normalize.passes.title_block._mastheads import without_site
from pubpipe.normalize.passes.title_block._titles import first_line
from pubpipe.normalize.phrases import phrases
from pubpipe.normalize.tokens import words

_LABEL = re.compile(
    r"(?:title|headline|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|тема|件名|主题|titel|titre|título|titolo|tytuł|заголовок|название|題名|タイトル|标题|標題|제목)\s*[:：]\s*"
    r"(?:(?:fwd?|re|aw|wg|tr|rv|enc|i|odp|sv|vs)\s*:\s*){0,4}(?=\S)"
    r"|#{1,3} (?=\S)",
    re.I,
)


def title(galley: Galley) -> Galley:
    """Move the title out of the body when the article shows one (NORMALIZER 1.3 `title`, 4 and 5).

    A stated title stays; a heading that says the same is then taken out of the body, another one is kept
    there, one level down.
    """
    if galley.canonical or not galley.pieces:
        return galley
    found = _heading(galley)
    if found is None:
        found = first_line(galley)
    if found is None:
        return galley
    galley = without_badges(galley, found)
    piece = galley.pieces[found]
    block = piece.block
    assert isinstance(block, doc.Heading | doc.Paragraph)
    text = doc.plain(block.children).replace("\n", " ").strip()
    if isinstance(block, doc.Paragraph):
        text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    text = without_site(text, str(galley.meta.get("url") or ""))
    stated = str(galley.meta.get("title", ""))
    if not text or (stated and words(stated) != words(text)):
        return galley
    again = any(d.key == "title" and d.start < d.end for d in galley.draft.declared)
    if stated and again and galley.wishes.remove_nothing:
        return galley
    galley = replace(
        galley,
        pieces=(*galley.pieces[:found], *galley.pieces[found + 1 :]),
        events=(
            *galley.events,
            galley.event(_repeated(piece) if stated and again else _event(galley, piece, text)),
        ),
    )
    galley = _without_repetition(galley, found, text)
    source = "heading" if isinstance(block, doc.Heading) else "first-line"
    return (
        galley.with_meta(title=stated) if stated else galley.with_meta(title=text, **{"title-source": source})
    )


def _without_repetition(galley: Galley, n: int, text: str) -> Galley:
    """The galley without a line in the place of the title that says the same once more."""
    if n >= len(galley.pieces) - 1 or galley.wishes.remove_nothing or galley.keeps(galley.pieces[n]):
        return galley
    again = galley.pieces[n]
    same = words(doc.words_of(again.block)) == words(text)
    if not same or not isinstance(again.block, doc.Paragraph | doc.Heading):
        return galley
    pieces = (*galley.pieces[:n], *galley.pieces[n + 1 :])
    return replace(galley, pieces=pieces, events=(*galley.events, galley.event(_repeated(again))))


def _repeated(piece: Piece) -> Event:
    return Event("title", "removed", "the title once more", 0.95, piece.start, piece.end, 0)


def _event(galley: Galley, piece: Piece, text: str) -> Event:
    # The address of a link by reference was put in, and is no part of the title.
    put_in = any(
        e.start == e.end and words(e.after) for e in galley.events if piece.start < e.end <= piece.end
    )
    exact = not put_in and words(galley.draft.text[piece.start : piece.end]) == words(text)
    heading = isinstance(piece.block, doc.Heading)
    return Event(
        "title",
        "moved" if exact else "changed",
        "the heading over the text" if heading else "the short first line",
        0.95 if heading else 0.9,
        piece.start,
        piece.end,
        0,
        after="" if exact else text,
        destination="meta:title",
    )


def _heading(galley: Galley) -> int | None:
    """The only heading of the highest level but for those of appendices, or one that says the stated title.

    It stands before the text.
    """
    levels = [(n, p.block.level) for n, p in enumerate(galley.pieces) if isinstance(p.block, doc.Heading)]
    if not levels:
        return None
    top = min(level for _, level in levels)
    n, level = levels[0]
    others = [m for m, other in levels[1:] if other == top]
    alone = level == top and all(_is_appendix(doc.words_of(galley.pieces[m].block)) for m in others)
    stated = words(str(galley.meta.get("title", "")))
    alone = alone or bool(stated and stated == words(doc.words_of(galley.pieces[n].block)))
    if not alone or n > 3:
        return None
    # A heading of a lower level has a text of its own before it only where it heads a section.
    before = [line_of(piece) for piece in galley.pieces[:n]]
    bare = all(read_credits(line, language_of(galley)) for line in before)
    return n if level == 1 or bare else None


def _is_appendix(heading: str) -> bool:
    return re.sub(r"^[\W_]+|[\W_]+$", "", heading).casefold() in phrases("appendices")
