"""A place in a text -> its line without a divided word at its end, where the words allow it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.composition.faults import divided, looseness

if TYPE_CHECKING:
    Line: TypeAlias = "tuple[Any, Any]"

# What may be added to the spaces of a line to mend it, in parts of the type's size: beyond that it would look
# worse than its fault. A second hyphen is avoided, lest there be a third, where that costs next to nothing.
# The same where a look at the lines below foresees a ladder that would have to stay.
LOOSEST = {"ladders": 0.75, "page_ends": 0.6, "stubs": 0.75, "foreseen": 0.75, "seconds": 0.3}


def undivided(set_line: Callable[..., Line], context: Any, *place: Any) -> Line:  # noqa: ANN401
    """Set a line without dividing a word; nothing where that does not help."""
    dictionaries, context.dictionaries = context.dictionaries, _Undivided()
    try:
        line, resume = set_line(context, *place)
    finally:
        context.dictionaries = dictionaries
    if line is None or resume is None or divided(line) or looseness(line) == math.inf:
        return None, None
    return line, resume


class _Undivided(Mapping[Any, Any]):
    """WeasyPrint's hyphenation dictionaries by language, in which no word can be divided."""

    def __getitem__(self, key: object) -> _Undivided:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def iterate(self, word: str) -> tuple[()]:
        """Return where a word can be divided, as pyphen does: nowhere."""
        return ()
