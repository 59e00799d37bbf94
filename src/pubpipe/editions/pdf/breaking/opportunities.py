"""The text of a paragraph -> the places where it may be broken, and how wide its lines are that end there."""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from pubpipe.editions.pdf.breaking.divisions import divisions, hyphen_of
from pubpipe.editions.pdf.breaking.optimum import Opportunities
from pubpipe.editions.pdf.breaking.texts import Part, Texts, texts
from pubpipe.editions.pdf.composition.faults import STUB, letters
from pubpipe.editions.pdf.engine.ends import End
from pubpipe.editions.pdf.engine.words import is_plain

_AT_ONCE = 8_000  # letters whose lines are chosen at once
_ANEW = 1_000  # of these, the last ones, whose lines are chosen anew with what follows
_SPACES = " \u00a0"  # those that are made wider
_HYPHENS = "-\u2010"
# Which part of a sign stands in the margin at a line's end, so that the text's edge is straight to the eye.
_HANGING = {
    **dict.fromkeys(_HYPHENS, 0.5),
    **dict.fromkeys(".,\u060c\u06d4", 0.7),
    **dict.fromkeys(":;\u061b", 0.3),
    **dict.fromkeys("\u2019\u201d\"'", 0.5),
    **dict.fromkeys("\u2013\u2014", 0.2),
}
# Behind a sign that is no letter, before one that is no space: nowhere else is a line of words broken.
_BETWEEN = re.compile(r"(?<=[^\w])(?=[^ ])")
_ENDS = re.compile("\n *")  # a break that the author set, and the space that a line does not begin with


class _Place(NamedTuple):
    """The letter before which a paragraph may be broken, how far its line reaches and hangs, and whether in a word."""

    letter: int
    reach: float
    hang: float
    divides: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of WeasyPrint's that is ``measure`` wide; ``space`` is the width of one between words, in CSS pixels.

    ``ends`` are the letters before which it has to be broken, its own end the last. ``breaks`` are those before which
    it may be broken without a sign, ``whole`` all places where it may be without dividing a word.
    """

    texts: Texts
    measure: float
    space: float
    ends: list[int]
    breaks: list[int]
    whole: Opportunities

    def divided(self, context: Any) -> Opportunities:  # noqa: ANN401
        """Return all places at which it may be broken: words are divided by WeasyPrint's dictionaries of a context.

        None is divided where lines run from right to left: the hyphen of a Latin one would stand before it.
        """
        if self.texts.direction == "rtl":
            return self.whole
        found = _undivided(self.texts, self.breaks, self.ends)
        for part in self.texts.parts:
            found += _divisions(context, self, part)
        return _opportunities(self.texts, sorted(found), self.ends)

    def fits(self, letter: int, room: float) -> bool:
        """Whether all from a letter on at which a line begins to where it has to end is within a room."""
        reach = self.texts.reach
        return reach[_trimmed(self.texts.text, self._end(letter))] - reach[letter] <= room

    def end(self, begin: int, after: int, *, hyphen: bool) -> End | None:
        """Return where a line ends in the text of a box that begins with one letter, while the next does with another.

        ``hyphen`` is whether it ends in one, its author's own included.
        """
        text = self.texts.text
        divides = hyphen and text[after - 1] not in _HYPHENS
        return self.texts.end(begin, after if divides else _trimmed(text, after), after, divides=divides)

    def piece(self, places: Opportunities, letter: int) -> Opportunities:
        """Return those of its places from a letter on at which a line begins to where one has to end.

        Of more letters than are chosen at once only those, which tell all of their lines but the last.
        """
        end = self._end(letter)
        if end - letter > _AT_ONCE:
            last = bisect_right(self.breaks, letter + _AT_ONCE) - 1
            end = self.breaks[last] if self.breaks[last] > letter else end
        if not letter and end == self.ends[-1]:
            return places
        before = bisect_right(places.letters, letter) - 1
        passed = sum(map(_SPACES.__contains__, self.texts.text[places.letters[before] : letter]))
        return places.piece(letter, end, self.texts.reach[letter], places.passed[before] + passed)

    def settled(self, end: int) -> int:
        """Return up to where the lines are told by places that end before a letter."""
        return end if end in self.ends else end - _ANEW

    def _end(self, letter: int) -> int:
        return self.ends[min(bisect_right(self.ends, letter), len(self.ends) - 1)]


def paragraph(linebox: Any, measure: float) -> Paragraph | None:  # noqa: ANN401
    """Return what is known of a paragraph of WeasyPrint's that is ``measure`` CSS pixels wide.

    None where it holds more than text, or no space that could be made wider.
    """
    whole = texts(linebox)
    if whole is None or not (space := whole.space()):
        return None
    breaks = _breaks(whole.text, linebox.style["lang"])
    if whole.direction == "rtl":
        # WeasyPrint has signs at the end of a line on its left, also those of a word from left to right. An address has
        # a box that runs as it does.
        breaks = [one for one in breaks if whole.text[one - 1] == " " or whole.is_turned(one - 1)]
    ends = [found.end() for found in _ENDS.finditer(whole.text)]
    if ends[-1:] != [len(whole.text)]:
        ends.append(len(whole.text))
    places = _opportunities(whole, _undivided(whole, breaks, ends), ends)
    return Paragraph(whole, measure, space, ends, breaks, places)


def _undivided(whole: Texts, breaks: list[int], ends: list[int]) -> list[_Place]:
    places = [_whole(whole, one) for one in breaks]
    return sorted(
        [*places, *(_Place(end, whole.reach[_trimmed(whole.text, end)], 0.0, False) for end in ends)]
    )


def _breaks(text: str, lang: str | None) -> list[int]:
    """Return the letters before which a text may be broken without a sign (UAX 14, as Pango has it)."""
    if is_plain(text):
        return [found.end() for found in re.finditer(" (?!$)", text)]
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    attributes = lines.get_log_attrs(text, lang)
    places = (found.start() for found in _BETWEEN.finditer(text))
    return [place for place in places if attributes[place].is_line_break and not _begins(text, place)]


def _begins(text: str, place: int) -> bool:
    """Whether a line begins before a letter since the author ended the one before it."""
    return text[place - 1] == "\n" or text[place - 2 : place] == "\n "


def _whole(whole: Texts, letter: int) -> _Place:
    """Return the place before a letter at which no word is divided."""
    end = _trimmed(whole.text, letter)
    part = _HANGING.get(whole.text[end - 1], 0.0)
    return _Place(letter, whole.reach[end], part and part * whole.edge(end - 1), False)


def _trimmed(text: str, place: int) -> int:
    """Return where a line ends that is broken before a letter: before its space, or before the author's break.

    A space before that is a part of the line to WeasyPrint.
    """
    place -= text[place - 1] == " "
    return place - (text[place - 1] == "\n")


def _divisions(context: Any, known: Paragraph, part: Part) -> Iterator[_Place]:  # noqa: ANN401
    """Yield the places at which the words of a part may be divided as its style has it, a hyphen's width included."""
    style = part.box.style
    hyphen, zone = hyphen_of(style), style["hyphenate_limit_zone"]
    least = zone.value / 100 * known.measure if zone.unit == "%" else zone.value
    whole, breaks = known.texts, known.breaks
    for begin, places in divisions(context, style, part.box.text):
        before = bisect_right(breaks, part.begin + begin)
        # WeasyPrint divides a word only where so much would be left of a line without it.
        reached = whole.reach[_trimmed(whole.text, breaks[before - 1])] if before else 0.0
        for letter in places:
            reach = whole.reach[part.begin + letter] + hyphen
            if reach > reached + least:
                yield _Place(part.begin + letter, reach, _HANGING["-"] * hyphen, True)


def _opportunities(whole: Texts, places: list[_Place], ends: list[int]) -> Opportunities:
    text = whole.text
    spaces = [*accumulate((letter in _SPACES for letter in text), initial=0)]
    hyphens = [place.divides or text[place.letter - 1] in _HYPHENS for place in places]
    stubs = [
        hyphen and _is_stub(_rest(text, place.letter, ends))
        for place, hyphen in zip(places, hyphens, strict=True)
    ]
    return Opportunities(
        [0, *(place.letter for place in places)],
        [0.0, *(place.reach for place in places)],
        [0.0, *(whole.reach[place.letter] for place in places)],
        [0.0, *(place.hang for place in places)],
        [0, *(spaces[_trimmed(text, place.letter)] for place in places)],
        [0, *(spaces[place.letter] for place in places)],
        [False, *hyphens],
        [False, *stubs],
    )


def _rest(text: str, letter: int, ends: list[int]) -> str:
    """Return what stands from a letter on to where a line has to end."""
    number = bisect_right(ends, letter)
    return text[letter : ends[number] if number < len(ends) else letter].rstrip(" \n")


def _is_stub(rest: str) -> bool:
    return len(rest) <= 3 * STUB and " " not in rest and letters(rest) <= STUB
