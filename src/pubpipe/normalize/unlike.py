"""Two sequences of words that say nearly the same -> where they differ, in linear time."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

Stretch = tuple[int, int, int, int]

_WINDOW = 300  # words of either side that are looked at for where both go on alike
_RUNS = (8, 4, 2, 1)  # words that both have in a row there: the longest that is found


def unlike(a: Sequence[str], b: Sequence[str]) -> Iterator[Stretch]:
    """Yield the stretches ``a[i:i2]`` and ``b[j:j2]``, as ``i, i2, j, j2``, in which two sequences differ.

    difflib alone takes the third power of the length where the same few words differ again and again.
    """
    i = j = 0
    while i < len(a) or j < len(b):
        if i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
            continue
        i2, j2 = _meeting(a, b, i, j)
        if max(i2 - i, j2 - j) > _WINDOW:
            yield i, i2, j, j2
        else:
            yield from _within(a[i:i2], b[j:j2], i, j)
        i, j = i2, j2


def _meeting(a: Sequence[str], b: Sequence[str], i: int, j: int) -> tuple[int, int]:
    """The nearest place behind ``i`` and ``j`` from which on both go on alike; the ends where there is none."""
    near_end = max(len(a) - i, len(b) - j) <= _WINDOW
    for run in _RUNS:
        first: dict[tuple[str, ...], int] = {}
        for n in range(i, min(len(a) - run + 1, i + _WINDOW)):
            first.setdefault(tuple(a[n : n + run]), n)
        met = (
            (first[words], m)
            for m in range(j, min(len(b) - run + 1, j + _WINDOW))
            if (words := tuple(b[m : m + run])) in first
        )
        found = min(met, key=sum, default=None)
        if found or near_end:
            return found or (len(a), len(b))
    return len(a), len(b)


def _within(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Stretch]:
    for tag, n, n2, m, m2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield i + n, i + n2, j + m, j + m2
