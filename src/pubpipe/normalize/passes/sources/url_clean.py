"""Addresses in the words and the links -> the same addresses without tracking, redirectors unwrapped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._ranges import Span, locate
from pubpipe.normalize.tokens import words
from pubpipe.sources.lines import addresses
from pubpipe.sources.tracking import target, untracked

_MARKS = ("?", ":~:", "/amp/", "ampproject")


def url_clean(galley: Galley) -> Galley:
    """Clean every address of the body (NORMALIZER 1.6 `url_clean`); those of code and of pictures stay.

    An address that does not stand in the draft as it stands in the block (a link by reference) is left alone,
    and so must the canonical text be.
    """
    if galley.canonical or galley.wishes.remove_nothing:
        return galley
    taken = sorted((e.start, e.end) for e in galley.events if e.end > e.start and e.action != "flagged")
    # Where an address was put in (a link by reference), the order of the words here is not that of the draft.
    put_in = sorted(e.start for e in galley.events if e.action == "changed" and len(words(e.after)) > 3)
    events: list[Event] = []
    pieces: list[Piece] = []
    for piece in galley.pieces:
        text = galley.draft.text[piece.start : piece.end]
        unsettled = bisect_left(put_in, piece.start) < bisect_right(put_in, piece.end)
        if (
            unsettled
            or galley.keeps(piece)
            or (galley.shows_addresses and not any(mark in text for mark in _MARKS))
        ):
            pieces.append(piece)
            continue
        inside = taken[bisect_left(taken, (piece.start, 0)) : bisect_left(taken, (piece.end, 0))]
        cleaner = _Cleaner(galley.draft.text, piece, inside, galley.shows_addresses)
        pieces.append(replace(piece, block=doc.map_inlines(piece.block, cleaner.inlines)))
        events.extend(cleaner.events)
    said = (galley.event(event) for event in events)
    return replace(galley, pieces=tuple(pieces), events=(*galley.events, *said))


@dataclass(slots=True)
class _Cleaner:
    """Walks a block's inlines and its range of the draft side by side."""

    text: str
    piece: Piece
    taken: list[Span]
    shown: bool
    events: list[Event] = field(default_factory=list)
    at: int = -1

    def inlines(self, nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        return tuple(self._inline(node) for node in nodes)

    def _inline(self, node: doc.Inline) -> doc.Inline:
        match node:
            case doc.Text(text):
                return doc.Text(self._words(text))
            case doc.Emphasis(inner) | doc.Strong(inner):
                return replace(node, children=self.inlines(inner))
            case doc.Link(inner, address) if inner == (doc.Text(address),):
                clean = self._address(address)
                return replace(node, children=(doc.Text(clean),), target=clean)
            case doc.Link(inner, address):
                children = self.inlines(inner)
                return replace(node, children=children, target=self._address(address, link=True))
            case _:
                return node

    def _words(self, text: str) -> str:
        parts: list[str] = []
        reached = 0
        for start, end in addresses(text):
            parts += [text[reached:start], self._address(text[start:end])]
            reached = end
        return "".join([*parts, text[reached:]])

    def _address(self, address: str, *, link: bool = False) -> str:
        direct = target(address)
        bare = untracked(direct or address)
        if bare.address == address:
            return address
        whole = locate(self.text, address, max(self.at, self.piece.start), self.piece.end)
        if whole is None and not self.shown:
            return bare.address
        # The address of a link by reference stands elsewhere, though the same one may stand here too.
        if whole and link and self.shown and not self.text.endswith(("](", "](<"), 0, whole[0]):
            return address
        if whole is None or any(start < whole[1] and whole[0] < end for start, end in self.taken):
            return address
        events: list[Event] = []
        if direct:
            reason = "a redirector's address, unwrapped"
            events.append(Event("url_clean", "changed", reason, 1.0, *whole, 0, after=bare.address))
        for start, end in () if direct else bare.cut:
            span = locate(self.text, address[start:end], *whole)
            if span is None:
                return address
            events.append(Event("url_clean", "removed", "tracking parameters", 1.0, *span, 0))
        self.events += events
        self.at = whole[1]
        return bare.address
