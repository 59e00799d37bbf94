"""Lines between blank lines -> whether they are the verses of a poem (NORMALIZER 1.2 `verse`)."""

from __future__ import annotations

import re

from pubpipe.normalize.raw.lines import Line, columns, percentile

_LABEL = re.compile(r"[^\W\d_][\w' ]{0,20}:\s")
_LIST_LIKE = re.compile(r"[^\w\s“\"‘'(¿¡«„…—–]|\d")
_NARROW = 45  # columns
_PAUSE = re.compile(r"[,;:—–-][”’\"']?$")


def is_verse(groups: tuple[tuple[Line, ...], ...], share_full: float) -> bool:
    """Tell whether the groups of two and more lines are stanzas.

    Three and more stanzas of lines that are short, end no sentence and fill no width are; so are fewer with
    longer lines when these begin with capitals and pause at their ends. Labels, figures and bullets at the
    beginnings of lines speak for a list.
    """
    stanzas = [group for group in groups if len(group) >= 2]
    every = [line for group in stanzas for line in group]
    if not every or sum(line.ends_sentence for line in every) >= 0.6 * len(every) or _is_list(every):
        return False
    widest = max(columns(line.text) for line in every)
    # Stanzas of one size are no columns of a page, however even their lines are.
    alike = len({len(group) for group in stanzas}) == 1 and len(stanzas[0]) >= 3 and widest <= _NARROW
    if len(stanzas) >= 3 and widest <= 60 and (share_full < 0.45 or alike):
        return True
    pauses = sum(_PAUSE.search(line.text) is not None for line in every)
    regular = capitals(every) >= 0.9 and 5 * pauses >= len(every)
    long_enough = len(every) >= (4 if len(stanzas) > 1 else 10)
    return regular and long_enough and percentile([columns(line.text) for line in every], 0.9) <= 85


def capitals(lines: list[Line]) -> float:
    """Return the share of lines that begin with a capital, among those whose script has any."""
    letters = [next((c for c in line.text if c.isalpha()), "") for line in lines]
    cased = [c for c in letters if c.isupper() or c.islower()]
    return sum(c.isupper() for c in cased) / len(cased) if cased else 0.0


def _is_list(every: list[Line]) -> bool:
    like = sum(bool(_LABEL.match(line.text) or _LIST_LIKE.match(line.text)) for line in every)
    return like >= 0.3 * len(every)
