"""An article that was read -> one page: the received text beside the canonical one, every change linked."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe import styling
from pubpipe.model import Event, Style
from pubpipe.normalize.tokens import tokens, words
from pubpipe.press.inputs.reading import Read

_IN_PLACE = ("removed", "moved", "changed", "given")
_ANCHORS = {"references": "references", "sources-heading": "sources", "sources-section": "sources"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of the received text: ``kind`` is kept or what became of them, ``number`` their event's."""

    kind: str
    text: str
    number: int = 0
    target: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a text with its number, its anchor (empty: none) and its passages."""

    number: int
    anchor: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it is listed: ``target`` is the anchor where its words stand now."""

    number: int
    event: Event
    target: str


def explain_page(article: Read, style: Style) -> str:
    """Return one self-contained HTML page that shows the ledger of an article.

    It needs neither colour nor a pointer: passages are struck through or underlined, numbered, and every
    number is a link.
    """
    entries = tuple(_entries(article.ledger.events))
    return styling.page(
        style,
        "explain.html",
        css=styling.css(style, "explain.css"),
        name=article.ledger.origin.name,
        title=article.manuscript.meta.title,
        inferred=article.ledger.title_inferred,
        audit=article.ledger.audit,
        entries=entries,
        received=tuple(_received(article, entries)),
        canonical=tuple(_canonical(article)),
    )


def _entries(events: tuple[Event, ...]) -> Iterator[Entry]:
    for number, event in enumerate(events, 1):
        kind, _, name = event.destination.partition(":")
        target = f"meta-{name.partition('.')[0]}" if kind == "meta" else _ANCHORS.get(kind, "")
        yield Entry(number, event, target)


def _received(article: Read, entries: tuple[Entry, ...]) -> Iterator[Row]:
    text = article.received
    targets = _Targets(article)
    line: list[Passage] = []
    number = 1
    for passage in _passages(text, entries, targets):
        first, *rest = passage.text.split("\n")
        line.append(Passage(passage.kind, first, passage.number, passage.target))
        for following in rest:
            yield Row(number, "", tuple(p for p in line if p.text))
            number += 1
            line = [Passage(passage.kind, following, passage.number, passage.target)]
    yield Row(number, "", tuple(p for p in line if p.text))


def _passages(text: str, entries: tuple[Entry, ...], targets: _Targets) -> Iterator[Passage]:
    """The received text from its beginning to its end, cut where events begin and end and at each line."""
    at = 0
    placed = [e for e in entries if e.event.action in _IN_PLACE and e.event.end > e.event.start]
    for entry in sorted(placed, key=lambda e: (e.event.start, -e.event.end)):
        event = entry.event
        if event.start < at:
            continue
        yield from _kept(text, at, event.start, targets)
        yield Passage(event.action, text[event.start : event.end], entry.number, entry.target)
        targets.step_over(event)
        at = event.end
    yield from _kept(text, at, len(text), targets)


def _kept(text: str, start: int, end: int, targets: _Targets) -> Iterator[Passage]:
    for line in re.finditer(r"[^\n]+|\n+", text[start:end]):
        target = targets.of(line[0])
        yield Passage("kept", line[0], 0, target)


class _Targets:
    """Where kept words stand in the canonical text: the n-th kept word of the one is the n-th of the other."""

    def __init__(self, article: Read) -> None:
        body = article.manuscript.body
        self._starts = [token.start for token in tokens(body)]
        self._blocks = [match.end() for match in re.finditer(r"\n\n", body)]
        self._word = 0

    def of(self, text: str) -> str:
        """The anchor of the block in which these words begin; they are counted."""
        count = len(words(text))
        first, self._word = self._word, self._word + count
        if not count or first >= len(self._starts):
            return ""
        return f"block-{bisect.bisect_right(self._blocks, self._starts[first])}"

    def step_over(self, event: Event) -> None:
        """Count the words that a change puts in the place of received ones."""
        if event.action == "changed" and not event.destination:
            self._word += len(words(event.after))


def _canonical(article: Read) -> Iterator[Row]:
    lines = article.manuscript.markdown.splitlines()
    front = lines.index("---", 1) if lines and lines[0] == "---" else -1
    blocks = len(article.manuscript.body.split("\n\n"))
    block, fresh = 0, True
    for number, line in enumerate(lines):
        anchor = ""
        if number <= front:
            key = re.match(r"([\w-]+):", line)
            anchor = ("references" if key[1] == "references" else f"meta-{key[1]}") if key else ""
        elif not line:
            fresh = True
        elif fresh:
            anchor = f"block-{block}" if block < blocks else "sources" if block == blocks else ""
            block, fresh = block + 1, False
        yield Row(number + 1, anchor, (Passage("kept", line),) if line else ())
