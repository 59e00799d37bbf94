"""A justified line with letters that the style's first face lacks -> drawn as wide as it was reckoned.

To make a space wider WeasyPrint gives it an attribute of its own, and Pango then takes it from the style's first face
instead of from that of the letters before it: a line of Arabic, Hebrew or Korean, or one with some of their words, was
wider or narrower than the measure, or began beside the margin.
docs/upstream/weasyprint-space-face.md has it as upstream was told.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

from pubpipe.editions.pdf.composition.faults import texts

# Neither Latin, Greek nor Cyrillic, with the signs that go with them: the style's first face has those.
_OTHERS = re.compile("[\u0530-\u1dff\u2c60-\ua63f\ua700-\U0010ffff]")
_SPACES = re.compile("[ \u00a0]")


def heed(linebox: Any) -> None:  # noqa: ANN401
    """Note of a paragraph, and so of each of its lines, whether it has such letters."""
    if not hasattr(linebox, "has_others"):
        linebox.has_others = any(_OTHERS.search(box.text) for box in texts(linebox))


def reckon(line: Any) -> None:  # noqa: ANN401
    """Let the spaces of a justified line be so much wider that each of its texts takes the room it was given."""
    for box in texts(line) if getattr(line, "has_others", False) else ():
        if box.justification_spacing and _OTHERS.search(box.text) and (found := _SPACES.findall(box.text)):
            lacking = box.width - _drawn(box)
            box.pango_layout.justification_spacing += lacking / len(found)


def _drawn(box: Any) -> float:  # noqa: ANN401
    """Return the width in which a text with wider spaces is drawn, in CSS pixels."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    layout = lines.Layout(box.style, box.pango_layout.justification_spacing)
    layout.set_text(box.text, justify=True)
    width, _ = lines.line_size(layout.get_first_line()[0], box.style)
    return float(width)
