"""Places where a paragraph may be broken -> those at which its lines are the most even together.

After D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines, Software: Practice and Experience 11 (1981): a line's
spaces are wider or narrower than the face's own, which is worth demerits by the cube of their ratio, and so is a hyphen
at its end. Other than there, one way is kept to each place, the best so far, and not one for each class of lines.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# What a space can be made wider or narrower by at a ratio of 1, in parts of its own width. Never is one narrower than
# that: of a quarter of the type's size there is left a fifth, the least that Bringhurst allows (The Elements of
# Typographic Style, 2.1.2).
STRETCH, SHRINK = 1 / 2, 1 / 5

_LINE = 10  # what each line is worth by itself, so that fewer are better (\linepenalty)
_HYPHEN = 110  # for a hyphen (\hyphenpenalty, which is 50): a tenth fewer, in lines that are as even
_LADDER = 60_000.0  # for the second hyphen one below the other (\doublehyphendemerits)
_SEEN = 1e8  # for the third, and for the end of a word alone on the last line, which readers see
_FINAL = 30_000.0  # for a hyphen above the last line (\finalhyphendemerits)
_UNEVEN = 10_000.0  # for a loose line beside a tight one (\adjdemerits)
_UNLIKE = 1.0  # ratios of neighbouring lines that are so far apart are uneven
_SHORT = 5_000.0  # for a last line of which the next paragraph's indent leaves nothing


@dataclass(frozen=True, slots=True)
class Opportunities:
    """Where a paragraph may be broken, in the order of its text: the first is its beginning, the last its end.

    ``ends`` has how far the text reaches from the beginning if a line ends there, its hyphen included, and ``begins``
    how far what is before the next line, both in CSS pixels; ``hangs`` is how much of the one may stand in the margin.
    ``spaces`` counts those that can be wider up to a line's end, and ``passed`` those before the next line, whose first
    letter is one of ``letters``. ``hyphens`` tells where a line ends in a hyphen, one of the author's own included, and
    ``stubs`` where too little of a word would be left for a last line.
    """

    letters: Sequence[int]
    ends: Sequence[float]
    begins: Sequence[float]
    hangs: Sequence[float]
    spaces: Sequence[int]
    passed: Sequence[int]
    hyphens: Sequence[bool]
    stubs: Sequence[bool]

    def piece(self, letter: int, end: int, begin: float, passed: int) -> Opportunities:
        """Return the places behind a letter at which a line begins, up to one at which it has to end.

        What is before it reaches as far as ``begin`` and has ``passed`` spaces.
        """
        some = slice(bisect_right(self.letters, letter), bisect_right(self.letters, end))
        return Opportunities(
            [letter, *self.letters[some]],
            [begin, *self.ends[some]],
            [begin, *self.begins[some]],
            [0.0, *self.hangs[some]],
            [passed, *self.spaces[some]],
            [passed, *self.passed[some]],
            [False, *self.hyphens[some]],
            [False, *self.stubs[some]],
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide lines are, the first by ``indent`` less, and a space of the type, in CSS pixels.

    ``most`` is by how much a space may be wider at the utmost, ``least`` how wide a last line ought to be. ``hyphens``
    counts those one below the other above the first line, where that is not the paragraph's own first.
    """

    width: float
    indent: float
    space: float
    most: float
    least: float
    hyphens: int = 0


# Ratios up to which lines are accepted, and whether words are divided for it: the first that gives a paragraph is
# taken (\pretolerance, \tolerance), the last goes as far as spaces may be wider at all.
_PASSES = ((1.0, False), (2.0, True), (math.inf, True))


def optimum(
    whole: Opportunities, divided: Callable[[], Opportunities], measure: Measure
) -> tuple[Opportunities, list[int]]:
    """Return the places among which lines end, and the numbers of those at which they do, the paragraph's end included.

    ``whole`` are those at which no word is divided, and ``divided`` returns all, where they are asked for. Where every
    way has a line that would be torn apart, the lines before it are all that is returned.
    """
    best, places, ways = None, whole, list[_Way | None]()
    for ratio, may_divide in _PASSES:
        among = divided() if may_divide else whole
        most = min(ratio * STRETCH * measure.space, measure.most)
        ways = _ways(among, measure, most)
        if (found := ways[-1]) is not None and (best is None or found.demerits < best.demerits):
            best, places = found, among
        if best is not None and best.demerits < _SEEN:
            break
    if best is None:
        best, places = next(way for way in reversed(ways) if way is not None), among
    return places, best.ends()


def _ways(places: Opportunities, measure: Measure, most: float) -> list[_Way | None]:
    """Return the best way to each place on which no space is wider by more than that; None where there is none."""
    begins, spaces, passed = places.begins, places.spaces, places.passed
    ends = [end - hang for end, hang in zip(places.ends, places.hangs, strict=True)]
    final = len(ends) - 1
    ways: list[_Way | None] = [_Way(0.0, 0, None, 0.0, measure.hyphens), *[None] * final]
    first = 0
    for place in range(1, final + 1):
        best = None
        for start in range(first, place):
            way = ways[start]
            count = spaces[place] - passed[start]
            lacking = measure.width - ends[place] + begins[start] - (0 if start else measure.indent)
            if way is None or lacking < -SHRINK * measure.space * count:
                # What is too long for one line is so with more of it.
                first += start == first
                continue
            if lacking > most * count and place != final:
                break
            made = _lengthened(places, measure, way, place, lacking / (count or 1))
            if best is None or made.demerits < best.demerits:
                best = made
        ways[place] = best
    return ways


@dataclass(frozen=True, slots=True)
class _Way:
    """The best lines to a place: what they are worth, those before the last, its ratio, hyphens one below the other."""

    demerits: float
    place: int
    before: _Way | None
    ratio: float
    hyphens: int

    def ends(self) -> list[int]:
        """Return the places at which lines end."""
        found, way = list[int](), self
        while way.before is not None:
            found.append(way.place)
            way = way.before
        return found[::-1]


def _lengthened(places: Opportunities, measure: Measure, way: _Way, place: int, extra: float) -> _Way:
    """Return a way with one more line, whose spaces are wider by ``extra``."""
    start = way.place
    ratio = extra / (measure.space * (STRETCH if extra > 0 else SHRINK))
    final = place == len(places.ends) - 1
    if final and ratio > 0:
        ratio = 0.0
    demerits = way.demerits + (_LINE + 100 * abs(ratio) ** 3) ** 2
    hyphens = 0
    if places.hyphens[place]:
        hyphens = way.hyphens + 1
        demerits += _HYPHEN**2 + (0.0, 0.0, _LADDER, _SEEN)[min(hyphens, 3)]
    if final:
        demerits += _FINAL * bool(way.hyphens) + _SEEN * places.stubs[start]
        demerits += _SHORT * (places.ends[place] - places.begins[start] < measure.least)
    elif start and abs(ratio - way.ratio) > _UNLIKE:
        demerits += _UNEVEN
    return _Way(demerits, place, way, ratio, hyphens)
