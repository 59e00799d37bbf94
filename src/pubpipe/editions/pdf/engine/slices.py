"""Glyphs of a text that was laid out whole -> a line of it, measured and drawn without being laid out by itself.

That a line's first and last glyph are the same at its edges and within the text is not taken on trust: for each glyph
of a type a line is laid out by itself once, and its glyphs and measures must be those of its piece of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engine.advances import FIELDS, Advances
from pubpipe.editions.pdf.engine.lines import Kept, keep_line, kind_of, measured
from pubpipe.editions.pdf.engine.signs import Sign

SPACES = " \u00a0"
"""Those that are made wider where a line is justified."""
_DRAWN = range(4)  # what is drawn of a glyph: its number, its width, its offsets
Measures = tuple[float, float, float]  # width, height and baseline in pixels


@dataclass(frozen=True, slots=True)
class Piece:
    """The glyphs of a text from one to another; ``measures`` are those of a line of them.

    ``sign`` is what a line that divides a word ends with, ``spacing`` what is added to each space, in Pango's units.
    """

    whole: Advances
    first: int
    last: int
    measures: Measures
    sign: Sign | None = None
    spacing: int = 0

    @property
    def is_proved(self) -> bool:
        """Whether lines of the type may begin and end with the glyphs that this one does."""
        edges = self.whole.edges
        return all(edges.get(edge, False) for edge in self._ends())

    def prove(self, measures: Measures, glyphs: list[int]) -> None:
        """Note what comes of the same line laid out by itself; what differed once is never cut again."""
        own, edges = self.glyphs(), self.whole.edges
        same = measures == self.measures and all(own[n::FIELDS] == glyphs[n::FIELDS] for n in _DRAWN)
        for edge in self._ends():
            edges[edge] = edges.get(edge, True) and same

    def layout(self, lines: Any, style: Any, words: str, room: float | None, spacing: float) -> Any:  # noqa: ANN401
        """Return WeasyPrint's layout of a line, in the state in which it is after it was measured."""
        made = measured(lines, words, room, spacing)
        keep_line(style, Kept(made, words, self, None, kind_of(style), spacing))
        return made

    def glyphs(self) -> list[int]:
        """Return five numbers for each glyph (PangoGlyphInfo)."""
        numbers = self.whole.glyphs[FIELDS * self.first : FIELDS * self.last]
        if self.sign is not None:
            numbers[-FIELDS:] = self.sign.glyphs
        if self.spacing:
            text = self.whole.text
            for place, start in enumerate(self.whole.starts[self.first : self.last]):
                if text[start] in SPACES:
                    numbers[FIELDS * place + 1] += self.spacing
        return numbers

    def letters(self, place: int) -> str:
        """Return the letters that a glyph stands for."""
        starts, glyph = self.whole.starts, self.first + place
        if self.sign is not None and glyph >= self.last:
            return self.sign.text
        end = starts[glyph + 1] if glyph + 1 < len(starts) else self.whole.length
        return self.whole.text[starts[glyph] : end]

    def _ends(self) -> tuple[object, object]:
        """The glyphs that begin and end the line, and whether it begins and ends within a word."""
        whole, last = self.whole, FIELDS * (self.last - 1)
        begins = whole.glyphs[FIELDS * self.first], _divides(whole.text, whole.starts[self.first])
        return begins, (~whole.glyphs[last], self.sign is not None)


def cut(whole: Advances, begin: int, end: int, unit: float, sign: Sign | None = None) -> Piece | None:
    """Return the piece of a text between two letters, followed by a sign where it ends within a word.

    None where it is of several runs, cuts into a glyph, or ends within a word without a sign. ``unit`` is one of
    Pango's, in pixels.
    """
    if whole.font is None or end > whole.length or not whole.begins_glyph(begin):
        return None
    first, last = whole.glyph(begin), whole.glyph(end)
    if first >= last or not _may_end(whole, last, end, sign):
        return None
    width = whole.reach[last] - whole.reach[first]
    if sign is not None:
        width = whole.reach[last - 1] - whole.reach[first] + sum(sign.glyphs[1::FIELDS])
    return Piece(whole, first, last, (width * unit, whole.height, whole.baseline), sign)


def _may_end(whole: Advances, last: int, end: int, sign: Sign | None) -> bool:
    """Whether a line may end before a letter, where the glyph numbered ``last`` follows."""
    if sign is None:
        return not _divides(whole.text, end)
    # Before a sign the last letter has to be drawn by the glyph that it has within the word.
    is_single = whole.starts[last - 1] == end - 1 and whole.begins_glyph(end)
    return is_single and whole.glyphs[FIELDS * (last - 1)] == sign.glyphs[0]


def _divides(text: str, place: int) -> bool:
    """Whether a cut there has letters on both of its sides."""
    return 0 < place < len(text) and text[place - 1] != " " != text[place]
