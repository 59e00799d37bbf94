"""How high a face is -> asked in the language in which Pango has measured it already.

WeasyPrint asks in none. The height is the same in all, but Pango measures an average width with it, from a sample of
the language, for which it looks up the face anew: a hundredth of a first page for each face and size.
"""

from __future__ import annotations

import importlib
from typing import Any

from pubpipe.editions.pdf.engine.library import Library


class _Spoken(Library):
    """Pango as WeasyPrint's ``pdf.fonts`` calls it; ``language`` is that of the line that is being drawn."""

    language: Any = None

    def pango_font_get_metrics(self, font: Any, language: Any) -> Any:  # noqa: ANN401
        """Return a face's metrics."""
        return self._library.pango_font_get_metrics(font, self.language or language)


def speak() -> None:
    """Let WeasyPrint ask in the language of the text that was laid out last; a line is, before it is drawn."""
    fonts: Any = importlib.import_module("weasyprint.pdf.fonts")
    layout: Any = importlib.import_module("weasyprint.text.line_break").Layout
    spoken = fonts.pango = _Spoken(fonts.pango)
    set_up = layout.setup

    def setup(one: Any, style: Any) -> None:  # noqa: ANN401
        set_up(one, style)
        spoken.language = one.language

    layout.setup = setup
