"""Glyphs of a text that was laid out whole -> a line of it, measured and drawn without being laid out by itself.

That a line's first and last glyph are the same beside a space and without it is not taken on trust: for each glyph of a
type a line is laid out by itself once, and its measures must be those of its piece of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engine.advances import FIELDS, Advances
from pubpipe.editions.pdf.engine.lines import Kept, keep_line, kind_of

Measures = tuple[float, float, float]  # width, height and baseline in pixels


@dataclass(frozen=True, slots=True)
class Piece:
    """The glyphs of a text from one to another; ``measures`` are those of a line of them."""

    whole: Advances
    first: int
    last: int
    measures: Measures

    @property
    def is_proved(self) -> bool:
        """Whether lines of the type may begin and end with the glyphs that this one does."""
        edges = self.whole.edges
        return all(edges.get(edge, False) for edge in self._ends())

    def prove(self, measures: Measures) -> None:
        """Note what comes of the same line laid out by itself; what differed once is never cut again."""
        edges = self.whole.edges
        for edge in self._ends():
            edges[edge] = edges.get(edge, True) and measures == self.measures

    def layout(self, lines: Any, style: Any, words: str, room: float, justification_spacing: float) -> Any:  # noqa: ANN401
        """Return WeasyPrint's layout of a line, in the state in which it is after it was measured."""
        made = lines.Layout.__new__(lines.Layout)
        vars(made).update(
            justification_spacing=justification_spacing,
            max_width=room,
            text=words,
            first_line_direction=0,
            ascent=None,
            underline_position=None,
            strikethrough_position=None,
        )
        if not justification_spacing:
            keep_line(style, Kept(made, words, self, None, kind_of(style)))
        return made

    def glyphs(self) -> list[int]:
        """Return five numbers for each glyph (PangoGlyphInfo)."""
        return self.whole.glyphs[FIELDS * self.first : FIELDS * self.last]

    def letters(self, place: int) -> str:
        """Return the letters that a glyph stands for."""
        starts, glyph = self.whole.starts, self.first + place
        end = starts[glyph + 1] if glyph + 1 < len(starts) else self.whole.length
        return self.whole.text[starts[glyph] : end]

    def _ends(self) -> tuple[int, int]:
        """The glyph that begins the line, and the one that ends it as a number below nought."""
        glyphs = self.whole.glyphs
        return glyphs[FIELDS * self.first], ~glyphs[FIELDS * (self.last - 1)]


def cut(whole: Advances, begin: int, end: int, unit: float) -> Piece | None:
    """Return the piece of a text between two letters; None where it is of several runs, or cuts into a word.

    ``unit`` is one of Pango's, in pixels.
    """
    if whole.font is None or end > whole.length or _divides(whole.text, begin) or _divides(whole.text, end):
        return None
    first, last = whole.glyph(begin), whole.glyph(end)
    if first >= last:
        return None
    width = (whole.reach[last] - whole.reach[first]) * unit
    return Piece(whole, first, last, (width, whole.height, whole.baseline))


def _divides(text: str, place: int) -> bool:
    """Whether a cut there has letters on both of its sides."""
    return 0 < place < len(text) and text[place - 1] != " " != text[place]
