"""WeasyPrint's walk through the boxes of a page -> the same boxes in the same order, without a generator for each.

Boxes lie eight deep, so each is handed on by eight generators, on five walks an article.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any


def go_straight() -> None:
    """Let WeasyPrint walk through boxes with a list of those that are still to come."""
    box_class: Any = importlib.import_module("weasyprint.formatting_structure.boxes").Box

    def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:  # noqa: ANN401
        to_come = [box]
        while to_come:
            one = to_come.pop()
            if isinstance(one, box_class):
                yield one
                to_come.extend(reversed(one.children))
            elif placeholders:
                yield from one.descendants(placeholders)
            else:
                yield one

    box_class.descendants = descendants
