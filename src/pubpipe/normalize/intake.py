"""Draft -> Galley: Markdown is parsed and proved to print without loss, raw text cut into lines, marks read."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Draft, Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize import marked, parser
from pubpipe.normalize.definitions import DEFINITION, behind_label, definitions, is_printed, titles
from pubpipe.normalize.dialects import STEP, suspected
from pubpipe.normalize.galley import Galley, Piece, Wishes
from pubpipe.normalize.notes import called
from pubpipe.normalize.raw import layout
from pubpipe.normalize.reprint import Definitions, Passage, Reprint, proved, reprint

_LINE_END = re.compile(r"\r\n|\n|\r")
_TRIALS = 4
_COMMAND = re.compile(r"<!--\s*pubpipe:\s?(keep|drop)\s*-->")
_HINTS = {
    "wrap": "Set a blank line between the paragraphs, in the text or in what pubpipe adopt makes of it.",
    "signature": "Drop its lines in the sidecar (drop: [first-last]) if it is one.",
    "code": "If it is no code, --off code reads it as text; lines of ``` around it make it sure.",
    "columns": "Copy the columns out of the PDF one after the other.",
    "struck": "Take them out of the text if they no longer hold.",
    "table": "If it is no table, --off table reads it as text; tabs between its cells make it sure.",
}


def open_galley(draft: Draft, wishes: Wishes, off: frozenset[str] = frozenset()) -> Galley:
    """Return the galley of a draft: its pieces in the order in which they were received.

    ``off`` names the steps for raw text that do not run.
    """
    canonical = any(d.key == "pubpipe.normalizer" for d in draft.declared)
    line_ends = tuple(match.start() for match in re.finditer("\n", draft.text))
    galley = Galley(draft, wishes, (), line_ends, canonical=canonical, findings=draft.findings)
    if draft.kind == "text":
        pieces, events = layout.pieces(draft.text, wishes, off)
        events = tuple(map(galley.event, events))
        findings = tuple(f for e in events for f in _finding(galley, e))
        return replace(galley, pieces=pieces, events=events, findings=(*galley.findings, *findings))
    if draft.kind in ("html", "office"):
        pieces, told = marked.pieces(draft, wishes.remove_nothing)
        events = tuple(map(galley.event, told))
        findings = tuple(f for e in events for f in _finding(galley, e))
        return replace(galley, pieces=pieces, events=events, findings=(*galley.findings, *findings))
    others = not (galley.canonical or wishes.remove_nothing or STEP in off)
    return _markdown(galley, others)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where each line of the parsed part begins in the draft."""

    starts: tuple[int, ...]
    stop: int

    def span(self, first: int, last: int, text: str) -> tuple[int, int]:
        """The code points of lines ``first:last``, without blank lines and white space at the end."""
        start = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else self.stop
        return start, start + len(text[start:end].rstrip())

    def of(self, region: parser.Region, text: str) -> tuple[int, int]:
        """The code points of a region: of its lines, or of its part of them."""
        if region.within is None:
            return self.span(region.first, region.last, text)
        start, end = (self._at(region.first + line, column) for line, column in region.within)
        while start < end and text[start].isspace():
            start += 1
        return start, start + len(text[start:end].rstrip())

    def _at(self, line: int, column: int) -> int:
        return self.starts[line] + column if line < len(self.starts) else self.stop

    def behind(self, place: int) -> int:
        """The number of the first line that begins at a code point or after it."""
        return bisect.bisect_left(self.starts, place)


def _markdown(galley: Galley, others: bool) -> Galley:
    """The galley of Markdown; with ``others`` it may be what an author wrote in another dialect."""
    text, offset = galley.draft.text, galley.draft.declared_end
    body = text[offset:]
    starts = [offset, *(offset + m.end() for m in _LINE_END.finditer(body))]
    lines = _Lines(tuple(starts), len(text))
    labels = definitions(body)
    parsed = _parsed(_LINE_END.sub("\n", body), others, lines, text, labels)
    regions, reprints = _reprinted(parsed, lines, text, labels)
    pieces: list[Piece] = []
    events: list[Event] = []
    for region, printed in zip(regions, reprints, strict=True):
        start, end = lines.of(region, text)
        events.extend(galley.event(e) for e in printed.events)
        if printed.block is not None:
            pieces.append(Piece(printed.block, start, end))
    loose, loose_events = _between(galley, lines, regions)
    events.extend(galley.event(e) for e in loose_events)
    ordered = sorted([*pieces, *loose], key=lambda piece: piece.start)
    findings = tuple(f for e in events for f in _finding(galley, e))
    galley = replace(galley, pieces=tuple(ordered), events=(*galley.events, *events))
    galley = _commanded(galley)
    return replace(galley, findings=(*galley.findings, *findings))


def _parsed(
    body: str, others: bool, lines: _Lines, text: str, definitions: Definitions
) -> tuple[parser.Region, ...]:
    """The regions; a line that cannot be read in another dialect without losing words is read in ours."""
    refused: frozenset[int] = frozenset()
    for _ in range(_TRIALS if others and suspected(body) else 0):
        parsed = _readable(parser.parse(body, refused=refused), lines, text, definitions)
        # Where no sign is read, nothing else is read otherwise.
        lost = {
            line
            for region in (called(parsed) if any(region.has_signs for region in parsed) else ())
            if not proved(_passage(region, lines, text), region.block, definitions)
            for line in range(region.first, region.last)
        }
        if lost <= refused:
            return parsed
        refused |= lost
    return _readable(parser.parse(body), lines, text, definitions)


def _readable(
    parsed: tuple[parser.Region, ...], lines: _Lines, text: str, definitions: Definitions
) -> tuple[parser.Region, ...]:
    """The regions, those whose HTML cannot be read without losing words with it as words."""
    kept: list[parser.Region] = []
    # Notes and their calls are settled before the words are compared.
    settled = called(parsed)
    for _, group in itertools.groupby(zip(parsed, settled, strict=True), _same_html):
        pairs = list(group)
        literal = pairs[0][0].literal
        if literal is None or all(
            proved(_passage(made, lines, text), made.block, definitions) for _, made in pairs
        ):
            kept.extend(region for region, _ in pairs)
        else:
            kept.append(literal)
    return tuple(kept)


def _same_html(pair: tuple[parser.Region, parser.Region]) -> tuple[int, bool]:
    return pair[0].first, pair[0].literal is None


def _passage(region: parser.Region, lines: _Lines, text: str) -> Passage:
    return Passage(text, *lines.of(region, text), region.traces, lines.starts)


def _reprinted(
    parsed: tuple[parser.Region, ...], lines: _Lines, text: str, definitions: Definitions
) -> tuple[tuple[parser.Region, ...], list[Reprint]]:
    """Each region as it is printed; one that is kept verbatim takes its calls, or its note, from the others."""

    def printed(region: parser.Region) -> Reprint:
        return reprint(_passage(region, lines, text), region.block, definitions)

    regions = called(parsed)
    made = [printed(region) for region in regions]
    while any(one.block != region.block for one, region in zip(made, regions, strict=True)):
        standing = tuple(replace(r, block=one.block) for r, one in zip(regions, made, strict=True))
        regions = called(standing)
        made = [
            one if region.block == before.block else printed(region)
            for one, region, before in zip(made, regions, standing, strict=True)
        ]
    return regions, made


def _commanded(galley: Galley) -> Galley:
    """The wishes with the lines of each block that a comment before it says to keep or to drop."""
    text = galley.draft.text
    starts = [piece.start for piece in galley.pieces]
    ranges: dict[str, list[tuple[int, int]]] = {"keep": [], "drop": []}
    for event in galley.events:
        told = _COMMAND.fullmatch(text[event.start : event.end]) if event.step == "comment" else None
        if not told:
            continue
        at = bisect.bisect_right(starts, event.start)
        # A comment may begin the very block that it means.
        at -= at > 0 and not text[starts[at - 1] : event.start].strip()
        if at < len(starts):
            piece = galley.pieces[at]
            ranges[told[1]].append((galley.line(piece.start), galley.line(max(piece.start, piece.end - 1))))
    wishes = galley.wishes
    keep, drop = (*wishes.keep, *ranges["keep"]), (*wishes.drop, *ranges["drop"])
    return replace(galley, wishes=replace(wishes, keep=keep, drop=drop))


def _between(
    galley: Galley, lines: _Lines, regions: tuple[parser.Region, ...]
) -> tuple[list[Piece], list[Event]]:
    """What the parser consumed without a block: link definitions, and in doubt literal lines."""
    text = galley.draft.text
    signs = {r.first: lines.of(r, text)[1] for r in regions if r.is_sign}
    covered = sorted((r.first, r.last) for r in regions if not r.is_sign)
    firsts = [first for first, _ in covered]
    pieces: list[Piece] = []
    events: list[Event] = []
    printed = titles(r.block for r in regions if r.block is not None)
    inside_definition, told = False, 0
    for n in range(len(lines.starts)):
        at = bisect.bisect_right(firsts, n) - 1
        start, end = lines.span(n, n + 1, text)
        if at >= 0 and n < covered[at][1]:
            inside_definition = False
            continue
        start = max(start, signs.get(n, start))
        if start >= end or start < told:
            continue
        label = DEFINITION.match(text, start)
        used = label is not None and is_printed(behind_label(text, label.end()), printed)
        if used or (inside_definition and label is None):
            inside_definition = True
            if label is not None:  # which may go on over lines
                told = end = lines.span(n, lines.behind(label.end()), text)[1]
            reason = "link definition, printed in the links that use it"
            events.append(Event("links", "moved", reason, 1.0, start, end, 0, destination="links"))
        else:
            inside_definition = False
            pieces.append(Piece(doc.Paragraph((doc.Text(text[start:end].strip()),)), start, end))
    return pieces, events


def _finding(galley: Galley, event: Event) -> Iterator[Finding]:
    if event.severity != "info":
        yield Finding(
            event.severity,
            f"normalize-{event.step}",
            event.reason,
            _HINTS.get(event.step, ""),
            Place(galley.draft.origin.name, event.line),
        )
