"""Lines of the web page around an article -> gone, with an event each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes import _chrome
from pubpipe.normalize.passes._credits import line_of
from pubpipe.normalize.passes._furniture import flagged, is_kept

_NEAR = 2
# So many lines that only a page says show that the text was copied off one.
_PAGE = 2


def chrome(galley: Galley) -> Galley:
    """Remove whole lines that ask to share, subscribe, log in or read on (NORMALIZER 1.3 `chrome`).

    Lines of one word go only where another such line stands at most two blocks away, at the end of the text,
    or in a text that was plainly copied off a page; a text that is nothing else keeps its words.
    """
    if galley.canonical:
        return galley
    kinds = [_chrome.chrome(line_of(piece)) for piece in galley.pieces]
    if not any(kinds):
        return galley
    found = {
        n
        for n, kind in enumerate(kinds)
        if kind
        and not is_kept(galley, galley.pieces[n])
        and (kind == "sure" or _in_company(galley, kinds, n))
    }
    if not found or len(found) == len(galley.pieces):
        return galley
    if galley.wishes.remove_nothing:
        for n in sorted(found):
            galley = flagged(
                galley, "chrome", galley.pieces[n], "looks like a line of the page around the text"
            )
        return galley
    events = [galley.event(event) for event in _removals(galley, found)]
    pieces = tuple(p for n, p in enumerate(galley.pieces) if n not in found)
    return replace(galley, pieces=pieces, events=(*galley.events, *events))


def _in_company(galley: Galley, kinds: list[_chrome.Chrome], n: int) -> bool:
    alone = _chrome.shares(line_of(galley.pieces[n]))
    if alone and kinds.count("sure") >= _PAGE:
        return True
    near = (*kinds[max(0, n - _NEAR) : n], *kinds[n + 1 : n + 1 + _NEAR])
    last = n == len(kinds) - 1 and n > _NEAR
    return any(near) or (last and alone)


def _removals(galley: Galley, found: set[int]) -> Iterator[Event]:
    for n in sorted(found):
        piece = galley.pieces[n]
        yield Event(
            "chrome", "removed", "a line of the page around the text", 0.95, piece.start, piece.end, 0
        )
