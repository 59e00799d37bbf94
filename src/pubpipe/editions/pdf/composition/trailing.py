"""A text that fits but for the space at its end -> the whole text on its line, which WeasyPrint ends after one word.

Before a word in italics, a link or the call of a note, a text ends in a space; where that reaches over the measure and
the words do not, WeasyPrint takes the line for one that cannot be broken earlier, and divides or ends its first word.
docs/upstream/weasyprint-trailing-space.md has it as upstream was told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

_ROOM = 1.3  # how much wider a text may be than its first words make one think
_LETTER = (
    0.45  # of the type's size that a letter is wide on the average: a first word may be a single capital
)


def keeping_whole(
    split: Callable[..., Any], counting: Callable[[], Counter[str] | None]
) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a text's first line, with such a text on one."""

    def first_line(text: str, style: Any, context: Any, width: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        made = split(text, style, context, width, *rest, **more)
        if not text.endswith(" ") or width is None or not _might_fit(text, made, width, style["font_size"]):
            return made
        count = counting()
        if count is None or style["white_space"] != "normal":
            return made
        words = split(text.rstrip(" "), style, context, width, *rest, **more)
        if words[2] is not None:
            return made
        count["spaces"] += 1
        # As wide as it comes: what follows knows that a space at a line's end takes no room.
        return split(text, style, context, None, *rest, **more)

    return first_line


def _might_fit(text: str, made: Any, width: float, size: float) -> bool:  # noqa: ANN401
    """Whether a text that was broken might fit on the line, as wide as its letters are so far."""
    _, length, resume, used, *_ = made
    if resume is None or resume >= len(text.encode()):
        return False
    letters = len(text.encode()[:length].decode(errors="ignore")) or 1
    return bool(min(used / letters, _LETTER * size) * len(text) < _ROOM * width)
