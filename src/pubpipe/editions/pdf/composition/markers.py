"""List items as WeasyPrint paints them -> the same, each number or bullet painted before the words of its item.

A marker outside its item is positioned, and what is positioned is painted when all else on the page is (CSS 2.2,
appendix E): who reads a page as it is painted, such as Poppler, pypdf or pdfminer, met all numbers at its end.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_ON: ContextVar[bool] = ContextVar("markers", default=False)


def before_items() -> AbstractContextManager[bool]:
    """Let WeasyPrint paint markers where they are read, in this thread.

    Where WeasyPrint is not of a version that this was proved on, they are painted last.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    stacking: Any = importlib.import_module("weasyprint.stacking")
    stacking._dispatch_children = _reordering(stacking._dispatch_children)


def _reordering(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    boxes: Any = importlib.import_module("weasyprint.formatting_structure.boxes")

    @functools.wraps(dispatch)
    def reorder(box: Any, *rest: Any) -> Any:  # noqa: ANN401
        marker = _marker(box) if _ON.get() and box.element_tag == "li" else None
        line = _first_line(box, boxes) if marker is not None else None
        if line is None:
            return dispatch(box, *rest)
        own = line.children
        # The boxes that were laid out are what the tags are made of: they get back what they had.
        place = sum(isinstance(child, boxes.InlineBlockBox) and child.is_outside_marker for child in own)
        line.children = [*own[:place], _inline(marker, boxes), *own[place:]]
        try:
            return dispatch(box.copy_with_children(box.children[1:]), *rest)
        finally:
            line.children = own

    return reorder


def _marker(box: Any) -> Any:  # noqa: ANN401
    """Return the marker outside an item, None where it has none or goes on from an earlier page."""
    first = next(iter(getattr(box, "children", ())), None)
    first = getattr(first, "_box", None)
    return first if first is not None and first.is_outside_marker else None


def _first_line(box: Any, boxes: Any) -> Any:  # noqa: ANN401
    """Return the line with which an item begins, None where it begins with a table or a picture, or is empty."""
    while isinstance(box, boxes.BlockBox):
        flowing = (child for child in box.children if child.is_in_normal_flow())
        box = next(flowing, None)
    return box if isinstance(box, boxes.LineBox) else None


def _inline(marker: Any, boxes: Any) -> Any:  # noqa: ANN401
    """Return a marker, in its place on the page, as a box that is painted with the line that holds it."""
    inline = boxes.InlineBlockBox.__new__(boxes.InlineBlockBox)
    vars(inline).update(vars(marker))
    inline.style = marker.style.copy()
    inline.style["position"] = "static"
    return inline
