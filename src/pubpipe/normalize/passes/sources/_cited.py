"""A piece and the marks in it that call sources -> the piece with citations, and an event for each."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.passes._texts import overlaps
from pubpipe.normalize.passes.sources._marks import Mark, marks

_COUNTED = ("removed", "moved", "changed", "given")
_CALL = "\ufffc"  # stands for a note's call
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
# A mark wherever it stands, as Markdown may have escaped it.
_ANY = re.compile(
    r"\\?[\[(](\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\\?[\])]|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece, and the events of what was changed in it."""

    piece: Piece
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What a stretch of inlines shows, and the parts ``start:end`` of it that are literal words.

    ``figures`` tells that it stands in a table, where a figure in parentheses is a loss or a place.
    """

    text: str
    literal: tuple[tuple[int, int], ...]
    figures: bool = False

    def marks(self) -> Iterator[Mark]:
        """Yield the marks of sources in its literal words."""
        found = marks(self.text) if "[" in self.text or "(" in self.text or _RAISED.search(self.text) else ()
        for mark in found:
            at = bisect.bisect_right(self.literal, (mark.start, len(self.text) + 1)) - 1
            if at >= 0 and mark.end <= self.literal[at][1] and (mark.kind == "sure" or not self.figures):
                yield mark


def runs(block: doc.Block, *, targets: bool) -> tuple[Run, ...]:
    """Return each stretch of a block's inlines; with ``targets`` the addresses of links are part of it."""
    figures = isinstance(block, doc.Table)
    found: list[Run] = []

    def look(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        found.append(_run(nodes, targets=targets, figures=figures))
        return nodes

    doc.map_inlines(block, look)
    return tuple(found)


def counted(galley: Galley) -> list[tuple[int, int]]:
    """Return the sorted ranges of the received text that earlier steps account for."""
    return sorted((e.start, e.end) for e in galley.events if e.action in _COUNTED)


def citing(
    galley: Galley,
    piece: Piece,
    cites: Callable[[Mark], bool],
    known: Mapping[int, str],
    taken: list[tuple[int, int]],
) -> Cited | None:
    """Return the piece with each mark that ``cites`` made ``[@id]``; ``taken`` is what :func:`counted` says.

    None where the received text and the words do not agree on the marks (a place that another step has
    changed): what they call cannot be accounted for, and they stay.
    """
    targets, figures = galley.shows_addresses, isinstance(piece.block, doc.Table)
    found = _ANY.finditer(galley.draft.text, piece.start, piece.end)
    places = [match for match in found if not overlaps(match.span(), taken)]
    said = [match for run in runs(piece.block, targets=targets) for match in _ANY.finditer(run.text)]
    if [_inner(m) for m in said] != [_inner(m) for m in places]:
        return None
    at = iter(places)
    events: list[Event] = []

    def change(nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        run = _run(nodes, targets=targets, figures=figures)
        wanted = {mark.start: mark for mark in run.marks() if cites(mark)}
        cuts: list[tuple[int, int, str]] = []
        for match in _ANY.finditer(run.text):
            place = next(at)
            if mark := wanted.get(match.start()):
                citation = "; ".join(f"@{name}" for name in dict.fromkeys(known[n] for n in mark.numbers))
                cuts.append((mark.start, mark.end, f"[{citation}]"))
                events.append(_event(mark, place, f"[{citation}]"))
        return _Cutter(cuts, targets=targets).cut(nodes) if cuts else nodes

    block = doc.map_inlines(piece.block, change)
    return Cited(replace(piece, block=block), tuple(events)) if events else None


def _run(nodes: tuple[doc.Inline, ...], *, targets: bool, figures: bool) -> Run:
    parts: list[str] = []
    literal: list[tuple[int, int]] = []
    at = 0

    def walk(nodes: tuple[doc.Inline, ...]) -> None:
        nonlocal at
        for node in nodes:
            if isinstance(node, doc.Emphasis | doc.Strong):
                walk(node.children)
                continue
            shown = _shown(node, targets=targets)
            if isinstance(node, doc.Text):
                literal.append((at, at + len(shown)))
            parts.append(shown)
            at += len(shown)

    walk(nodes)
    return Run("".join(parts), tuple(literal), figures)


def _shown(node: doc.Inline, *, targets: bool) -> str:
    match node:
        case doc.Text(text) | doc.Code(text):
            return text
        case doc.Task():
            return doc.plain((node,))
        case doc.Link(inner, target):
            words = doc.plain(inner)
            return f"{words} {target}" if targets and words != target else words
        case doc.Picture(alt, source):
            return f"{alt} {source}" if targets else alt
        case doc.Break():
            return "\n"
        case _:
            return _CALL


def _inner(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _event(mark: Mark, place: re.Match[str], citation: str) -> Event:
    several = "sources " if len(mark.numbers) > 1 else "source "
    reason = f"the marker of {several}{', '.join(map(str, mark.numbers))}"
    return Event("markers", "changed", reason, 0.95, *place.span(), 0, after=citation)


class _Cutter:
    """Puts words in the place of ranges of what inlines show, in one walk; each range lies within a literal text."""

    __slots__ = ("_at", "_cuts", "_targets")

    def __init__(self, cuts: list[tuple[int, int, str]], *, targets: bool) -> None:
        self._at = 0
        self._cuts = cuts[::-1]
        self._targets = targets

    def cut(self, nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        """The inlines with the ranges in them replaced."""
        return tuple(map(self._one, nodes))

    def _one(self, node: doc.Inline) -> doc.Inline:
        if isinstance(node, doc.Emphasis | doc.Strong):
            return replace(node, children=self.cut(node.children))
        shown = _shown(node, targets=self._targets)
        first, self._at = self._at, self._at + len(shown)
        if not isinstance(node, doc.Text):
            return node
        parts, done = [], 0
        while self._cuts and self._cuts[-1][0] < self._at:
            start, stop, words = self._cuts.pop()
            parts += [shown[done : start - first], words]
            done = stop - first
        return doc.Text("".join((*parts, shown[done:])))
