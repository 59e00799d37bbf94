"""A place in a text -> its line without a divided word at its end, or with less of it, where the words allow it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.composition.faults import divided, looseness, words

if TYPE_CHECKING:
    Line: TypeAlias = "tuple[Any, Any]"

# What may be added to the spaces of a line to mend it, in parts of the type's size: beyond that it would look
# worse than its fault. A second hyphen is avoided, lest there be a third, where that costs next to nothing.
# The same where a look at the lines below foresees a ladder that would have to stay.
LOOSEST = {"ladders": 0.75, "page_ends": 0.6, "stubs": 0.75, "foreseen": 0.75, "seconds": 0.3}

_LEAST = 0.1  # CSS pixels by which a line has to be narrower to end before its last letter


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


def divided_earlier(
    set_line: Callable[..., Line],
    made: Line,
    places: int,
    context: Any,  # noqa: ANN401
    *place: Any,  # noqa: ANN401
) -> Line:
    """Set a line that ends in a divided word again, with the word divided so many places earlier, or fewer."""
    dictionaries = context.dictionaries
    for _ in range(places):
        shown = words(made[0])
        context.dictionaries = _Earlier(dictionaries, shown)
        try:
            line, resume = set_line(context, *place)
        finally:
            context.dictionaries = dictionaries
        if line is None or resume is None or not divided(line) or len(words(line)) >= len(shown):
            break
        made = line, resume
    return made


def is_divided_otherwise(context: Any) -> bool:  # noqa: ANN401
    """Whether a line is being set again with its last word undivided, or divided earlier."""
    return isinstance(getattr(context, "dictionaries", None), (_Undivided, _Earlier))


def keeping_compounds(split: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a text's first line; where no word is divided, not at its own hyphens."""

    def first_line(text: str, style: Any, context: Any, width: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        made = split(text, style, context, width, *rest, **more)
        if width is None or not isinstance(getattr(context, "dictionaries", None), _Undivided):
            return made
        while _ends_within_a_word(text, made):
            narrower = made[3] - _LEAST
            earlier = split(text, style, context, narrower, *rest, **more)
            if earlier[3] > narrower:
                break
            made = earlier
        return made

    return first_line


def _ends_within_a_word(text: str, made: Any) -> bool:  # noqa: ANN401
    """Whether a line ends in a hyphen that stands in its text, and the word goes on."""
    _, length, resume, *_ = made
    shown = text.encode()[:length].decode(errors="ignore")
    return resume == length and shown.endswith(("-", "\u2010"))


class _Earlier(MutableMapping[Any, Any]):
    """WeasyPrint's hyphenation dictionaries, in which a word is divided before it was in a line."""

    def __init__(self, all_of_them: MutableMapping[Any, Any], line: str) -> None:
        self._all, self._line = all_of_them, line.rstrip("-\u2010")

    def __getitem__(self, key: object) -> _Syllables:
        return _Syllables(self._all[key], self._line)

    def __setitem__(self, key: object, value: object) -> None:
        self._all[key] = value

    def __delitem__(self, key: object) -> None:
        del self._all[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class _Syllables:
    """A dictionary of pyphen's that leaves out how a line has its last word divided, and what is longer."""

    def __init__(self, dictionary: Any, line: str) -> None:  # noqa: ANN401
        self._dictionary, self._line = dictionary, line

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield where a word can be divided, the last place first, as pyphen does."""
        found = list(self._dictionary.iterate(word))
        at = [number for number, (start, _) in enumerate(found) if self._line.endswith(start)]
        yield from found[at[0] + 1 :] if at else ()


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
