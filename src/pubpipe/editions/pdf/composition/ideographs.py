"""A line of Chinese or Japanese -> as wide as the measure, by a little more space between its letters.

Their letters stand side by side without spaces, and where a sign may not begin a line, or a word in Latin letters has
no room, a line is short by a letter or two. A printer sets the others apart by as much, the spaces between words in
Latin letters first (JLREQ 3.8.4, CLREQ 3.3.2); WeasyPrint widens spaces only, and leaves lines without one ragged.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.composition.faults import texts

_LANGUAGES = frozenset({"ja", "zh"})
_WIDEST = 0.25  # parts of the type's size by which a space is made wider before letters are set apart
_MOST = 0.13  # the same between two letters: beyond that a line looks like one of another text
_MOST_LATIN = 0.07  # the same in a line with Latin letters, whose words come apart sooner
_LATIN = re.compile("[A-Za-z]")
_INLINE = frozenset({"LineBox", "InlineBox"})


@dataclass(frozen=True, slots=True)
class _Room:
    """What each space and what each letter of a line is given, in CSS pixels."""

    space: float
    letter: float


def is_ideographic(line: Any) -> bool:  # noqa: ANN401
    """Whether a line of WeasyPrint's is in a language without spaces between its words."""
    return (line.style["lang"] or "").partition("-")[0].lower() in _LANGUAGES


def set_apart(context: Any, line: Any, lacking: float) -> bool:  # noqa: ANN401
    """Make a line wider by what it lacks, in CSS pixels; returns whether it is, which would tear some lines apart."""
    found, size = texts(line), line.style["font_size"]
    letters, spaces = sum(len(box.text) for box in found), sum(box.text.count(" ") for box in found)
    space = min(lacking / spaces, _WIDEST * size) if spaces else 0.0
    letter = (lacking - space * spaces) / max(letters - 1, 1)
    most = _MOST_LATIN if any(_LATIN.search(box.text) for box in found) else _MOST
    if letters < 2 or letter > most * size:
        return False
    _widen(context, line, _Room(space, letter), 0.0)
    line.width -= letter
    return True


def _widen(context: Any, box: Any, room: _Room, advance: float) -> float:  # noqa: ANN401
    """Give a box its room, and move it by what is before it; returns by how much what is behind it moves."""
    if hasattr(box, "text"):
        box.position_x += advance
        width = box.width
        _space(context, box, room)
        return float(advance + box.width - width)
    if type(box).__name__ not in _INLINE:
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    moved = advance
    for child in box.children:
        if child.is_in_normal_flow():
            moved = _widen(context, child, room, moved)
    box.width += moved - advance
    return moved


def _space(context: Any, box: Any, room: _Room) -> None:  # noqa: ANN401
    """Set a text in its own style with its letters and its words so much more apart."""
    setting: Any = importlib.import_module("weasyprint.text.line_break")
    style = box.style.copy()
    own = style["letter_spacing"]
    style["letter_spacing"] = room.letter + (0 if own == "normal" else own)
    layout = setting.create_layout(box.text, style, context, None, room.space)
    width, _ = setting.line_size(layout.get_first_line()[0], style)
    layout.deactivate()
    box.style, box.pango_layout, box.justification_spacing = style, layout, room.space
    # Spaces are made wider when they are drawn.
    box.width = width + room.space * box.text.count(" ")
