"""WeasyPrint's lengths of boxes -> the same lengths, found without three calls for each.

For each box that is laid out WeasyPrint asks some fourteen of its style's lengths whether they are a part of its
container's. Nearly all are plain lengths; what is anything else goes WeasyPrint's own way.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from math import inf
from typing import Any

from pubpipe.editions.pdf.engine.replacing import replace

_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_ALONG = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_LEAST, _MOST = ("min_height",), ("max_height",)
_TALL = ("height", *_LEAST, *_MOST)
_FLEXIBLE = frozenset({"min_width", "min_height"})
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


def shorten() -> None:
    """Let WeasyPrint resolve plain lengths at once."""
    percent: Any = importlib.import_module("weasyprint.layout.percent")
    part = _part(percent.percentage)
    replace(percent.resolve_percentages, _all(percent.resolve_percentages, _put(percent.percentage)))
    replace(percent.percentage, part)
    margin: Any = importlib.import_module("weasyprint.layout.page").OrientedBox
    margin.outer = property(margin.outer.fget, _roomy)


def _roomy(margin: Any, outer: float) -> None:  # noqa: ANN401
    """Give a page's margin the width of what it holds, where that has room; only elsewhere is its least width asked."""
    width, most = outer - margin.sugar, margin.max_content_size
    margin.inner = most if width >= most else min(max(margin.min_content_size, width), most)


def _part(percentage: Callable[..., Any]) -> Callable[..., Any]:
    dimension = _dimension()

    def part(value: Any, computed: Any, refer_to: Any) -> Any:  # noqa: ANN401
        if type(value) is dimension:
            return refer_to * value[0] / 100 if value[1] == "%" else value[0]
        return percentage(value, computed, refer_to)

    return part


def _put(percentage: Callable[..., Any]) -> Callable[..., None]:
    """Return what puts the used values of some lengths into a box (``resolve_one_percentage`` for each)."""
    dimension = _dimension()

    def put(box: Any, names: tuple[str, ...], refer_to: Any) -> None:  # noqa: ANN401
        style, used = box.style, box.__dict__
        for name in names:
            value = style[name]
            if type(value) is dimension:
                value = refer_to * value[0] / 100 if value[1] == "%" else value[0]
            elif value != "auto":
                value = percentage(value, style, refer_to)
            used[name] = 0 if value == "auto" and name in _FLEXIBLE else value

    return put


def _all(resolve: Callable[..., None], put: Callable[..., None]) -> Callable[..., None]:
    boxes: Any = importlib.import_module("weasyprint.formatting_structure.boxes")
    box_class, page_class, dimension = boxes.Box, boxes.PageBox, _dimension()

    def put_all(box: Any, containing_block: Any) -> None:  # noqa: ANN401
        # A margin of a page that is empty, as twelve of its sixteen are, is set to nothing afterwards.
        if not getattr(box, "is_generated", True):
            return
        inside = containing_block
        width, height = (inside.width, inside.height) if isinstance(inside, box_class) else inside
        style, own = box.style, box.style["height"]
        plain = own == "auto" or type(own) is dimension
        if style["box_sizing"] != "content-box" or (height == "auto" and not plain):
            resolve(box, containing_block)
            return
        put(box, _ACROSS, width)
        put(box, _ALONG, height if isinstance(box, page_class) else width)
        if height == "auto":
            # A part of a height that hangs on what the container holds is no height.
            box.height = "auto" if own == "auto" or own[1] == "%" else own[0]
            put(box, _LEAST, 0)
            put(box, _MOST, inf)
        else:
            put(box, _TALL, height)
        used, collapsed = box.__dict__, style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (collapsed and hasattr(box, name)):
                used[name] = style[name]

    return put_all


def _dimension() -> Any:  # noqa: ANN401
    return importlib.import_module("weasyprint.css.properties").Dimension
