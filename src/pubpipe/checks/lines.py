"""A line's glyphs as they stand -> its words in the order in which they are read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain

Known = Callable[[str], bool]
"""Whether words, whatever is between them, stand in the text."""


def as_read(glyphs: list[str], *, rtl: bool, known: Known = bool) -> str:
    """Return the words of a line, whose glyphs stand from left to right, in the order in which they are read.

    A line with letters of both directions does not say by itself in which order it is read: ``abc 1234`` right of
    a Hebrew word is one name, or a year and then a name (UAX 9, W7 and N1), and a line that begins with an Arabic
    word may be of an English paragraph (P2, HL1). Of these readings the first that is ``known`` is taken, else that
    of a line of the article's own direction, ``rtl``. What has no letter from right to left may stand beside some.
    """
    kinds = [_direction(glyph) for glyph in glyphs]
    found = _readings(glyphs, kinds, rtl) if "R" in kinds else chain([glyphs], _readings(glyphs, kinds, True))
    first = "".join(next(found))
    if known(first):
        return first
    return next(filter(known, map("".join, found)), first)


def _readings(glyphs: list[str], kinds: list[str], rtl: bool) -> Iterator[list[str]]:
    for leftwards in (rtl, not rtl):
        line, directions = (glyphs[::-1], kinds[::-1]) if leftwards else (glyphs, kinds)
        for apart in (False, True):
            yield _turned(line, directions, leftwards=leftwards, apart=apart)


def _turned(line: list[str], kinds: list[str], *, leftwards: bool, apart: bool) -> list[str]:
    """Return a line with the runs of the other direction turned round (UAX 9, L2).

    ``apart`` takes words and figures beside one another for two runs.
    """
    turned = "L" if leftwards else "R"
    at, found = 0, list(line)
    while at < len(found):
        if kinds[at] != turned:
            at += 1
            continue
        last = at
        for n in range(at, len(found)):
            if kinds[n] == turned:
                if leftwards and n > last and _parts(found[last : n + 1], apart):
                    break
                last = n
            elif kinds[n]:
                break
        found[at : last + 1] = found[at : last + 1][::-1]
        at = last + 1
    return found


def _parts(glyphs: list[str], apart: bool) -> bool:
    """Whether words and figures from right to left are two runs and not one.

    Figures that follow letters from right to left are such a run's part for the signs behind them (UAX 9, N1), so
    that these stand at their left. It shows by the space: it is on the farther side of a sign.
    """
    before, *between, after = filter(None, glyphs)
    if not between or not any(_is_figure(char) for char in f"{before[:1]}{after[-1:]}"):
        return False
    signs = len(between) > 1 and between[-1].isspace() and not between[0].isspace()
    return signs or (apart and _is_figure(before) != _is_figure(after))


def _is_figure(glyph: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"EN", "AN"} for char in glyph)


def _direction(glyph: str) -> str:
    kinds = {unicodedata.bidirectional(char) for char in glyph}
    return "R" if kinds & {"R", "AL"} else "L" if kinds & {"L", "EN", "AN"} else ""
