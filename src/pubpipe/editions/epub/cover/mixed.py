"""Two faces for one line -> a face that sets each script in its own: few faces of one script have another's letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from pubpipe.editions.epub.cover.face import Face


@dataclass(frozen=True, slots=True)
class Mixture:
    """A face for the characters that the ``house``'s face has not (``lacking``); ``known`` are all that it has itself.

    ``base`` is the direction of the line, ``ltr`` or ``rtl``.
    """

    lacking: frozenset[str]
    known: frozenset[str]
    face: Face
    house: Face
    base: str

    def at(self, size: int) -> Mixed:
        """Return both faces at a size in pixels."""
        return Mixed(self, self.face.at(size), self.house.at(size))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line in one face; ``direction`` is ``rtl``, or None for left to right."""

    text: str
    font: FreeTypeFont
    direction: str | None

    @property
    def width(self) -> float:
        """In pixels."""
        return self.font.getlength(self.text, direction=self.direction)


@dataclass(frozen=True, slots=True)
class Mixed:
    """Two faces at a size."""

    mixture: Mixture
    face: FreeTypeFont
    house: FreeTypeFont

    def getlength(self, text: str) -> float:
        """Return the width of a text in pixels."""
        return sum(run.width for run in self.runs(text))

    def runs(self, text: str) -> Iterator[Run]:
        """Yield the runs of a line in the order in which they stand in the text."""
        ways = _directions(text, self.mixture.base)
        ours = self._ours(text)
        for (way, own), run in groupby(zip(text, ways, ours, strict=True), key=lambda one: one[1:]):
            font = self.face if own else self.house
            yield Run("".join(one[0] for one in run), font, "rtl" if way == "rtl" else None)

    def _ours(self, text: str) -> list[bool]:
        """Say of each character whether the face sets it: signs and figures stand in that of the letter before."""
        found: list[bool] = []
        for character in text:
            letter = unicodedata.category(character)[0] in "LM"
            before = found[-1] if found else False
            follows = not letter and before and (character in self.mixture.known or character == " ")
            found.append(character in self.mixture.lacking or follows)
        return found


def laid(font: FreeTypeFont | Mixed, line: str, base: str) -> Iterator[tuple[float, Run]]:
    """Yield the runs of a line as they stand beside one another, each with its distance from the side of the base."""
    if not isinstance(font, Mixed):
        yield 0.0, Run(line, font, None)
        return
    at = 0.0
    for way, group in groupby(font.runs(line), key=lambda run: run.direction or "ltr"):
        # Within words that go against the line the last run stands first.
        runs = list(group)
        for run in runs if way == base else reversed(runs):
            yield at, run
            at += run.width


def _directions(text: str, base: str) -> list[str]:
    """Return the direction of each character (UAX #9, W7, N1 and N2, for one level of embedding)."""
    strong: list[str] = []
    last = base
    for character in text:
        kind = unicodedata.bidirectional(character)
        way = {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(kind, "")
        if kind == "NSM":
            way = last
        elif kind in ("EN", "AN") and last == "ltr":
            way = "ltr"
        elif kind in ("EN", "AN"):
            way = "rtl"  # the shaper itself turns figures within words that go to the left
        last = way or last
        strong.append(way)
    return [way or _between(strong, place, base) for place, way in enumerate(strong)]


def _between(strong: list[str], place: int, base: str) -> str:
    before = next((way for way in reversed(strong[:place]) if way), base)
    after = next((way for way in strong[place + 1 :] if way), base)
    return before if before == after else base
