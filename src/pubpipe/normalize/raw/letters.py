"""Lines between blank lines among lines of other kinds -> whether they are a paragraph that was broken at a width."""

from __future__ import annotations

import itertools
import re

from pubpipe.normalize.raw.lines import Line, is_full
from pubpipe.normalize.raw.paragraphs import goes_on

WIDEST = 100
NARROWEST = 45
# The columns of a paper are narrower than letters are.
COLUMN = 24
_SENTENCE_INSIDE = re.compile(r"[.!?]\s")


def broken_at(groups: tuple[tuple[Line, ...], ...]) -> int:
    """Return the width at which the sentences of some paragraphs were broken among lines of other kinds, else 0.

    A letter has so many short lines (its head, its greeting, a signature) that its few long ones prove nothing
    together; each paragraph by itself does.
    """
    reach = [a.reach for g in groups for a, b in itertools.pairwise(g) if goes_on(a, b)]
    near = [width for width in reach if NARROWEST <= width <= WIDEST]
    return max(near) if near and len(near) >= 0.8 * len(reach) else 0


def is_broken(group: tuple[Line, ...], width: int) -> bool:
    """Tell whether most lines of a group go on in the next one and were broken where they reached the width."""
    inner = list(itertools.pairwise(group))
    if max(line.reach for line in group) > 1.2 * width:
        return False
    cut = [(a, b) for a, b in inner if (goes_on(a, b) or _filled(a, b, width)) and a.reach >= NARROWEST]
    # ``eggs, beaten`` is an item and begins small; a sentence that does has another one behind it.
    small = group[0].text[:1].islower() and not _SENTENCE_INSIDE.search(group[0].text)
    full = sum(is_full(a, b, 0.8 * width) for a, b in inner)
    most = 2 * len(cut) >= len(inner) and all(is_full(a, b, 0.8 * width) for a, b in cut)
    return bool(cut) and (most or full == len(inner)) and not small


def _filled(before: Line, after: Line, width: int) -> bool:
    """Tell whether a line ends at the width and no sentence with it: after a comma, or before a figure."""
    spaced = " " in before.text and " " in after.text
    return (
        spaced
        and is_full(before, after, 0.95 * width)
        and not before.ends_sentence
        and not after.text[:1].isupper()
    )
