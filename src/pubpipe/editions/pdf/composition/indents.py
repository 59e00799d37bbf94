"""The first line of a paragraph from right to left -> indented on its right, where it begins.

WeasyPrint leaves the room of ``text-indent`` on the left of a line whichever way it runs, and a turnover hangs there
as well (CSS Text 3, 8.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any


def beginning_aside(
    set_line: Callable[..., Any], counting: Callable[[], Counter[str] | None]
) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets the next line, with a line's indent where the line begins."""

    def indent(context: Any, linebox: Any, *rest: Any) -> Any:  # noqa: ANN401
        aside = linebox.text_indent
        line, resume = set_line(context, linebox, *rest)
        if aside and line is not None and line.style["direction"] == "rtl" and counting() is not None:
            for child in line.children:
                child.translate(-aside, 0)
        return line, resume

    return indent
