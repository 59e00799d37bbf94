"""A layout of WeasyPrint -> the same, let go when it is finished.

Its context holds a function that holds the context: so boxes, styles and the text's tree as they were before the pages
stay until Python looks for such circles, while the pages are written. In a book they are a seventh of its memory.
"""

from __future__ import annotations

import functools
import importlib
import weakref
from collections.abc import Iterator
from typing import Any


def release() -> None:
    """Let WeasyPrint open that circle when the last page is laid out.

    A drawing asks for its pictures when it is written; it holds the context itself until then.
    """
    document: Any = importlib.import_module("weasyprint.document")
    lay_out = document.layout_document

    def laid_out(html: Any, root: Any, context: Any, *more: Any) -> Iterator[Any]:  # noqa: ANN401
        try:
            yield from lay_out(html, root, context, *more)
        finally:
            asked = context.get_image_from_uri
            known = asked.keywords | {"context": weakref.proxy(context)}
            context.get_image_from_uri = functools.partial(asked.func, *asked.args, **known)

    document.layout_document = laid_out
