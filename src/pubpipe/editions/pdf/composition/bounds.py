"""A text in another face than its style's first -> on its line, as high as the style says and on the same baseline.

How high a line is follows from ``line-height`` and the first face alone (CSS Inline 3, 5.1, layout bounds), so that
lines in any script keep the grid. WeasyPrint centres the letters of another face in that height, finds them on another
baseline than the line's own, and makes the line higher by the difference: each by its own, as its letters happen to be.
docs/upstream/weasyprint-other-face.md has it as upstream was told.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_ON: ContextVar[bool] = ContextVar("bounds", default=False)


def bounded() -> AbstractContextManager[bool]:
    """Let WeasyPrint make each line as high as its style says, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is done.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    inline.split_text_box = _levelling(inline.split_text_box, inline.strut)


def _levelling(
    set_text: Callable[..., Any], strut: Callable[[Any], tuple[float, float]]
) -> Callable[..., Any]:
    def level(*place: Any, **more: Any) -> Any:  # noqa: ANN401
        made = set_text(*place, **more)
        text = made[0]
        if text is not None and text.style["line_height"] != "normal" and _ON.get():
            lower = strut(text.style)[1] - text.baseline
            text.baseline += lower
            text.margin_top += lower
            text.margin_bottom -= lower
        return made

    return level
