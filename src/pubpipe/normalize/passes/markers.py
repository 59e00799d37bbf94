"""``[1]`` and superscript figures in the words -> a note that they seem to call the sources; the text stays."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._furniture import told

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A superscript after a letter is a power or a unit as often as a call.
_MARKER = re.compile(r"(?<=\S)\[(\d{1,3})\]|(?<=[.,;:!?”\"’)\]»])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")


def markers(galley: Galley) -> Galley:
    """Flag markers of sources (NORMALIZER 1.6 `markers`): a warning where one has no source to its number."""
    if not galley.sources:
        return galley
    known = range(1, len(galley.sources) + 1)
    first: int | None = None
    numbers: list[int] = []
    for piece in galley.pieces:
        if isinstance(piece.block, doc.CodeBlock):
            continue
        found = [
            int((m[1] or m[2]).translate(_SUPERSCRIPTS)) for m in _MARKER.finditer(doc.words_of(piece.block))
        ]
        if found and first is None:
            first = piece.start
        numbers.extend(found)
    matched = sum(n in known for n in numbers)
    if first is None or not matched:
        return galley
    astray = sorted({n for n in numbers if n not in known})
    reason = f"{matched} markers look like calls of the sources; they stay as text"
    event = Event("markers", "flagged", reason, 0.7, first, first, 0)
    if astray:
        without = ", ".join(f"[{n}]" for n in astray[:10])
        event = replace(event, reason=f"{reason}; without a source: {without}", severity="warning")
    return told(galley, (event,), "Add the sources that are missing, or correct the numbers.")
