"""A table whose head leaves no room for its first row -> the same with its head as a row like the others.

WeasyPrint prints the head of a table on each page, and none where it finds no room for head and row together: what
the head says is lost. There it is printed once, as any row is, and the table goes on after it.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

_ON: ContextVar[bool] = ContextVar("heads", default=False)


def headed() -> AbstractContextManager[bool]:
    """Let WeasyPrint lose no head of a table, in this thread.

    Where WeasyPrint is not of a version that this was proved on, nothing is done.
    """
    return engaged(_ON, True, _install)


@functools.cache
def _install() -> None:
    block: Any = importlib.import_module("weasyprint.layout.block")
    block.table_layout = _keeping(block.table_layout)


def _keeping(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    def keep(context: Any, table: Any, space: float, skip: Any, *rest: Any) -> Any:  # noqa: ANN401
        made = lay_out(context, table, space, skip, *rest)
        if not _ON.get() or skip is not None or not _lost(table, made[0]):
            return made
        # Of this table for good: on its other pages it goes on where this one ends.
        table.children[0].is_header = False
        return lay_out(context, table, space, skip, *rest)

    return keep


def _lost(table: Any, made: Any) -> bool:  # noqa: ANN401
    """Whether a table has a head, and what was made of it for a page has none."""
    if made is None or not table.children or not table.children[0].is_header:
        return False
    return not any(group.is_header for group in made.children)
