"""WeasyPrint's look for borders and outlines of each box -> the same, without looking where there can be none.

A box without an element has no border, and most boxes no outline. WeasyPrint makes the names of four widths, and asks
for an outline's colour and kind, before it sees that there is nothing to draw.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pubpipe.editions.pdf.engine.replacing import replace


def pass_by() -> None:
    """Let WeasyPrint pass by boxes that have none."""
    border: Any = importlib.import_module("weasyprint.draw.border")
    anonymous = importlib.import_module("weasyprint.css").AnonymousStyle
    replace(border.draw_border, _bordering(border.draw_border, anonymous))
    replace(border.draw_outline, _outlining(border.draw_outline, border.boxes.Box))


def _bordering(draw: Callable[..., None], anonymous: type) -> Callable[..., None]:
    def border(stream: Any, box: Any) -> None:  # noqa: ANN401
        if type(box.style) is not anonymous:
            draw(stream, box)

    return border


def _outlining(draw: Callable[..., None], box_class: type) -> Callable[..., None]:
    def outline(stream: Any, box: Any) -> None:  # noqa: ANN401
        if box.style["outline_width"]:
            draw(stream, box)
            return
        for child in box.children:
            if isinstance(child, box_class):
                outline(stream, child)

    return outline
