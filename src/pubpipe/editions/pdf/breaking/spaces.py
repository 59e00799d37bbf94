"""A line that is justified -> the glyphs by which it was measured, with wider spaces among them.

WeasyPrint lets Pango lay a justified line out anew, each word and each space by itself. A space is then of another face
than the letters before it, or further from the T that is set nearer to it, and the line of another width than the one
that it was measured and justified by.
docs/upstream/weasyprint-space-face.md has it as upstream was told.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from pubpipe.editions.pdf.engaged import engaged
from pubpipe.editions.pdf.engine.lines import kept_line, let_go, measured
from pubpipe.editions.pdf.engine.slices import SPACES, Piece

_ON: ContextVar[bool] = ContextVar("spaces", default=False)
_SPACES = tuple(space.encode() for space in SPACES)
_SPECIAL = frozenset("\n\r\t\u2029")


def widened() -> AbstractContextManager[bool]:
    """Let WeasyPrint make the spaces wider of lines that it justifies in this thread, and leave all else in them."""
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    inline.add_word_spacing = _spacing(inline, lines, inline.add_word_spacing)
    lines.Layout.reactivate = _reactivating(lines, lines.Layout.reactivate)


def _spacing(inline: Any, lines: Any, add: Callable[..., float]) -> Callable[..., float]:  # noqa: ANN401
    def spread(context: Any, box: Any, spacing: float, before: float) -> float:  # noqa: ANN401
        if not _ON.get() or not isinstance(box, inline.boxes.TextBox):
            return add(context, box, spacing, before)
        box.justification_spacing = spacing
        box.position_x += before
        added: float = spacing * inline.count_expandable_spaces(box)
        if added and _SPECIAL.isdisjoint(box.text):
            box.pango_layout = _widened(lines, box, spacing)
        box.width += added
        return before + added

    return spread


def _widened(lines: Any, box: Any, spacing: float) -> Any:  # noqa: ANN401
    """Return the layout of a line's text with wider spaces, made ready in :func:`_reactivating` or from its piece."""
    style, text = box.style, box.text
    one = kept_line(style, box.pango_layout)
    let_go(style, box.pango_layout)
    if one is not None and isinstance(one.layout, Piece) and one.text == text:
        piece = replace(one.layout, spacing=int(spacing * lines.TO_UNITS))
        layout = piece.layout(lines, style, text, None, spacing)
    else:
        layout = measured(lines, text, None, spacing)
    layout.is_widened = True
    return layout


def _reactivating(lines: Any, reactivate: Callable[..., None]) -> Callable[..., None]:  # noqa: ANN401
    def make_ready(layout: Any, style: Any) -> None:  # noqa: ANN401
        if not getattr(layout, "is_widened", False) or kept_line(style, layout) is not None:
            reactivate(layout, style)
            return
        layout.setup(style)
        layout.set_text(layout.text)
        # Later it would have the line laid out once more.
        lines.pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        _widen(lines.ffi, layout, int(layout.justification_spacing * lines.TO_UNITS))

    return make_ready


def _widen(ffi: Any, layout: Any, spacing: int) -> None:  # noqa: ANN401
    """Make the spaces of a layout's first line wider, in Pango's units."""
    data, run = layout.text.encode(), layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, string, run = run.data.item, run.data.glyphs, run.next
        starts = ffi.unpack(string.log_clusters, string.num_glyphs)
        # A space with a mark on it has two glyphs.
        for start, place in dict(zip(starts, range(len(starts)), strict=True)).items():
            if data.startswith(_SPACES, item.offset + start):
                string.glyphs[place].geometry.width += spacing
