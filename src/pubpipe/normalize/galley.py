"""An article between two passes: its pieces, what is known about it, and every change so far."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pubpipe.model import Draft, Event, Finding, Json, Source
from pubpipe.normalize.document import Block, words_of
from pubpipe.normalize.tokens import words


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level block and the code points ``start:end`` of the draft that it comes from."""

    block: Block
    start: int
    end: int

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits of its words, by which the front matter of a canonical text names it."""
        said = " ".join(words(words_of(self.block)))
        return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Given:
    """A value that somebody stated: ``origin`` is option, sidecar, front-matter or setting."""

    value: Json
    origin: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of the normalizer.

    ``keep`` and ``drop`` are ranges of received lines, from 1, inclusive; ``switches`` turn steps on and off
    by their names. ``fetched`` are fields of sources by the record's id, as the lock file holds them.
    """

    slug: str
    given: Mapping[str, Given] = field(default_factory=dict)
    keep: tuple[tuple[int, int], ...] = ()
    drop: tuple[tuple[int, int], ...] = ()
    remove_nothing: bool = False
    switches: Mapping[str, bool] = field(default_factory=dict)
    fetched: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)

    @property
    def amends(self) -> bool:
        """Whether sources are to be amended, so that what is known of them is not what the file says."""
        return "references" in self.given or bool(self.fetched)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers by which an article calls its sources, each with a record's id.

    ``stated`` tells that the received list gives these numbers itself; else they count its lines from 1. A
    number that two lists give to different sources is in none.
    """

    ids: Mapping[int, str] = field(default_factory=dict)
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Galley:
    """An article between two passes: its pieces, what is known about it, and every change so far.

    ``line_ends`` are the places of the draft's newlines, kept so that naming a line costs no search.
    """

    draft: Draft
    wishes: Wishes
    pieces: tuple[Piece, ...]
    line_ends: tuple[int, ...]
    canonical: bool = False
    meta: Mapping[str, Json] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    numbering: Numbering = Numbering()
    candidates: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    findings: tuple[Finding, ...] = ()

    def line(self, offset: int) -> int:
        """The received line of a code point, from 1."""
        return bisect.bisect_left(self.line_ends, offset) + 1

    @property
    def shows_addresses(self) -> bool:
        """Whether the draft's text holds the addresses of links, as Markdown does and the text of a page does not."""
        return self.draft.kind in ("text", "markdown")

    def keeps(self, piece: Piece) -> bool:
        """Whether the user says to keep a piece as it stands: the sidecar's lines, a comment, an earlier run."""
        held = self.meta.get("pubpipe.keep")
        if isinstance(held, list) and piece.mark in held:
            return True
        if not self.wishes.keep:
            return False
        first, last = self.line(piece.start), self.line(max(piece.start, piece.end - 1))
        return any(first <= stop and start <= last for start, stop in self.wishes.keep)

    def event(self, template: Event) -> Event:
        """An event with its line and its ``before`` filled in from its range."""
        return replace(
            template, line=self.line(template.start), before=self.draft.text[template.start : template.end]
        )

    def with_meta(self, **values: Json) -> Galley:
        """The same galley with more known about the article."""
        return replace(self, meta={**self.meta, **values})
