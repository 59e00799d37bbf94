"""A word that a line has no room for -> the next line, where WeasyPrint divides it behind others in its element.

Only a word that fits on no line may be divided anywhere (CSS Text 3, ``overflow-wrap``); WeasyPrint takes all that
stands in the first element of a line for its beginning. docs/upstream/weasyprint-line-start.md has it as upstream was
told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

_NEVER_WRAPPED = frozenset({"nowrap", "pre"})


def beginning(set_line: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets the next line, which notes that nothing stands on it yet."""

    def begin(context: Any, *rest: Any) -> Any:  # noqa: ANN401
        context.may_end = False
        return set_line(context, *rest)

    return begin


def keeping_words(
    set_text: Callable[..., Any], counting: Callable[[], Counter[str] | None]
) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a text on a line, which may end before a word rather than in it."""

    def keep(context: Any, box: Any, room: Any, skip: int, is_line_start: bool = True) -> Any:  # noqa: ANN401
        may_end = getattr(context, "may_end", False) and counting() is not None
        made = set_text(context, box, room, skip, is_line_start and not may_end)
        if room is not None and not may_end and box.style["white_space"] not in _NEVER_WRAPPED:
            context.may_end = made[0] is not None and " " in made[0].text
        return made

    return keep
