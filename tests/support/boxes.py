"""A paragraph as WeasyPrint has it before any of its lines is set."""

from __future__ import annotations

from typing import Any

import pytest

from pubpipe.editions.pdf import engine
from tests.support.prose import document

engine.load()


def paragraph_of(html: str, css: str = "") -> tuple[Any, Any]:
    """Return WeasyPrint's context and its box of a paragraph's lines, before these are set."""
    from weasyprint.layout import inline

    found: list[tuple[Any, Any]] = []
    set_line = inline.get_next_linebox

    def keep(context: Any, linebox: Any, *rest: Any) -> Any:
        found.append((context, linebox))
        return set_line(context, linebox, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "get_next_linebox", keep)
        document(html, css)
    return found[0]
