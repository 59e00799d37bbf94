"""WeasyPrint's look for what is drawn behind each box -> the same, without looking where there can be nothing.

A box without an element, as each line and most words are, has the first values of all that is drawn behind it: no
colour, no picture, no shadow, square corners. WeasyPrint asks its style for twenty values to learn that.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pubpipe.editions.pdf.engine.replacing import replace

_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)


def pass_by() -> None:
    """Let WeasyPrint pass by boxes without an element, and look at what they hold."""
    background: Any = importlib.import_module("weasyprint.layout.background")
    anonymous = importlib.import_module("weasyprint.css").AnonymousStyle
    replace(background.layout_box_backgrounds, _passing(background.layout_box_backgrounds, anonymous))


def _passing(lay_out: Callable[..., None], anonymous: type) -> Callable[..., None]:
    def passing(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:  # noqa: ANN401
        if type(box.style) is not anonymous or box is page or style is not None or not layout_children:
            lay_out(page, box, get_image, layout_children, style)
            return
        # One by one: what stands for a box that is placed elsewhere hands them on to it.
        for corner in _CORNERS:
            setattr(box, corner, (0, 0))
        box.background = None
        for child in box.all_children():
            passing(page, child, get_image)

    return passing
