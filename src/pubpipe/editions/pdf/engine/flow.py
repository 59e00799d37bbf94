"""WeasyPrint's questions whether something stands in a box's way -> the same answers, at once where nothing can.

A box is asked five things to learn that it is in the flow, some thousand times an article, and each line three times
which floats it meets, on pages that have none.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pubpipe.editions.pdf.engine.replacing import replace


def answer_at_once() -> None:
    """Let WeasyPrint see at once that a box is in the flow, and that a line meets no float."""
    boxes: Any = importlib.import_module("weasyprint.formatting_structure.boxes")
    floats: Any = importlib.import_module("weasyprint.layout.float")
    boxes.Box.is_in_normal_flow = _in_flow(boxes.Box.is_in_normal_flow)
    replace(floats.avoid_collisions, _unhindered(floats.avoid_collisions, boxes.LineBox))


def _in_flow(ask: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_in_normal_flow(box: Any) -> bool:  # noqa: ANN401
        style = box.style
        return (style["float"] == "none" and style["position"] == "static") or ask(box)

    return is_in_normal_flow


def _unhindered(avoid: Callable[..., Any], line_class: Any) -> Callable[..., Any]:  # noqa: ANN401
    def place(context: Any, box: Any, container: Any, outer: bool = True) -> Any:  # noqa: ANN401
        if (
            outer
            or context.excluded_shapes
            or type(box) is not line_class
            or container.style["direction"] != "ltr"
        ):
            return avoid(context, box, container, outer)
        # In WeasyPrint's order, which decides how sums are rounded.
        left = container.content_box_x()
        right = left + container.width - box.margin_right
        left += box.margin_left
        return left - box.margin_left, box.border_box_y() - box.margin_top, right - left

    return place
