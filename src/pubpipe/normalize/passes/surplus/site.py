"""A web page that was copied whole -> its article, without what the site sets over and under it, an event each."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.dates import date_line
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import language_of, read_credits
from pubpipe.normalize.passes._furniture import flagged, is_kept
from pubpipe.normalize.passes.surplus._page import Page, again, page_of

# A page that was copied whole has more blocks than this.
_FEWEST = 12


def site(galley: Galley) -> Galley:
    """Remove the menus, boxes and footers around the article of a page that was copied whole (NORMALIZER 1.3).

    It acts on pasted text where several lines that sites say in their menus stand over the article, or under it,
    and far less prose than in the article stands among them. What heads sources, and they, stay.
    """
    if galley.canonical or galley.draft.kind != "text" or len(galley.pieces) < _FEWEST:
        return galley
    texts = [" ".join(doc.words_of(piece.block).split()) for piece in galley.pieces]
    found = {n for n in _around(texts, language_of(galley)) if not is_kept(galley, galley.pieces[n])}
    if not found:
        return galley
    if galley.wishes.remove_nothing:
        for n in sorted(found):
            galley = flagged(galley, "site", galley.pieces[n], "looks like the site around the text")
        return galley
    events = [
        galley.event(Event("site", "removed", "the site around the article", 0.95, piece.start, piece.end, 0))
        for n, piece in enumerate(galley.pieces)
        if n in found
    ]
    pieces = tuple(piece for n, piece in enumerate(galley.pieces) if n not in found)
    return replace(galley, pieces=pieces, events=(*galley.events, *events))


def _around(texts: list[str], lang: str) -> Iterator[int]:
    """The lines of the site, in the page and in the page once more."""

    @functools.cache
    def is_credit(text: str) -> bool:
        return bool(read_credits(text, lang) or date_line(text, lang))

    middle = again(texts)
    for page in (page_of(texts, 0, middle, is_credit), page_of(texts, middle, len(texts), is_credit)):
        yield from () if page is None else _outside(page)


def _outside(page: Page) -> Iterator[int]:
    yield from range(page.first, page.start)
    yield from page.within
    yield from range(page.stop, page.last)
