"""Lines of a letter -> the same lines without the signature under it (RFC 3676, 4.3)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pubpipe.model import Event
from pubpipe.normalize.raw.lines import Line, columns
from pubpipe.normalize.raw.pages import Unpaged
from pubpipe.normalize.raw.surroundings import is_letter_head
from pubpipe.sources.heads import is_head

_LONGEST = 12  # lines
_WIDEST = 80
_REACH = re.compile(r"\S@\S+\.\w|\+?\d[\d ()./-]{6,}\d|\b(?:https?://|www\.)\S")


def unsigned(lines: tuple[Line, ...], may_remove: Callable[[Line], bool]) -> Unpaged:
    """Take out the last lines from ``-- `` on, a mail program's mark of a signature.

    Where the space behind the mark is lost the mark counts under the head of a letter, or over an address or
    a telephone number; elsewhere it is only reported. A line that ``may_remove`` refuses keeps them all.
    """
    marks = [n for n, line in enumerate(lines) if line.text == "--"]
    if not marks:
        return Unpaged(lines, ())
    at = marks[-1]
    below = tuple(line for line in lines[at + 1 :] if line.text)
    if not below or not any(line.text for line in lines[:at]) or not _is_signature(below):
        return Unpaged(lines, ())
    sure = lines[at].raw.rstrip("\r") == "-- " or _is_letter(lines) or any(map(_reaches, below))
    acts = sure and all(may_remove(line) for line in (lines[at], *below))
    start, end = lines[at].start, below[-1].end
    if acts:
        event = Event("signature", "removed", "the signature of a letter", 0.95, start, end, 0)
        return Unpaged(lines[:at], (event,))
    reason = "looks like the signature of a letter"
    return Unpaged(lines, (Event("signature", "flagged", reason, 0.7, start, end, 0, severity="warning"),))


def _is_signature(below: tuple[Line, ...]) -> bool:
    short = all(columns(line.text) <= _WIDEST for line in below)
    return short and len(below) <= _LONGEST and not any(is_head(line.text) for line in below)


def _reaches(line: Line) -> bool:
    return _REACH.search(line.text) is not None


def _is_letter(lines: tuple[Line, ...]) -> bool:
    first = next(n for n, line in enumerate(lines) if line.text)
    head = lines[first : first + _LONGEST]
    stop = next((n for n, line in enumerate(head) if not line.text), len(head))
    return is_letter_head(head[:stop])
