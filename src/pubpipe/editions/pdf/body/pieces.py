"""A text -> the same with places to break in words longer than any language's, which leave no trace in a PDF's text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from pubpipe.editions.pdf.composition.overlong import is_word

LONGEST = 40  # letters of a word: what is longer may be divided, where a column would be as wide as it is
_PIECE = 8  # letters of an address, or a number in a computer's hands
_LEAST = 5  # letters before and behind a hyphen
_WIDEST = 16  # letters of a syllable or two: a column has no room for what is much longer
_LETTERS = re.compile(r"\w.*\w")
_WHERE_BROKEN = "\u200b"
_WHERE_DIVIDED = "\u00ad"


def breakable(text: str | None, lang: str) -> str | None:
    """Return a text in a language with soft hyphens in its longest words, and zero-width spaces in what is none.

    A word is divided where its language divides words; without rules for that it is no word either.
    """
    if not text or len(text) <= LONGEST:
        return text
    return re.sub(rf"[^\s\u200b]{{{LONGEST + 1},}}", lambda found: _in_pieces(found[0], lang), text)


def _in_pieces(word: str, lang: str) -> str:
    places = _places(word, lang) if is_word(word) else []
    pieces = [word[start:end] for start, end in zip([0, *places], [*places, len(word)], strict=True)]
    if max(map(len, pieces)) <= _WIDEST:
        return _WHERE_DIVIDED.join(pieces)
    return _WHERE_BROKEN.join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


def _places(word: str, lang: str) -> list[int]:
    """Return where a word may be divided, which is not to be known by the marks around it."""
    letters = _LETTERS.search(word)
    return [letters.start() + place for place in _dividing(lang)(letters[0])] if letters else []


@functools.lru_cache(maxsize=8)
def _dividing(lang: str) -> Callable[[str], list[int]]:
    """Return what tells where a word of a language may be divided: nowhere where there are no rules."""
    import pyphen

    found = pyphen.language_fallback(lang.replace("-", "_"))
    if not found:
        return lambda word: []
    rules = pyphen.Pyphen(lang=found, left=_LEAST, right=_LEAST)
    return lambda word: [*map(int, rules.positions(word))]
