"""Differences between a source and a PDF -> the same without those that come of lines written from both sides.

A PDF says where glyphs stand. On a line with letters of both directions that does not settle in which order they are
read: two orders of words may look the same (UAX 9), as figures and signs between them belong to either side. There
every figure and sign must be on its line, and each stretch of words that runs one way, whole; where only the signs are
in doubt, the order of the words counts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pubpipe.checks.carrying.carried import Token
from pubpipe.checks.carrying.continuing import ALIKE
from pubpipe.checks.fidelity.comparing import Comparison, Difference

_AROUND = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 2))  # lines before and after, to which a sign may belong
_FIGURE, _NO_FIGURE = re.compile(r"\d+"), re.compile(r"\D+")
_NEAR = 60  # words around a line by which a passage from right to left is known
_LOOSE = 8  # words at the edge of a line that belong to it or to its neighbour

Pairs = list[tuple[int, int]]


def without_turns(comparison: Comparison, wanted: Sequence[Token], found: Sequence[Token]) -> Comparison:
    """Leave out the differences in the order of what stands on lines of both directions (see above)."""
    if not comparison.differences or not any(_sides(token.text) == "R" for token in found):
        return comparison
    lines = _Lines(wanted, found, comparison.places)
    kept: list[Difference] = []
    turned: list[tuple[range, range]] = []
    for difference in comparison.differences:
        if any(difference.at in ours or difference.found_at in theirs for ours, theirs in turned):
            continue
        windows = (one for one in lines.windows(difference) if all(_follow(one, other) for other in turned))
        window = next(windows, None)
        if window is None:
            kept.append(difference)
        else:
            turned.append(window)
    kept = [d for d in kept if not any(d.at in a or d.found_at in b for a, b in turned)]
    places = [(i, j) for i, j in comparison.places if not any(i in a or j in b for a, b in turned)]
    for ours, theirs in turned:
        places += _paired(wanted, found, ours, theirs)
    places.sort()
    pairs = tuple((wanted[i], found[j]) for i, j in places)
    return replace(comparison, differences=tuple(kept), pairs=pairs, places=tuple(places))


def _follow(one: tuple[range, range], other: tuple[range, range]) -> bool:
    """Whether two passages stand in one order in the source and in the edition."""
    return (one[0].start >= other[0].stop and one[1].start >= other[1].stop) or (
        one[0].stop <= other[0].start and one[1].stop <= other[1].start
    )


@dataclass(slots=True)
class _Lines:
    wanted: Sequence[Token]
    found: Sequence[Token]
    places: Sequence[tuple[int, int]]

    def windows(self, difference: Difference) -> Iterator[tuple[range, range]]:
        """Yield lines around a difference on which the source's words stand, all of them and no others."""
        first = min(difference.found_at, len(self.found) - 1)
        last = max(first, difference.found_at + len(difference.found) - 1)
        if not difference.found and first and self.found[first].passage != self.found[first - 1].passage:
            first -= 1  # what is missing may have stood at the end of the line before
        for before, after in _AROUND:
            begin, end = self._begin(first, before), self._end(last, after)
            size = sum(map(_length, self.found[begin:end]))
            for start in self._starts(begin):
                stop = self._stop(start, size)
                if start <= difference.at <= stop - len(difference.wanted) and self._stands(
                    range(start, stop), range(begin, end)
                ):
                    yield range(start, stop), range(begin, end)

    def _starts(self, j: int) -> Iterator[int]:
        """Yield where in the source the words may begin that stand from a place in the edition on."""
        first = self._first(j)
        for away in range(_LOOSE + 1):
            places = (first + away, first - away) if away else (first,)
            yield from (place for place in places if 0 <= place < len(self.wanted))

    def _first(self, j: int) -> int:
        n = bisect_left(self.places, j, key=lambda place: place[1])
        return self.places[n - 1][0] + 1 if n else 0

    def _stop(self, start: int, size: int) -> int:
        """Return where in the source so many letters end, 0 where no word ends there."""
        for i in range(start, len(self.wanted)):
            size -= _length(self.wanted[i])
            if size <= 0:
                return 0 if size else i + 1
        return 0

    def _parts(self, j: int) -> bool:
        """Whether a passage begins at a place in the edition."""
        token, before = self.found[j], self.found[j - 1]
        return (token.part, token.passage) != (before.part, before.passage)

    def _begin(self, j: int, more: int) -> int:
        while j > 0 and not self._parts(j):
            if self.found[j].joint:
                if not more:
                    return j
                more -= 1
            j -= 1
        return j

    def _end(self, j: int, more: int) -> int:
        j += 1
        while j < len(self.found) and not self._parts(j):
            if self.found[j].joint:
                if not more:
                    return j
                more -= 1
            j += 1
        return j

    def _stands(self, ours: range, theirs: range) -> bool:
        wanted, found = self.wanted[ours.start : ours.stop], self.found[theirs.start : theirs.stop]
        if _letters(wanted) != _letters(found):
            return False
        sides = {_sides(token.text) for token in found}
        if {"R", "L"} <= sides:
            return _holds(_figures(found), _FIGURE.findall(_figures(wanted))) and _holds(
                _alphabetic(found), list(_stretches(wanted))
            )
        first = self._first(theirs.start)
        between = self.wanted[min(first, ours.start) : max(first, ours.start)]
        if any(_sides(token.text) for token in between):
            return False  # signs alone may be those of another line
        around = self.found[max(0, theirs.start - _NEAR) : theirs.stop + _NEAR]
        # A space at the edge of a passage from the other side may stand at its other edge.
        said = ["".join(token.text for token in tokens if _sides(token.text)) for tokens in (wanted, found)]
        return said[0] == said[1] and any(_sides(token.text) == "R" for token in around)


def _stretches(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the letters of each stretch that runs one way; figures and signs between belong to either side."""
    words = [token.text for token in tokens if any(map(str.isalpha, token.text))]
    for _, run in groupby(words, _sides):
        yield "".join(char for word in run for char in word if char.isalpha())


def _alphabetic(tokens: Sequence[Token]) -> str:
    return "".join(char for token in tokens for char in token.text if char.isalpha())


def _figures(tokens: Sequence[Token]) -> str:
    return " ".join(_NO_FIGURE.sub(" ", token.text) for token in tokens)


def _holds(text: str, parts: list[str]) -> bool:
    """Whether a text is made of these parts and nothing else; a space beside a turn is in no PDF for certain."""
    for part in sorted(parts, key=len, reverse=True):
        if part not in text:
            return False
        text = text.replace(part, " ", 1)
    return not text.strip()


def _paired(wanted: Sequence[Token], found: Sequence[Token], ours: range, theirs: range) -> Pairs:
    """Pair the same words with one another, those first that lead to the same place."""
    left = list(theirs)
    pairs = []
    for i in ours:
        alike = [j for j in left if found[j].text == wanted[i].text]
        if alike:
            j = next((j for j in alike if found[j].link == wanted[i].link), alike[0])
            left.remove(j)
            pairs.append((i, j))
    return pairs


def _length(token: Token) -> int:
    return len(token.text.translate(ALIKE))


def _letters(tokens: Sequence[Token]) -> Counter[str]:
    return Counter("".join(token.text.translate(ALIKE) for token in tokens))


def _sides(text: str) -> str:
    """Return ``R`` for a word from right to left, ``L`` for one from left to right or a figure, nothing for a sign."""
    kinds = {unicodedata.bidirectional(char) for char in text}
    return "R" if kinds & {"R", "AL"} else "L" if kinds & {"L", "EN", "AN"} else ""
