"""Words of a cover's line -> the pieces that no line divides, and the parts of a piece that is too long for a line."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from pubpipe.editions import phrases

if TYPE_CHECKING:
    from ctypes import CDLL

_THAI = re.compile("[\u0e00-\u0e7f]{2}")
# Thai and Lao write these vowels before the consonant that they are spoken after; Khmer and Burmese join the
# letter after these signs to the one before.
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_JOINING = "\u17d2\u1039"
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SHORTEST = 3  # letters of a hyphenated word on either line


def pieces(words: str, lang: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pieces that no line divides, each with the space before it; of Thai, which has none, the words."""
    for space, word in phrases.pieces(words, lang):
        for number, part in enumerate(_thai(word) if _THAI.search(word) else (word,)):
            yield ("" if number else space), part


def parts(word: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Return a word by the places where it may be divided, each with what then stands at the line's end.

    Syllables with a hyphen, by the language's patterns; of scripts without spaces whole letters with their signs,
    of Chinese, Japanese and Korean characters with the punctuation that no line begins or ends with.
    """
    if _WITHOUT_SPACES.search(word):
        return tuple((cluster, "") for cluster in _clusters(word))
    if characters := phrases.divided(word):
        return tuple((character, "") for character in characters)
    import pyphen

    known = pyphen.language_fallback(lang.replace("-", "_"))
    if not known:
        return ((word, ""),)
    patterns = pyphen.Pyphen(lang=known, left=_SHORTEST, right=_SHORTEST)
    cuts = [0, *patterns.positions(word), len(word)]
    divided = [word[start:end] for start, end in pairwise(cuts)]
    return (*((part, "-") for part in divided[:-1]), (divided[-1], ""))


def _clusters(word: str) -> list[str]:
    """Letters with the signs that belong to them: a line begins with none of these (Unicode, UAX #29)."""
    found: list[str] = []
    for character in word:
        last = found[-1] if found else ""
        joined = last and (
            unicodedata.category(character).startswith("M")
            or character in "\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f\u0eb0\u0eb2\u0eb3"
            or re.search(f"[{_LEADING}{_JOINING}]$", last)
        )
        if joined:
            found[-1] += character
        else:
            found.append(character)
    return found


def _thai(word: str) -> list[str]:
    """Return Thai by its words, from the dictionary that Pango sets it by; as it is where that is not there."""
    library = _libthai()
    if library is None:
        return [word]
    import ctypes

    places = (ctypes.c_int * len(word))()
    count = library.th_wbrk(ctypes.c_wchar_p(word), places, len(word))
    # A place between a letter and its sign would be a fault of the dictionary.
    cuts = [p for p in places[: max(count, 0)] if 0 < p < len(word)]
    return [word[start:end] for start, end in pairwise([0, *cuts, len(word)])]


@functools.cache
def _libthai() -> CDLL | None:
    import ctypes

    try:
        return ctypes.CDLL("libthai.so.0")
    except OSError:
        return None
