"""A block that is kept whole, with no room on its page -> smaller or divided where it would leave much of that empty.

A picture is made smaller, as a printer has its block cut again, down to two thirds of its size; its caption is not. A
table or code is divided after all, and a list of short items between its second line and its last but one. Nothing
moves before what it stands behind: who hears the page hears the text's order.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_LEAST = 2 / 3  # of a picture's height: smaller, one that is read as well as looked at would need a glass
_SEEN = 1 / 8  # of a page that is empty at its end: less is no reason to make a picture smaller
_EMPTY = 1 / 4  # of a page: more is a worse sight than a divided table
_MARGINS = 3  # the place of `adjoining_margins` behind the parent; only a grid is laid out without
_ENDLESS = -1e6  # CSS pixels below a page that are its own
_HAIR = 0.01  # CSS pixels: what is just as high as its room may be found higher by rounding

_LISTS = frozenset({"ul", "ol"})

Made = tuple[Any, ...]


@dataclass(slots=True)
class _Page:
    """Where the text of a page begins, and what is kept with the next block, such as its headings; in CSS pixels."""

    top: float = 0.0
    kept: float | None = None
    last: Any = None
    before: float | None = None
    is_listing: bool = False

    def begin(self, box: Any) -> None:  # noqa: ANN401
        """Note a block that is to be laid out, or once more with less room."""
        if box.element_tag == "body":
            self.top, self.kept = box.position_y, None
        elif box is self.last:
            self.kept = self.before

    def end(self, box: Any, made: Any) -> None:  # noqa: ANN401
        """Note what became of a block on the page."""
        if made is None:
            return
        self.last, self.before = box, self.kept
        if made.style["break_after"] != "avoid":
            self.kept = None
        elif self.kept is None:
            self.kept = made.position_y


_PAGE: ContextVar[_Page | None] = ContextVar("page", default=None)


def filled() -> AbstractContextManager[object]:
    """Let WeasyPrint leave less of a page empty before a block that is kept whole, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is done.
    """
    return engaged(_PAGE, _Page(), _install)


@functools.cache
def _install() -> None:
    block: Any = importlib.import_module("weasyprint.layout.block")
    block.block_level_layout = _filling(block.block_level_layout)


def _filling(lay_out: Callable[..., Made]) -> Callable[..., Made]:
    @functools.wraps(lay_out)
    # By WeasyPrint's own names: what lays out a grid calls it by them.
    def fill(
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
        **more: Any,  # noqa: ANN401
    ) -> Made:
        page = _PAGE.get()
        if page is None or len(rest) <= _MARGINS:
            return lay_out(context, box, bottom_space, skip_stack, containing_block, *rest, **more)
        page.begin(box)
        remedy = None if skip_stack or rest[0] else _REMEDIES.get(box.element_tag)
        is_list = box.element_tag in _LISTS
        # Of lists within one another the outermost: else each would be laid out twice as often as the one around it.
        if remedy is None or (is_list and page.is_listing):
            made = lay_out(context, box, bottom_space, skip_stack, containing_block, *rest, **more)
            page.end(box, made[0])
            return made
        place = box.position_x, box.position_y
        margins = [*rest[_MARGINS]]

        def again(space: float = bottom_space) -> Made:
            box.position_x, box.position_y = place
            behind = (*rest[:_MARGINS], [*margins], *rest[_MARGINS + 1 :])
            return lay_out(context, box, space, None, containing_block, *behind, **more)

        begins = place[1] if page.kept is None else page.kept
        was_listing, page.is_listing = page.is_listing, page.is_listing or is_list
        made = lay_out(context, box, bottom_space, skip_stack, containing_block, *rest, **more)
        end = context.page_bottom - bottom_space
        if end > page.top:  # not with margins that leave no room for anything
            made = remedy(box, made, again, end, (end - begins) / (end - page.top))
        page.is_listing = was_listing
        page.end(box, made[0])
        return made

    return fill


def _smaller(figure: Any, made: Made, again: Callable[..., Made], end: float, share: float) -> Made:  # noqa: ANN401
    """Set a figure, or a picture between lines, with its picture as high as there is room for."""
    is_figure = figure.element_tag == "figure"
    pictures = [*_pictures(figure)]
    if (made[0] is not None and is_figure) or share < _SEEN or len(pictures) != 1:
        return made
    whole = again(_ENDLESS)[0] if is_figure else made[0]
    height = next(_pictures(whole)).height
    fitting = height - (whole.border_box_y() + whole.border_height() - end) - _HAIR
    if not _LEAST * height <= fitting < height:
        return made
    highest = pictures[0].style["max_height"]
    with _styled(pictures[0], "max_height", type(highest)(fitting, "px")):
        return again()


def _divided(box: Any, made: Made, again: Callable[..., Made], _end: float, share: float) -> Made:  # noqa: ANN401
    """Set as much of a block on the page as there is room for."""
    if made[0] is not None or share < _EMPTY or box.style["break_inside"] != "avoid":
        return made
    with _styled(box, "break_inside", "auto"):
        return again()


def _listed(box: Any, made: Made, again: Callable[..., Made], _end: float, share: float) -> Made:  # noqa: ANN401
    """Set as many items of a list on the page as there is room for, two lines at least on this one and the next."""
    if made[0] is not None or share < _EMPTY:
        return made
    with contextlib.ExitStack() as stack:
        for held in _held(box):
            for side in ("break_before", "break_after"):
                stack.enter_context(_styled(held, side, "auto"))
        return again()


def _held(listed: Any, *, begins: bool = True, ends: bool = True) -> Iterator[Any]:  # noqa: ANN401
    """Yield the items of a list that may be parted from their neighbours: not its first two lines, nor its last two.

    Nor is an item parted from the list within it, which it stands over as a heading does.
    """
    items = listed.children
    for item in items:
        within = [box for box in getattr(item, "children", ()) if box.element_tag in _LISTS]
        is_last = ends and item is items[-1]
        for box in within:
            yield from _held(box, begins=False, ends=is_last and box is within[-1])
        if within or not (is_last or (begins and item is items[0])):
            yield item


_REMEDIES: dict[str, Callable[[Any, Made, Callable[..., Made], float, float], Made]] = {
    "figure": _smaller,
    "img": _smaller,
    "table": _divided,
    "pre": _divided,
    "ul": _listed,
    "ol": _listed,
}


@contextmanager
def _styled(box: Any, name: str, value: object) -> Iterator[None]:  # noqa: ANN401
    """Let a box have another value in its style: a later page may have room for it as it is."""
    style = box.style
    box.style = style.copy()
    box.style[name] = value
    try:
        yield
    finally:
        box.style = style


def _pictures(block: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the pictures of a block that stand between lines and whose size nobody has given."""
    for box in block.descendants():
        if type(box).__name__ == "BlockReplacedBox" and box.style["width"] == box.style["height"] == "auto":
            yield box
