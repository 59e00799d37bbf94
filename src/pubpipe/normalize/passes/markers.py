"""``[1]``, superscript figures, ``[@id]`` in the words -> a note that they seem to call sources; the text stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._furniture import told
from pubpipe.sources.calls import CITATION, KEY

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A superscript after a letter is a power or a unit as often as a call.
_MARKER = re.compile(r"(?<=\S)\[(\d{1,3})\]|(?<=[.,;:!?”\"’)\]»])([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|" + CITATION)


def markers(galley: Galley) -> Galley:
    """Flag markers of sources (NORMALIZER 1.6 `markers`): a warning where one has no source.

    A number is taken for a marker where one at least names a source, an id as pandoc's citation has it always.
    """
    if not galley.sources:
        return galley
    known = {str(n) for n in range(1, len(galley.sources) + 1)}
    ids = {f"@{source.id}" for source in galley.sources}
    first: int | None = None
    found: list[str] = []
    for piece in galley.pieces:
        if isinstance(piece.block, doc.CodeBlock):
            continue
        names = [*_called(doc.words_of(piece.block))]
        if names and first is None:
            first = piece.start
        found.extend(names)
    matched = sum(name in known or name in ids for name in found)
    astray = sorted({n for n in found if n not in known | ids and (matched or n[0] == "@")}, key=_order)
    if first is None or not (matched or astray):
        return galley
    reason = f"{matched} markers look like calls of the sources; they stay as text"
    event = Event("markers", "flagged", reason, 0.7, first, first, 0)
    if astray:
        without = ", ".join(f"[{name}]" for name in astray[:10])
        event = replace(event, reason=f"{reason}; without a source: {without}", severity="warning")
    return told(galley, (event,), "Add the sources that are missing, or correct the numbers and ids.")


def _called(text: str) -> Iterator[str]:
    """The numbers and ids that the markers in a text name."""
    for match in _MARKER.finditer(text):
        if match[3]:
            yield from re.findall(rf"(?:^|(?<=; )){KEY}", match[3])
        else:
            yield (match[1] or match[2]).translate(_SUPERSCRIPTS)


def _order(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdecimal() else (1000, name)
