"""A block between automatic margins, from right to left -> in the middle, where WeasyPrint counts its margins twice.

It ran off the page on the right. docs/upstream/weasyprint-automatic-margins.md has it as upstream was told.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_ON: ContextVar[bool] = ContextVar("centring", default=False)


def centred() -> AbstractContextManager[bool]:
    """Let WeasyPrint place blocks between automatic margins where they belong, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is done.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    block: Any = importlib.import_module("weasyprint.layout.block")
    block.block_level_width = _placing(block.block_level_width)
    block.block_level_width.without_min_max = functools.partial(block.block_level_width, with_min_max=False)


def _placing(set_width: Callable[..., None]) -> Callable[..., None]:
    def place(box: Any, containing_block: Any, with_min_max: bool = True) -> None:  # noqa: ANN401
        sides = [side for side in ("margin_left", "margin_right") if getattr(box, side) == "auto"]
        set_width(box, containing_block, with_min_max)
        if sides and _ON.get() and not box.is_column and _runs_leftwards(containing_block):
            box.position_x -= sum(getattr(box, side) for side in sides)

    return place


def _runs_leftwards(block: Any) -> bool:  # noqa: ANN401
    """Whether a block that holds others is set from right to left; to WeasyPrint, what is no block is not."""
    style = getattr(block, "style", None)
    return style is not None and style["direction"] == "rtl"
