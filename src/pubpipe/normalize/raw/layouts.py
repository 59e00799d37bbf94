"""Lines between blank lines -> how they are meant: paragraphs, lines, wrapped lines, verse (NORMALIZER 1.5)."""

from __future__ import annotations

import itertools
from typing import Literal, TypeAlias

from pubpipe.normalize.raw.letters import COLUMN, NARROWEST, WIDEST
from pubpipe.normalize.raw.lines import Line, is_full, percentile
from pubpipe.normalize.raw.paragraphs import own_width
from pubpipe.normalize.raw.verse import capitals, is_verse

Layout: TypeAlias = Literal["blank", "lines", "wrapped", "verse"]

# So many lines show that a text was set in a column of a page.
_COLUMN_LINES = 12


def classify(groups: tuple[tuple[Line, ...], ...]) -> Layout:
    """Return how the lines of a text are meant (NORMALIZER 1.5).

    ``blank``: blank lines part the paragraphs, each on one line; ``lines``: each line is a paragraph;
    ``wrapped``: lines are broken at a width; ``verse``: lines are verses of stanzas.
    """
    inner = [pair for group in groups for pair in itertools.pairwise(group)]
    if not inner:
        return "blank"
    # What an indentation or a bullet parts says nothing about the width.
    telling = [(a, b) for a, b in inner if a.indented or not b.indented] or inner
    lengths = [line.reach for line, _ in telling]
    # One line that was not broken must not hide the width of all others.
    widths = dict.fromkeys(percentile(lengths, share) for share in (0.95, 0.85))
    if any(_is_wrapped(groups, telling, width) for width in widths):
        return "wrapped"
    full = sum(is_full(line, after, next(iter(widths))) for line, after in telling)
    return "verse" if is_verse(groups, full / len(telling)) else "lines"


def sentences_go_on(groups: tuple[tuple[Line, ...], ...]) -> bool:
    """Tell whether sentences go on from line to line: mail is always wrapped, but too short to show a width."""
    inner = [pair for group in groups for pair in itertools.pairwise(group)]
    cut = sum(not a.ends_sentence and b.text[:1].islower() for a, b in inner)
    return 4 * cut >= len(inner)


def _is_wrapped(groups: tuple[tuple[Line, ...], ...], telling: list[tuple[Line, Line]], width: int) -> bool:
    """Tell whether lines were broken where they reached a width."""
    if not COLUMN <= width <= WIDEST:
        return False
    longer = sum(line.reach > 1.2 * width and " " in line.text for group in groups for line in group)
    if longer > 0.05 * len(telling) + (len(telling) >= 8):
        return False
    # A few lines far from the width are addresses and signatures, and tell nothing either.
    near = [(line, after) for line, after in telling if line.reach >= 0.5 * width]
    if len(near) >= 0.6 * len(telling):
        telling = near
    # A quotation may be set narrower than the rest.
    widths = [(group, own_width(group, width)) for group in groups]
    own = {line.start: narrow for group, narrow in widths for line in group}
    full = [line for line, after in telling if is_full(line, after, own[line.start])]
    loose = [line for line, after in telling if not is_full(line, after, own[line.start])]
    share, ended, closed = len(full) / len(telling), _ended(full, 0.0), _ended(loose, 1.0)
    # Lines of their own are full by chance only; where most are, few of the others need to end sentences.
    if width < NARROWEST:
        # Of a poem, a list or a menu, too, all lines may be so short.
        small = sum(not after.text[:1].isupper() for _, after in telling)
        return len(telling) >= _COLUMN_LINES and share >= 0.75 and ended < 0.3 and 2 * small >= len(telling)
    to_width = (
        (share >= 0.45 and closed >= 0.7 and ended < 0.45)
        or (share >= 0.45 and closed >= 0.3 and ended < 0.3)
        or (share >= 0.8 and ended < 0.3)
    )
    return to_width and capitals([after for _, after in telling]) < 0.8


def _ended(lines: list[Line], when_none: float) -> float:
    return sum(line.ends_sentence for line in lines) / len(lines) if lines else when_none
