"""A line of text that Pango has laid out -> WeasyPrint's operators for it, from its glyphs taken out all at once.

WeasyPrint asks C for each field of each glyph, and finds the same string for the same glyph again and again. What is
not a plain line (ellipses, pictures of glyphs, glyphs that are missing or raised) goes WeasyPrint's own way.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.engine.advances import FIELDS
from pubpipe.editions.pdf.engine.lines import as_measured, piece_of
from pubpipe.editions.pdf.engine.replacing import replace

if TYPE_CHECKING:
    from pubpipe.editions.pdf.engine.slices import Piece

_EMPTY = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY; the marks of unknown glyphs are greater
_HARMLESS = 14802  # from this version on, Pango tells sizes rightly (WeasyPrint's own limit)

_Glyph: TypeAlias = "tuple[int, int, int]"  # the glyph, its width, its offset across


def take_at_once() -> None:
    """Let WeasyPrint draw plain lines so."""
    text: Any = importlib.import_module("weasyprint.draw.text")
    ffi = importlib.import_module("weasyprint.text.ffi").ffi
    if ffi.sizeof("PangoGlyphInfo") == 4 * FIELDS and text.pango.pango_version() >= _HARMLESS:
        replace(text.draw_first_line, _drawing(text, text.draw_first_line))


def _drawing(text: Any, draw: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ANN401
    pango = text.pango

    def draw_plain(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:  # noqa: ANN401
        layout = textbox.pango_layout
        runs = None
        if text_overflow != "ellipsis" and block_ellipsis == "none" and textbox.style["font_size"] >= 1e-6:
            if not textbox.text.strip():
                return []
            if piece := piece_of(layout):
                runs = _runs_of(stream, piece)
            else:
                if not as_measured(layout):
                    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
                runs = _runs(text.ffi, stream, layout)
        if not runs:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        shown, before = "", None
        for run in runs:
            if run.font_of != before:
                before = run.font_of
                if shown:
                    stream.show_text(shown)
                shown = ""
                stream.set_font_size(run.font.hash, run.size)
            glyphs = "<" + _written(text, run)
            shown += glyphs[:-1] if glyphs[-1] == "<" else f"{glyphs}>"
        stream.show_text(shown)
        return []

    return draw_plain


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one face on their way into a stream: values of C and of WeasyPrint, five numbers for each glyph."""

    stream: Any
    meaning: Callable[[int], str]
    font_of: Any
    font: Any
    size: float
    numbers: list[int]


def _runs(ffi: Any, stream: Any, layout: Any) -> list[_Run] | None:  # noqa: ANN401
    """Return the runs of a layout's first line, None where one of them is not plain."""
    runs, run = [], layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs = item.glyphs
        data = ffi.buffer(glyphs.glyphs, 4 * FIELDS * glyphs.num_glyphs)
        numbers = memoryview(data).cast("B").cast("i").tolist()
        font_of = item.item.analysis.font
        font, size = stream.add_font(font_of)
        meaning = partial(_meaning, layout, item, len(numbers) // FIELDS - 1)
        runs.append(_Run(stream, meaning, font_of, font, size, numbers))
    return runs if all(map(_is_plain, runs)) else None


def _runs_of(stream: Any, piece: Piece) -> list[_Run] | None:  # noqa: ANN401
    """Return the one run of a piece of a text, None where it is not plain."""
    font_of = piece.whole.font
    font, size = stream.add_font(font_of)
    run = _Run(stream, piece.letters, font_of, font, size, piece.glyphs())
    return [run] if _is_plain(run) else None


def _is_plain(run: _Run) -> bool:
    font, numbers = run.font, run.numbers
    special = font.bitmap or font.svg or font.png or font.colr
    return not (special or any(numbers[3::FIELDS]) or max(numbers[::FIELDS], default=0) >= _EMPTY)


def _written(text: Any, run: _Run) -> str:  # noqa: ANN401
    """Return the glyphs of a run as they stand between angle brackets, with the gaps between them."""
    kept: dict[_Glyph, str] = vars(run.font).setdefault("written", {}).setdefault(run.size, {})
    numbers = run.numbers
    keys = [*zip(numbers[::FIELDS], numbers[1::FIELDS], numbers[2::FIELDS], strict=True)]
    try:
        return "".join(map(kept.__getitem__, keys))
    except KeyError:
        for place, key in enumerate(keys):
            if key not in kept:
                kept[key] = _one(text, run, place, key)
    return "".join(map(kept.__getitem__, keys))


def _one(text: Any, run: _Run, place: int, key: _Glyph) -> str:  # noqa: ANN401
    """Return one glyph with the gap after it, and note its width and meaning where the face meets it first."""
    font, stream, (glyph, width, across) = run.font, run.stream, key
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = run.meaning(place)
    offset = across / run.size
    if glyph not in font.widths:
        text.pango.pango_font_get_glyph_extents(run.font_of, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * text.FROM_UNITS / run.size)
    kerning = font.widths[glyph] + offset - width * 1000 * text.FROM_UNITS / run.size
    before = f">{-offset}<" if offset else ""
    return f"{before}{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _meaning(layout: Any, item: Any, last: int, place: int) -> str:  # noqa: ANN401
    """Return the letters of the cluster that a glyph of a run stands for."""
    clusters, item = item.glyphs.log_clusters, item.item
    start, end = clusters[place], item.length
    if item.analysis.level % 2:
        end = item.length if place == 0 else clusters[place - 1]
    elif place != last:
        end = clusters[place + 1]
    words: bytes = layout.text.encode()[item.offset + start : item.offset + end]
    return words.decode()
