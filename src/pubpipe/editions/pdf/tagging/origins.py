"""The tags that WeasyPrint makes -> the box that each is of."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged

# Structure elements with the boxes that they are of, in the order in which WeasyPrint makes them.
Origins = list[tuple[Any, Any]]

_ORIGINS: ContextVar[Origins | None] = ContextVar("origins", default=None)


def gathered() -> AbstractContextManager[Origins]:
    """Gather (structure element, box) of each box of an element, while WeasyPrint makes the tags.

    Where WeasyPrint is not of a version that this was proved on, nothing is gathered.
    """
    return engaged(_ORIGINS, Origins(), _install)


@functools.cache
def _install() -> None:
    tags: Any = importlib.import_module("weasyprint.pdf.tags")
    tags._build_box_tree = _heeding(tags._build_box_tree)


def _heeding(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    @functools.wraps(build)
    def heed(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
        made = build(box, *rest)
        found = _ORIGINS.get()
        if found is None or getattr(box, "element", None) is None or box.element_tag in ("html", "body"):
            return made
        return _noted(made, found, box)

    return heed


def _noted(made: Iterator[Any], found: Origins, box: Any) -> Iterator[Any]:  # noqa: ANN401
    for tag in made:
        found.append((tag, box))
        yield tag
