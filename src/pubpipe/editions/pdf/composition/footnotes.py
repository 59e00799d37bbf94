"""A paragraph whose second line needs the room of a note -> the same on the next page, the note where it is called.

WeasyPrint moves the last note of a page to the next one, to make room for as many lines of a paragraph as
``orphans`` asks for, rather than to move the paragraph. docs/upstream/weasyprint-driven-notes.md has it as upstream
was told.
"""

from __future__ import annotations

import functools
import importlib
import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_ON: ContextVar[bool] = ContextVar("footnotes", default=False)
_EMPTY, _POSITION = 0, 5  # the places of `page_is_empty` and `position_y` behind the paragraph's lines


class _Driven(Exception):
    """A note would leave the page of its call for the sake of a line."""


def at_foot() -> AbstractContextManager[bool]:
    """Let WeasyPrint drive no note off the page of its call, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is done.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    """Put our own steps around WeasyPrint's; they do nothing outside :func:`at_foot`."""
    block: Any = importlib.import_module("weasyprint.layout.block")
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    context: Any = importlib.import_module("weasyprint.layout").LayoutContext
    inline.get_next_linebox = _forgetting(inline.get_next_linebox)
    context.layout_footnote = _remembering(context.layout_footnote)
    context.report_footnote = _refusing(context.report_footnote)
    block._linebox_layout = _moving(block._linebox_layout, block.remove_placeholders)


def _forgetting(set_line: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(set_line)
    def forget(context: Any, *rest: Any) -> Any:  # noqa: ANN401
        context.just_placed = None
        return set_line(context, *rest)

    return forget


def _remembering(place: Callable[..., Any]) -> Callable[..., Any]:
    def remember(context: Any, note: Any) -> Any:  # noqa: ANN401
        overflows = place(context, note)
        context.just_placed = note
        # A room of any height holds every note: what WeasyPrint takes for more is what its sums are rounded by.
        most = context.current_footnote_area.style["max_height"]
        return overflows and not (_ON.get() and most.value == math.inf)

    return remember


def _refusing(move: Callable[..., None]) -> Callable[..., None]:
    """Return WeasyPrint's step that moves a note to the next page, for one that found no room as it was placed."""

    def refuse(context: Any, note: Any) -> None:  # noqa: ANN401
        if getattr(context, "keeps_notes", False) and note is not getattr(context, "just_placed", None):
            raise _Driven
        move(context, note)

    return refuse


def _moving(lay_out: Callable[..., Any], clear: Callable[..., None]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a paragraph on a page, which goes to the next one with its notes instead.

    One that begins the page has nowhere to go.
    """

    def lay(context: Any, box: Any, index: int, child: Any, done: list[Any], *rest: Any) -> Any:  # noqa: ANN401
        before = getattr(context, "keeps_notes", False)
        context.keeps_notes = _ON.get() and not rest[_EMPTY]
        try:
            return lay_out(context, box, index, child, done, *rest)
        except _Driven:
            clear(context, done, *rest[1:3])
            done.clear()
            return True, False, None, rest[_POSITION], [], rest[-1]
        finally:
            context.keeps_notes = before

    return lay
