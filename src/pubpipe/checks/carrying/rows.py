"""What an edition carries -> which tables it tells row by row, each value behind its column's name.

A table that fits on no page is told so (``editions/pdf/body/tables.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pubpipe.checks.carrying.carried import Carried, Gatherer, Token
from pubpipe.checks.carrying.source import Reader
from pubpipe.normalize import document as doc


def are_fewer(wanted: Carried, found: Carried) -> bool:
    """Tell whether an edition has fewer words in cells than it should."""
    return _in_cells(found) < _in_cells(wanted)


def told_in(found: Carried) -> Callable[[doc.Table], bool]:
    """Return what tells of a table whether an edition has all its letters in the order of such rows."""
    said = _letters(found.tokens)

    def told(table: doc.Table) -> bool:
        if not table.rows or not any(table.header):
            return False  # the same words in the same order either way
        gatherer = Gatherer(drawn=True)
        Reader(gatherer).in_rows(table)
        return _letters(gatherer.carried().tokens) in said

    return told


def _in_cells(carried: Carried) -> int:
    return sum(token.kind == "cell" for token in carried.tokens)


def _letters(tokens: Iterable[Token]) -> str:
    """All letters, without calls of notes and without what lines end with."""
    return "".join(token.text for token in tokens if token.text[:1].isalnum())
