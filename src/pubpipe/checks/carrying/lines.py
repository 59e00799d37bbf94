"""A line's glyphs as they stand -> its words in the order in which they are read."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Sequence

from pubpipe.checks.carrying.continuing import Continuing

_JOINING = {
    "ES",
    "CS",
    "ET",
    "NSM",
    "BN",
}  # what figures on both sides join: 19:30, 1,240 and 12-14 (UAX 9, W4)
_MOST = 5  # places in a line where a name or a figure may begin anew: each doubles the readings


def as_read(glyphs: list[str], source: Continuing, *, rtl: bool, before: str = "") -> str:
    """Return the words of a line, whose glyphs stand from left to right, in the order in which they are read.

    A line with letters of both directions does not say by itself in which order it is read: ``abc 1234`` right of
    a Hebrew word is one name, or a year and then a name (UAX 9, W7 and N1). It is read as the words of the source
    behind those ``before`` that look so in a passage of its direction, ``rtl``.

    Other tools' files do not say which direction that is, and a line that begins with an Arabic word may be of an
    English paragraph (P2, HL1). Of all readings the first is taken that is in the source behind the words before,
    else anywhere, else that of the direction that lines are said to have. What has no letter from right to left may
    stand beside some.
    """
    kinds = _kinds(glyphs)
    plain = "".join(glyphs)
    if not rtl and "R" not in kinds and source.holds(before + plain):
        return plain
    expected = source.following(before, glyphs, rtl=rtl)
    if expected is not None:
        return expected
    found = _readings(glyphs, kinds, (rtl, not rtl))
    if "R" not in kinds and not rtl:
        found = itertools.chain([glyphs], _readings(glyphs, kinds, (True,)))
    readings = ["".join(one) for one in found]
    behind = (one for one in readings if source.holds(before + one))
    return next(itertools.chain(behind, filter(source.holds, readings)), readings[0])


def _readings(glyphs: list[str], kinds: list[str], directions: tuple[bool, ...]) -> Iterator[list[str]]:
    for leftwards in directions:
        if not leftwards:
            yield _turned(glyphs, _runs(kinds, "R"))
            continue
        line = glyphs[::-1]
        runs = list(_runs(kinds[::-1], "L"))
        doubtful = [place for run in runs for place in _doubtful(line, kinds[::-1], run)]
        usual = {place for place in doubtful if _parts(line, place)}
        for number in range(min(len(doubtful), _MOST) + 1):
            for others in itertools.combinations(doubtful[:_MOST], number):
                yield _turned(line, _cut(runs, usual ^ set(others)))


def _runs(kinds: Sequence[str], turned: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of one direction, from their first glyph to their last, with what is neutral between."""
    begun = last = None
    for n, kind in enumerate(kinds):
        if kind == turned:
            begun, last = n if begun is None else begun, n
        elif kind and begun is not None and last is not None:
            yield begun, last
            begun = None
    if begun is not None and last is not None:
        yield begun, last


def _doubtful(line: list[str], kinds: Sequence[str], run: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the glyphs before and after each place where a run from left to right may be two, with figures in one."""
    inside = [n for n in range(run[0], run[1] + 1) if kinds[n]]
    for before, after in itertools.pairwise(inside):
        signs = "".join(line[before + 1 : after])
        joined = all(unicodedata.bidirectional(sign) in _JOINING for sign in signs)
        if signs and not joined and (_is_figure(line[before]) or _is_figure(line[after])):
            yield before, after


def _cut(runs: list[tuple[int, int]], places: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begun, last in runs:
        inside = sorted(place for place in places if begun <= place[0] < last)
        begins = [begun, *(after for _, after in inside)]
        yield from zip(begins, [*(before for before, _ in inside), last], strict=True)


def _turned(line: list[str], runs: Iterator[tuple[int, int]]) -> list[str]:
    """Return a line with its runs of the other direction turned round (UAX 9, L2)."""
    found = list(line)
    for begun, last in runs:
        found[begun : last + 1] = found[begun : last + 1][::-1]
    return found


def _parts(line: list[str], place: tuple[int, int]) -> bool:
    """Whether words and figures from right to left are surely two runs and not one.

    Figures that follow letters from right to left are such a run's part for the signs behind them (UAX 9, N1), so
    that these stand at their left. It shows by the space: it is on the farther side of a sign.
    """
    between = line[place[0] + 1 : place[1]]
    return len(between) > 1 and between[-1].isspace() and not between[0].isspace()


def _kinds(glyphs: list[str]) -> list[str]:
    """Return the direction of each glyph, nothing for neutral ones; signs beside a figure go with it (UAX 9, W5)."""
    found = [_direction(glyph) for glyph in glyphs]
    for n, glyph in enumerate(glyphs):
        if not found[n] and glyph and all(unicodedata.bidirectional(char) == "ET" for char in glyph):
            beside = glyphs[max(n - 1, 0) : n] + glyphs[n + 1 : n + 2]
            found[n] = "L" if any(map(_is_figure, beside)) else ""
    return found


def _is_figure(glyph: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"EN", "AN"} for char in glyph)


def _direction(glyph: str) -> str:
    kinds = {unicodedata.bidirectional(char) for char in glyph}
    return "R" if kinds & {"R", "AL"} else "L" if kinds & {"L", "EN", "AN"} else ""
