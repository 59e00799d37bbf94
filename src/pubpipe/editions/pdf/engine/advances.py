"""A text -> how far its letters reach along a line, and its glyphs, from one layout of the whole of it.

A paragraph is asked for line by line, each time with what is left of its text: what was laid out for the first line
answers for the others. Words from right to left are known in the order in which they are read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any

from pubpipe.editions.pdf.engine.contexts import TYPE

FIELDS = (
    5  # PangoGlyphInfo: the glyph, its width, its offsets across and upwards, its attributes; 32 bits each
)
_MOST = 2_000  # letters that are laid out at once: a paragraph, or a piece of a very long one
_KEPT = 4  # types whose last texts are kept: a note's may come between two lines of a paragraph
_TEXTS = (
    8  # texts of a type that are kept: a paragraph has several, with a word in italics or a link between them
)

_TYPES = 64  # types of which it is kept how their glyphs end lines, and fonts that are held

# All that the widths of a text hang on.
type_of = itemgetter(*TYPE, "letter_spacing", "word_spacing")


@dataclass(frozen=True, slots=True)
class Advances:
    """Where the glyphs of a text begin, as places of its letters, and what stands before each, in Pango's units.

    ``text`` is the whole, of which ``length`` letters were laid out; ``reach`` ends with their whole width. ``glyphs``
    has five numbers for each glyph, ``font`` is Pango's font where all are one run from left to right, ``height`` and
    ``baseline`` are the line's in pixels, and ``holder`` is a layout that the font hangs on. What is of several runs
    may be set otherwise where it stands by itself: a bracket is of the script of that which opens it. ``edges`` is
    what is known of the glyphs of this type at the ends of lines (``slices.py``).
    """

    text: str
    length: int
    starts: list[int]
    reach: list[int]
    glyphs: list[int]
    font: Any
    height: float
    baseline: float
    holder: Any
    edges: dict[object, bool]

    def glyph(self, letter: int) -> int:
        """Return the number of the first glyph that stands for a letter, or for what follows it."""
        return bisect_left(self.starts, letter)

    def before(self, letter: int) -> int:
        """Return the width of all that stands before a letter, in Pango's units."""
        return self.reach[self.glyph(letter)]

    def begins_glyph(self, letter: int) -> bool:
        """Whether a letter is the first that its glyph stands for."""
        glyph = self.glyph(letter)
        return glyph < len(self.starts) and self.starts[glyph] == letter

    def fitting(self, letter: int, room: int) -> int:
        """Return the last letter before which all fits into a room, in Pango's units, from one letter on."""
        glyph = bisect_right(self.reach, self.before(letter) + room) - 1
        return self.starts[glyph] if glyph < len(self.starts) else self.length


def advances(lines: Any, style: Any, text: str, needed: int) -> tuple[Advances, int]:  # noqa: ANN401
    """Return the advances of a text or of one that ends with it, and where it begins in that.

    At least ``needed`` letters of the text were laid out, or all of them.
    """
    kept: dict[object, list[Advances]] = vars(style.font_config).setdefault("advances", {})
    kind = type_of(style)
    texts = kept.pop(kind, [])
    kept[kind] = texts
    if len(kept) > _KEPT:
        del kept[next(iter(kept))]
    for one in texts:
        if one.text.endswith(text):
            begin = len(one.text) - len(text)
            # Where a word was divided, its second part may begin within what was one glyph.
            if min(begin + needed, len(one.text)) <= one.length and one.begins_glyph(begin):
                return one, begin
    made = _laid_out(lines, style, text, max(needed, _MOST), _edges(style, kind))
    texts[:] = [made, *texts[: _TEXTS - 1]]
    return made, 0


def _edges(style: Any, kind: object) -> dict[object, bool]:  # noqa: ANN401
    kept: dict[object, dict[object, bool]] = vars(style.font_config).setdefault("edges", {})
    if len(kept) > _TYPES:
        kept.clear()
    return kept.setdefault(kind, {})


def _laid_out(lines: Any, style: Any, text: str, most: int, edges: dict[object, bool]) -> Advances:  # noqa: ANN401
    layout = lines.Layout(style)
    layout.set_text(text[:most])
    line = layout.get_first_line()[0]
    starts, glyphs, fonts = runs_of(lines.ffi, line)
    if not layout.text.isascii():
        letters = {
            byte: n for n, byte in enumerate(accumulate((len(c.encode()) for c in layout.text), initial=0))
        }
        starts = [letters[start] for start in starts]
    return Advances(
        text,
        len(layout.text),
        starts,
        list(accumulate(glyphs[1::FIELDS], initial=0)),
        glyphs,
        fonts[0] if len(fonts) == 1 else None,
        lines.line_size(line, style)[1],
        lines.pango.pango_layout_get_baseline(layout.layout) * lines.FROM_UNITS,
        _holder(lines, style, fonts[0], layout) if len(fonts) == 1 else None,
        edges,
    )


def runs_of(ffi: Any, line: Any) -> tuple[list[int], list[int], list[Any]]:  # noqa: ANN401
    """Return where the glyphs of a line begin in its text, in bytes, five numbers for each, and the fonts of its runs.

    They are in the order of the text. Pango has them as they stand: what it has from right to left is turned round, and
    no font is told then, lest they be drawn so.
    """
    runs, fonts, is_turned, run = list[tuple[list[int], list[int]]](), list[Any](), False, line.runs[0]
    while run != ffi.NULL:
        item, string, run = run.data.item, run.data.glyphs, run.next
        count, offset = string.num_glyphs, item.offset
        numbers = memoryview(ffi.buffer(string.glyphs, 4 * FIELDS * count)).cast("B").cast("i").tolist()
        begins = [offset + start for start in ffi.unpack(string.log_clusters, count)]
        if item.analysis.level % 2:
            begins.reverse()
            glyphs = [numbers[FIELDS * one : FIELDS * (one + 1)] for one in range(count)]
            numbers, is_turned = [*chain.from_iterable(reversed(glyphs))], True
        runs.append((begins, numbers))
        fonts.append(item.analysis.font)
    if is_turned:
        runs.sort()
    starts, numbers = (list(chain.from_iterable(part)) for part in zip(*runs, strict=True))
    return starts, numbers, [] if is_turned else fonts


def _holder(lines: Any, style: Any, font: Any, layout: Any) -> Any:  # noqa: ANN401
    """Return a layout of one letter in the same font, kept for all texts in it; else the text's own, a large one."""
    kept: dict[int, Any] = vars(style.font_config).setdefault("holders", {})
    place = int(lines.ffi.cast("intptr_t", font))
    if place not in kept:
        if len(kept) > _TYPES:
            kept.clear()
        letter = lines.Layout(style)
        letter.set_text(layout.text[:1])
        run = letter.get_first_line()[0].runs[0]
        same = run != lines.ffi.NULL and run.data.item.analysis.font == font
        kept[place] = letter.layout if same else layout.layout
    return kept[place]
