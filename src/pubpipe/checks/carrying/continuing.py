"""A source's words -> those that may follow some words of an edition, and how they would look on a line (UAX 9)."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pubpipe.checks.carrying.carried import LEFTWARDS, Token, folded, seen

_PAIRS = "()[]{}<>«»‹›≤≥⟨⟩（）［］｛｝「」『』《》〈〉【】〔〕"
ALIKE = dict(zip(map(ord, _PAIRS[1::2]), _PAIRS[::2], strict=True)) | dict.fromkeys(map(ord, "-\u2010\u2011"))
"""Signs of which one may stand for the other on a line of both directions: a bracket is shown as its mirror image."""
_BEFORE = (24, 8, 3)  # letters that tell what follows
_MOST = 60  # places that are tried


@dataclass(frozen=True, slots=True)
class Continuing:
    """The letters of a source, one after another without the spaces between them.

    ``apart`` has the places before which a space or a passage's beginning is, ``begun`` those where passages begin.
    """

    letters: str
    apart: frozenset[int] = frozenset()
    begun: tuple[int, ...] = ()
    looks: dict[tuple[str, bool], str] = field(default_factory=dict)

    def holds(self, words: str) -> bool:
        """Whether words stand in the source, whatever spaces are between them."""
        return _bare(words) in self.letters

    def following(self, before: str, glyphs: Sequence[str], *, rtl: bool) -> str | None:
        """Return the words behind those ``before`` that look as a line does, None where none do.

        ``glyphs`` stand from left to right on a line; ``rtl`` is the direction of the passage. What is the same
        letter by letter is told by the first place in the source.
        """
        shown = _shown(glyphs)
        count = len(_bare(shown))
        edged = shown != shown.strip()
        for at in self._places(_bare(before)):
            stop = at + count
            if stop <= len(self.letters) and self._looks(at, stop, rtl=rtl) == _flat(shown):
                lead = " " if edged and at in self.apart else ""
                return lead + self._words(at, stop) + (" " if edged and stop in self.apart else "")
        return None

    def _places(self, before: str) -> Iterator[int]:
        """Yield where words may go on: behind those before, behind the last of them, where a passage begins."""
        found = itertools.chain(*(self._behind(before[-size:]) for size in _BEFORE if before), self.begun)
        yield from itertools.islice(dict.fromkeys(found), _MOST)

    def _behind(self, words: str) -> Iterator[int]:
        at = self.letters.find(words)
        while at >= 0:
            yield at + len(words)
            at = self.letters.find(words, at + 1)

    def _words(self, at: int, stop: int) -> str:
        letters = self.letters[at:stop]
        return "".join(f" {c}" if n and at + n in self.apart else c for n, c in enumerate(letters))

    def _looks(self, at: int, stop: int, *, rtl: bool) -> str:
        words = self._words(at, stop)
        if (words, rtl) not in self.looks:
            from bidi import get_display

            self.looks[words, rtl] = _flat(get_display(words, base_dir="R" if rtl else "L"))
        return self.looks[words, rtl]


def continuing(tokens: Sequence[Token]) -> Continuing | None:
    """Return the letters of a source; None for one without letters from right to left."""
    own = [token for token in tokens if not token.any_mark]
    letters = "".join(token.text for token in own)
    if letters.isascii() or not re.search(LEFTWARDS, letters):
        return None
    places = list(itertools.accumulate((len(token.text) for token in own), initial=0))
    begun = [
        place
        for place, token, last in zip(places, own, [None, *own], strict=False)
        if last is None or (token.part, token.passage) != (last.part, last.passage)
    ]
    apart = frozenset(place for place, token in zip(places, own, strict=False) if token.apart)
    return Continuing(letters, apart.union(begun, places[-1:]), tuple(begun))


def _shown(glyphs: Sequence[str]) -> str:
    """Return what stands on a line letter by letter; a glyph of several letters has them in the order of its own."""
    return "".join(
        glyph[::-1] if len(glyph) > 1 and unicodedata.bidirectional(glyph[0]) in ("R", "AL") else glyph
        for glyph in (seen(one, drawn=True) for one in glyphs)
    )


def _flat(text: str) -> str:
    return " ".join(text.split()).translate(ALIKE)


def _bare(words: str) -> str:
    return folded("".join(words.split()))
