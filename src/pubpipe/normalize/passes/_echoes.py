"""A line and a text -> how many of its words the text says as well: those of a title come again, a menu's do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]{4,}")
_UNSPACED = re.compile("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]")
# So many letters of a text tell what it is about, and so many of a word which word it is, whatever its ending.
_ENOUGH = 8000
_STEM = 7
# More words of a long line prove no more.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Echo:
    """How many words of a line a text says, and which share of all that could be said again they are."""

    known: int
    share: float

    @property
    def weight(self) -> float:
        """From 0 to 5: the more words, and the larger their share, the more."""
        return self.share * min(self.known, _MOST)


def spoken_by(texts: Iterable[str]) -> str:
    """Return the beginning of a text, folded, in which words are looked for."""
    return "\n".join(texts)[:_ENOUGH].casefold()


def echo(line: str, spoken: str) -> Echo:
    """Return how much of a line ``spoken`` says: longer words by their stems, or each two signs side by side."""
    terms = _terms(line)
    known = sum(term in spoken for term in terms)
    return Echo(known, known / len(terms) if terms else 0.0)


def _terms(text: str) -> list[str]:
    folded = text.casefold()
    pairs = [
        folded[n : n + 2]
        for n in range(len(folded) - 1)
        if _UNSPACED.match(folded[n]) and _UNSPACED.match(folded[n + 1])
    ]
    words = _WORD.findall(_UNSPACED.sub(" ", folded))
    return [*dict.fromkeys(pairs), *dict.fromkeys(word[:_STEM] for word in words)]
