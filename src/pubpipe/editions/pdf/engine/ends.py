"""Where the line that is being set ends in its text, told by who has chosen it instead of being looked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class End:
    """The first letters of a text that stand on the line, and whether a hyphen follows them.

    ``text`` is all that is left of the text of a box where the line begins in it.
    """

    text: str
    length: int
    divides: bool


_END: ContextVar[End | None] = ContextVar("end", default=None)


@contextmanager
def ending(end: End | None) -> Iterator[None]:
    """Let lines of a text end there, in this thread, if there is room for them."""
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


def end_of(text: str) -> End | None:
    """Return where the line ends that begins with a text, None where nobody has chosen it."""
    end = _END.get()
    return end if end is not None and end.text == text else None
