"""An edition -> plain text by the conventions of Project Gutenberg's volunteers."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.editions.text.layout import Marks, layout_of
from pubpipe.editions.text.page import page
from pubpipe.model import Edition, Rendering

# Distributed Proofreaders, 'Post-Processing FAQ' and 'Formatting Guidelines': four empty lines above a chapter's
# heading and two below, two above a section's and one below; italics in _…_, bold in =…=; a break of five asterisks.
_MARKS = Marks(
    emphasis="_",
    strong="=",
    picture="[Illustration: {}]",
    underlined=False,
    above=(0, 3, 1),
    below=(0, 1, 0),
)
_BREAK = "*       *       *       *       *"


def render(edition: Edition) -> Rendering:
    """Set an article as the plain text edition, with these conventions for headings, emphasis, pictures and breaks.

    Raises ConfigurationError for a ``text.toml`` that is wrong, EditionError where pandoc fails.
    """
    layout = replace(layout_of(edition), marks=_MARKS, ornament=_BREAK)
    return Rendering(page(edition, layout).encode())
