"""A hyphenation dictionary's file -> the same dictionary, each pattern read when a word first asks for it."""

from __future__ import annotations

import hashlib
import importlib
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe import compiled

if TYPE_CHECKING:
    from pyphen import HyphDict

Values: TypeAlias = "tuple[int, tuple[int, ...]]"

_DIGITS = str.maketrans("", "", "0123456789")
_MOST = 5_000  # words whose places are kept: those of a novel; pyphen keeps each word of all articles, 150 bytes each
_HEAD = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")


class Patterns(dict[str, "str | Values"]):
    """Letters -> where the first digit stands and the digits, as pyphen keeps them; unread ones as written."""

    def get(self, letters: str, default: object = None) -> Any:  # noqa: ANN401 - pyphen's own types
        """Return the values of a pattern, None where there is none."""
        value = super().get(letters)
        if type(value) is str:
            value = self[letters] = _read(value)
        return value


class Places(dict[str, "list[int]"]):
    """Words -> where they may be divided, begun anew when there are too many."""

    def __setitem__(self, word: str, places: list[int]) -> None:
        """Keep the places of one more word."""
        if len(self) >= _MOST:
            self.clear()
        super().__setitem__(word, places)


def quick(slow: type[HyphDict]) -> type[HyphDict]:
    """Return pyphen's dictionary class with a quick start, which keeps no more words than a process can bear for long.

    Files that need more than digits take pyphen's own start.
    Those use ``^^hh`` for letters, or spell a word anew where it is divided (``/`` and ``=``).
    """

    place = importlib.import_module("pyphen").DataInt

    class Quick(slow):  # type: ignore[misc]
        def __init__(self, path: Path) -> None:
            data = path.read_bytes()
            mark = f"hyphens {hashlib.sha256(data).hexdigest()}"
            patterns, longest = compiled.store().value(mark, lambda: _patterns(data))
            if not longest:
                super().__init__(path)
            else:
                self.patterns, self.maxlen = Patterns(patterns), longest
            self.cache = Places()

        def positions(self, word: str) -> list[Any]:
            patterns = self.patterns
            if not isinstance(patterns, Patterns):
                return list(super().positions(word))
            word = word.lower()
            places = self.cache.get(word)
            if places is None:
                levels = _levels(f".{word}.", patterns, self.maxlen)
                places = [place(number - 1) for number, level in enumerate(levels) if level % 2]
                self.cache[word] = places
            return places

    return Quick


def _levels(word: str, patterns: Patterns, longest: int) -> list[int]:
    """Return before each letter of a word within its points, and behind it, the highest digit of all its patterns.

    F. M. Liang, Word Hy-phen-a-tion by Com-put-er (1983): a word is divided at the odd ones.
    """
    levels, length, find = [0] * (len(word) + 1), len(word), partial(dict.get, patterns)
    for start in range(length - 1):
        for end in range(start + 1, min(start + longest, length) + 1):
            letters = word[start:end]
            if find(letters):
                first, values = patterns.get(letters)
                for place, level in enumerate(values, start + first):
                    levels[place] = max(level, levels[place])
    return levels


def _patterns(data: bytes) -> tuple[dict[str, str], int]:
    """Return patterns by their letters, and how many these are at most: none of a file that needs more than digits."""
    head, _, rest = data.partition(b"\n")
    encoding = head.decode().strip()
    text = "" if encoding.lower() == "microsoft-cp1251" else rest.decode(encoding)
    if not text or "^^" in text or ("/" in text and "=" in text):
        return {}, 0
    # A pattern of zeros only says nothing, and does not displace an earlier one of the same letters.
    lines = map(str.strip, re.findall(r".*[1-9].*", text))
    patterns = [line for line in lines if not line.startswith(_HEAD)]
    letters = "\n".join(patterns).translate(_DIGITS).split("\n")
    return dict(zip(letters, patterns, strict=True)), max(map(len, letters))


def _read(pattern: str) -> Values:
    values = [int(digit or "0") for digit, _ in re.findall(r"(\d?)(\D?)", pattern)]
    start = next(n for n, value in enumerate(values) if value)
    end = next(n for n in range(len(values), 0, -1) if values[n - 1])
    return start, tuple(values[start:end])
