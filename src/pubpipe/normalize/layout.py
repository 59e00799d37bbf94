"""Raw text -> pieces: its layout is classified (NORMALIZER 1.5), then cut or joined into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.parser import trim
from pubpipe.sources.heads import is_head
from pubpipe.sources.lines import ADDRESS

Layout: TypeAlias = Literal["blank", "lines", "wrapped", "verse"]

# Also the ends that editors of other systems leave: VT is a soft return of Google Docs, FF a page.
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…。！？:\"”»')\]]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without white space around it, at ``start:end`` of the draft."""

    text: str
    start: int
    end: int
    indented: bool


def pieces(text: str) -> tuple[tuple[Piece, ...], Event | None]:
    """Return the paragraphs of raw text with their spans, and the event that says how lines were joined."""
    groups = tuple(_groups(text))
    layout = classify(groups)
    found: list[Piece] = []
    for group in groups:
        if layout == "verse" and len(group) > 1:
            found.append(_piece(group, doc.Break()))
        elif layout == "wrapped":
            found.extend(_piece(paragraph, doc.Text(" ")) for paragraph in _paragraphs(group))
        else:
            found.extend(_piece((line,), doc.Break()) for line in group)
    event = None
    if layout in ("wrapped", "verse") and found:
        joined = sum(len(g) for g in groups)
        what = "joined to" if layout == "wrapped" else "kept as verse in"
        reason = f"{joined} lines {what} {len(found)} paragraphs"
        start = found[0].start
        event = Event("wrap", "flagged", reason, 0.95, start, start, 0)
    return tuple(found), event


def classify(groups: tuple[tuple[Line, ...], ...]) -> Layout:
    """Return how the lines of a text are meant.

    ``blank``: blank lines part the paragraphs, each on one line; ``lines``: each line is a paragraph;
    ``wrapped``: lines are broken at a width; ``verse``: lines are verses of stanzas.
    """
    inner = [(line, group[n + 1]) for group in groups for n, line in enumerate(group[:-1])]
    if not inner:
        return "blank"
    lengths = sorted(len(line.text) for line, _ in inner)
    p95 = lengths[min(len(lengths) - 1, int(0.95 * len(lengths)))]
    full = [line for line, after in inner if len(line.text) + 1 + len(after.text.split(" ", 1)[0]) > p95]
    loose = [line for line, after in inner if len(line.text) + 1 + len(after.text.split(" ", 1)[0]) <= p95]
    share_full = len(full) / len(inner)
    if 45 <= p95 <= 100 and share_full >= 0.45 and _ended(loose, 1.0) >= 0.7 and _ended(full, 0.0) < 0.45:
        return "wrapped"
    stanzas = [g for g in groups if len(g) >= 2]
    every = [line for g in stanzas for line in g]
    if (
        len(stanzas) >= 3
        and max(len(line.text) for line in every) <= 60
        and share_full < 0.45
        and _ended(every, 0.0) < 0.6
    ):
        return "verse"
    return "lines"


def _ended(lines: list[Line], when_none: float) -> float:
    if not lines:
        return when_none
    return sum(bool(_SENTENCE_END.search(line.text)) for line in lines) / len(lines)


def _groups(text: str) -> Iterator[tuple[Line, ...]]:
    """Lines between blank lines."""
    group: list[Line] = []
    for line in _lines(text):
        if line.text:
            group.append(line)
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for end in (*(m.span() for m in _LINE_END.finditer(text)), (len(text), len(text))):
        raw = text[at : end[0]]
        stripped = raw.strip()
        start = at + raw.find(stripped)
        yield Line(stripped, start, start + len(stripped), raw[:1] in (" ", "\t", "\u3000"))
        at = end[1]


def _paragraphs(group: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    """Lines of one group joined to paragraphs.

    An indentation, or a short line that ends a sentence, parts them; an address or the heading of the
    sources stands alone.
    """
    width = max(len(line.text) for line in group)
    paragraph: list[Line] = []
    for n, line in enumerate(group):
        alone = _stands_alone(line.text)
        if paragraph and (alone or (line.indented and not group[n - 1].indented)):
            yield tuple(paragraph)
            paragraph = []
        paragraph.append(line)
        after = group[n + 1].text.split(" ", 1)[0] if n + 1 < len(group) else ""
        short = after and len(line.text) + 1 + len(after) <= width * 0.9
        if alone or (short and _SENTENCE_END.search(line.text)):
            yield tuple(paragraph)
            paragraph = []
    if paragraph:
        yield tuple(paragraph)


def _stands_alone(text: str) -> bool:
    return is_head(text) or ADDRESS.fullmatch(text) is not None


def _piece(lines: tuple[Line, ...], glue: doc.Inline) -> Piece:
    nodes: list[doc.Inline] = []
    for line in lines:
        if nodes:
            nodes.append(glue)
        nodes.append(doc.Text(line.text))
    if isinstance(glue, doc.Text):
        nodes = [doc.Text(" ".join(line.text for line in lines))]
    return Piece(doc.Paragraph(trim(tuple(nodes))), lines[0].start, lines[-1].end)
