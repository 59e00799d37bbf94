"""The letter before a hyphen at a line's end -> the glyphs of both, laid out once for each letter of a type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engine.advances import runs_of, type_of

_MOST = 500  # letters of all types: those of some alphabets


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line ends with that divides a word; ``glyphs``, five numbers for each, begin with the letter before it."""

    text: str
    glyphs: list[int]


def sign_after(lines: Any, style: Any, letter: str) -> Sign | None:  # noqa: ANN401 - WeasyPrint's own types
    """Return a style's hyphen behind a letter; None where they are not one glyph each of the same face."""
    kept: dict[object, Sign | None] = vars(style.font_config).setdefault("signs", {})
    text = style["hyphenate_character"]
    kind = type_of(style), text, letter
    if kind not in kept:
        if len(kept) >= _MOST:
            kept.clear()
        layout = lines.Layout(style)
        layout.set_text(letter + text)
        starts, glyphs, fonts = runs_of(lines.ffi, layout.get_first_line()[0])
        kept[kind] = Sign(text, glyphs) if len(fonts) == 1 and len(starts) == 2 else None
    return kept[kind]
