"""WeasyPrint's blocks -> the same, placed so that the lines that follow them stand on the page's grid.

A picture, a table or code is as high as it happens to be. What it lacks to whole lines is put half above and half
below it, and all above a heading; so lines of text stand side by side on facing pages, and back to back on a sheet.
Where paragraphs stand half a line apart, the grid is one of half lines: else what is behind one would be as far from it
as the number of paragraphs above it has it.
WeasyPrint does not know ``block-step-size`` (CSS Rhythmic Sizing 1) for it.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEAR = 0.1  # parts of a line that nobody sees: a word in another face may make its line that much higher
_MARGINS = 3  # the place of `adjoining_margins` behind the parent; only a grid is laid out without
_HIGHER = 0.34  # parts of a line by which a heading is higher than lines are: one of two lines
_JUST = 0.001  # the same after a picture, which is as high as it happens to be


@dataclass(slots=True)
class _Grid:
    """Where the page's first line begins, how far lines are apart, and the grid's, in CSS pixels; the block before."""

    top: float = 0.0
    line: float = 0.0
    step: float = 0.0
    before: str = ""

    def lacking(self, height: float) -> float:
        """Return how far a height on the page is above the next line, 0 where it is on one."""
        over = (height - self.top) % self.step
        near = _JUST if self.before in ("img", "figure") else _NEAR
        return 0.0 if min(over, self.step - over) < near * self.line else self.step - over


_GRID: ContextVar[_Grid | None] = ContextVar("grid", default=None)


def gridded() -> AbstractContextManager[object]:
    """Let WeasyPrint keep the lines of the text on a grid, in this thread.

    Where WeasyPrint is not of a version that this was proved on, blocks stay where they are.
    """
    return engaged(_GRID, _Grid(), _install)


@functools.cache
def _install() -> None:
    block: Any = importlib.import_module("weasyprint.layout.block")
    block.block_level_layout = _stepping(block.block_level_layout, block.collapse_margin)


def _stepping(lay_out: Callable[..., Any], collapsed: Callable[..., float]) -> Callable[..., Any]:
    @functools.wraps(lay_out)
    # By WeasyPrint's own names: what lays out a grid calls it by them.
    def step(
        context: Any,  # noqa: ANN401
        box: Any,  # noqa: ANN401
        bottom_space: float,
        skip_stack: Any,  # noqa: ANN401
        containing_block: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
        **more: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        def made_as_ever() -> Any:  # noqa: ANN401
            return lay_out(context, box, bottom_space, skip_stack, containing_block, *rest, **more)

        grid = _GRID.get()
        if grid is None or len(rest) <= _MARGINS:
            return made_as_ever()
        if box.element_tag == "body":
            grid.top, grid.line = box.position_y, _line(box.style)
            if skip_stack is None:
                grid.step = _step(box, grid.line)
        if not grid.line or not _is_of_the_text(box, containing_block):
            return made_as_ever()
        is_paragraph, begins = box.element_tag == "p", skip_stack is None
        if is_paragraph and begins and grid.before != "p":
            box.position_y += grid.lacking(box.position_y + collapsed([*rest[_MARGINS], box.margin_top]))
        made = made_as_ever()
        if made[0] is not None and made[1] is None and begins and not is_paragraph:
            _lower(made[0], grid, context.page_bottom - bottom_space)
        grid.before = "img" if is_paragraph and _has_picture(box.element) else box.element_tag
        return made

    return step


def _is_of_the_text(box: Any, parent: Any) -> bool:  # noqa: ANN401
    """Whether a block is one of those that the text is made of, and not a part of one."""
    element = parent.element
    return (
        element is not None
        and box.element is not None
        and box.element is not element
        and element.get("class") == "text"
        and bool(box.is_in_normal_flow())
    )


def _has_picture(paragraph: Any) -> bool:  # noqa: ANN401
    """Whether a paragraph has more than lines."""
    return any(picture.get("class") != "sign" for picture in paragraph.iter("img"))


def _line(style: Any) -> float:  # noqa: ANN401
    return float(getattr(style["line_height"], "value", 0.0))


def _step(body: Any, line: float) -> float:  # noqa: ANN401
    """Return how far lines of the grid are apart: what paragraphs are, where so many of that are a line."""
    of_text = (
        box for box in body.descendants() if box.element is not None and box.element.get("class") == "text"
    )
    blocks = getattr(next(of_text, None), "children", ())
    for before, after in itertools.pairwise(blocks):
        if before.element_tag == after.element_tag == "p" and (apart := _apart(after)):
            parts = line / apart
            return apart if parts > 1 and abs(parts - round(parts)) < _JUST else line
    return line


def _apart(paragraph: Any) -> float:  # noqa: ANN401
    return float(getattr(paragraph.style["margin_top"], "value", 0.0))


def _lower(box: Any, grid: _Grid, end: float) -> None:  # noqa: ANN401
    """Move a block down by half of what it lacks, unless it begins a page, and a heading by all of it everywhere.

    A heading is as far from its text at the head of a page as within it. One that is a little higher than lines are
    takes that from the space above, which would else grow by nearly a line.
    """
    bottom = box.border_box_y() + box.border_height()
    lacking = grid.lacking(bottom + box.margin_bottom)
    is_heading = box.element_tag in _HEADINGS
    if is_heading and 0 < grid.step - lacking <= _HIGHER * grid.step:
        lacking -= grid.step
    elif not is_heading:
        lacking /= 2
    if (is_heading or box.position_y > grid.top + _NEAR * grid.line) and bottom + lacking <= end:
        box.translate(dy=lacking)
