"""The word after a line -> whether it is surely too long for it, told from what Pango has laid out already.

Pango once broke lines too early where a space followed, so WeasyPrint lays out each line again with the next word to
see whether it fits. Most are too long by far, and their glyphs stand on the second line that Pango made.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

_FIELDS = (
    5  # PangoGlyphInfo: the glyph, its width, its offsets across and upwards, its attributes; 32 bits each
)
# What kerning and shaping might take off a word after a space, in parts of the type's size: many times what they do.
_DOUBT = 0.5


def foresee() -> None:
    """Let WeasyPrint not try words that are surely too long."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    if lines.ffi.sizeof("PangoGlyphInfo") == 4 * _FIELDS:
        lines.Layout.set_text, lines.Layout.get_first_line = _foreseeing(lines)


def _foreseeing(lines: Any) -> tuple[Callable[..., None], Callable[..., Any]]:  # noqa: ANN401
    set_text, get_first_line = lines.Layout.set_text, lines.Layout.get_first_line

    def set_or_keep(layout: Any, text: str, justify: bool = False) -> None:  # noqa: ANN401
        state = vars(layout)
        known = state.pop("known", None)
        state.pop("kept", None)
        if known and not justify and _is_too_long(lines, layout, text, *known):
            # Both lines would be the same; the text is noted, as WeasyPrint does.
            state["text"], state["kept"] = text, known
            return
        set_text(layout, text, justify)

    def first_line(layout: Any) -> Any:  # noqa: ANN401
        state = vars(layout)
        found = state.get("kept") or get_first_line(layout)
        if found[1] is not None:
            state["known"] = found
        return found

    return set_or_keep, first_line


def _is_too_long(lines: Any, layout: Any, text: str, line: Any, index: int) -> bool:  # noqa: ANN401
    """Whether a text, which a layout has as its beginning, certainly does not fit on one line."""
    style, width = layout.style, layout.max_width
    if width is None or width >= 2**21 or style["letter_spacing"] != "normal" or style["word_spacing"]:
        return False
    # The whole text is set anew where its width or its way to break changes next, and Pango lets go of its lines.
    if not layout.text.startswith(text) or text == layout.text or "\n" in text or "\t" in text:
        return False
    data = text.encode()
    # Only beyond the first line is there a second, and only where there is one has nobody changed the layout since.
    if len(data) <= index or data[index - 1 : index] != b" ":
        return False
    first, _ = lines.line_size(line, style)
    left = (max(0, width) - first + _DOUBT * style["font_size"]) * lines.TO_UNITS
    return bool(_second_line(lines, layout, len(data)) > left)


def _second_line(lines: Any, layout: Any, end: int) -> int:  # noqa: ANN401
    """Return the width of what stands on the second line before a byte of the text, in Pango's units.

    Nothing for what is written from right to left.
    """
    ffi, total = lines.ffi, 0
    run = lines.pango.pango_layout_get_line_readonly(layout.layout, 1).runs[0]
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        if item.analysis.level % 2:
            return 0
        if item.offset >= end:
            break
        count, here = glyphs.num_glyphs, end - item.offset
        widths = memoryview(ffi.buffer(glyphs.glyphs, 4 * _FIELDS * count)).cast("B").cast("i")[1::_FIELDS]
        clusters = ffi.unpack(glyphs.log_clusters, count)
        total += sum(width for width, start in zip(widths, clusters, strict=True) if start < here)
    return total
