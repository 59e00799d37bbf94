"""An extractor's text and the numbered lines of a page -> which lines the extractor took, in linear time."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.raised import level

_WORD = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]|[^\W_]+")
_SHINGLE = 4
_OWNERS = 8
_ENOUGH = 6  # words from which on a line is recognised by its shingles alone
_SHARE = 0.6
_MOVED = 4
_TRIES = 200


def words(text: str) -> tuple[str, ...]:
    """Return the words by which two texts are compared."""
    return tuple(_WORD.findall(level(text).casefold()))


def taken(lines: list[tuple[str, ...]], text: tuple[str, ...]) -> set[int]:
    """Return the numbers of the lines (as words) that stand in a text, in the text's order.

    A long line is found by its four-word shingles, most of which must be there. A short one (``Share``,
    ``More``) stands all over a page, so it must stand between the same long lines on both sides.
    """
    places = _Places({}, defaultdict(list))
    for n, shingle in enumerate(_shingles(text)):
        if places.first.setdefault(shingle, n) != n and len(places.others[shingle]) < _OWNERS - 1:
            places.others[shingle].append(n)
    found = [(n, *place) for n, line in enumerate(lines) if (place := _place(line, places))]
    chain = _rising(found)
    return {n for n, _, _ in chain} | _between(lines, text, chain)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each shingle of a text stands: first, and in ``others`` the next few times, of which most have none."""

    first: dict[str, int]
    others: defaultdict[str, list[int]]


def _place(line: tuple[str, ...], places: _Places) -> tuple[int, int] | None:
    """Where a long line begins and ends in the text."""
    if len(line) < _ENOUGH:
        return None
    found: list[tuple[int, int]] = []
    diagonals: defaultdict[int, int] = defaultdict(int)
    hits = 0
    for n, shingle in enumerate(_shingles(line)):
        at = places.first.get(shingle)
        if at is None:
            continue
        hits += 1
        for place in (at, *places.others.get(shingle, ())):
            found.append((n, place))
            diagonals[place - n] += 1
    if hits < _SHARE * (len(line) - _SHINGLE + 1):
        return None
    # A phrase may stand elsewhere, too: most of the line's shingles agree where the line is.
    usual = max(diagonals, key=diagonals.__getitem__)
    # A word more or less in its midst, such as the figure of a note's call, moves what follows it.
    near = [(n, at) for n, at in found if abs(at - n - usual) <= _MOVED]
    (first, begin), (last, end) = min(near), max(near)
    return max(0, begin - first), end + len(line) - last


def _shingles(words_: tuple[str, ...]) -> Iterator[str]:
    return map(" ".join, zip(*(words_[k:] for k in range(_SHINGLE)), strict=False))


def _rising(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest chain of lines whose places rise; of lines at the same place the last one."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(found)
    for n, (_, start, _) in enumerate(found):
        k = bisect.bisect_left(tails, start)
        before[n] = ends[k - 1] if k else -1
        tails[k : k + 1] = [start]
        ends[k : k + 1] = [n]
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(found[n])
        n = before[n]
    return chain[::-1]


def _between(
    lines: list[tuple[str, ...]], text: tuple[str, ...], chain: list[tuple[int, int, int]]
) -> set[int]:
    """Short lines that stand in the text where they stand in the page: between the same long ones."""
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for n, word in enumerate(text):
        starts[word].append(n)
    kept: set[int] = set()
    bounds = [(-1, 0, 0), *chain, (len(lines), len(text), len(text))]
    for (first, _, low), (last, high, _) in itertools.pairwise(bounds):
        at = low
        for n in range(first + 1, last):
            line = lines[n]
            if not line:
                continue
            owners = starts[line[0]]
            k = bisect.bisect_left(owners, at)
            # A word that begins line after line would make this quadratic.
            for start in owners[k : k + _TRIES]:
                if start + len(line) > high:
                    break
                if text[start : start + len(line)] == line:
                    kept.add(n)
                    at = start + len(line)
                    break
    return kept
