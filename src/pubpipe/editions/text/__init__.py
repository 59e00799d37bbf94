"""An edition -> plain text in columns: title block, text with underlined headings, notes, sources."""

from __future__ import annotations

from pubpipe.editions.text.layout import layout_of
from pubpipe.editions.text.page import page
from pubpipe.model import Edition, Rendering


def render(edition: Edition) -> Rendering:
    """Set an article as ``text/plain`` (UTF-8, LF) in the columns of ``text.width`` or of the style's ``text.toml``.

    Raises ConfigurationError for a ``text.toml`` that is wrong, EditionError where pandoc fails.
    """
    return Rendering(page(edition, layout_of(edition)).encode())
