"""A paragraph of WeasyPrint's -> its text, how far that reaches before each letter, and where each box begins in it.

Only what stands in lines is known here: text and the breaks that its author set, within inline boxes, and the calls of
notes. What holds anything else (pictures, floats, soft hyphens), or is longer than any paragraph of prose, is left to
WeasyPrint, which takes one line at a time.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Any, NamedTuple

from pubpipe.editions.pdf.engine.advances import Advances, advances
from pubpipe.editions.pdf.engine.ends import End

Path = tuple[int, ...]

_INLINE = frozenset({"LineBox", "InlineBox"})
_MOST = 100_000  # letters of a paragraph, which are laid out at once
_BREAK = "\n"  # the text of a box that ends a line
_SPECIAL = re.compile("[\u00ad\r\t\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one box: where it begins and ends in the paragraph, in letters, and in CSS pixels.

    ``edge`` and ``left`` are how far the paragraph reaches before it without and with the sides of the boxes that begin
    there (margins, borders, padding), and ``right`` behind it, with those of the boxes that end there. ``first`` is its
    first letter in what was laid out, ``unit`` one of Pango's in CSS pixels.
    """

    begin: int
    end: int
    edge: float
    left: float
    right: float
    box: Any
    known: Advances
    first: int
    unit: float

    def reaches(self, next_begin: int) -> Iterator[float]:
        """Yield how far the paragraph reaches before each letter, in CSS pixels, from here to where the next begins."""
        known, first, left, unit = self.known, self.first, self.left, self.unit
        before = known.before(first)
        glyphs = map(bisect_left, repeat(known.starts), range(first + 1, first + self.end - self.begin))
        yield self.edge
        yield from [left + (reach - before) * unit for reach in map(known.reach.__getitem__, glyphs)]
        yield from repeat(self.right, next_begin - self.end)

    def place(self, letter: int) -> float:
        """Return where the text reaches before one of its letters, in CSS pixels."""
        known, first = self.known, self.first
        return self.left + (known.before(letter - self.begin + first) - known.before(first)) * self.unit


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of a paragraph and its parts.

    ``direction`` is that in which its lines run, as CSS has it. ``boxes`` has where a box begins, in letters, and its
    text if it holds one, by the numbers of the children that lead to it. ``reach`` is how far the paragraph reaches
    before each letter, in CSS pixels, its whole width the last.
    """

    text: str
    direction: str
    parts: tuple[Part, ...]
    boxes: Mapping[Path, tuple[int, str | None]]
    reach: Sequence[float]

    def end(self, begin: int, end: int, after: int, *, divides: bool) -> End | None:
        """Return where a line ends in the text of a box, None where it ends with that, or the next line begins behind.

        It has the letters from one to another, and the next line begins with a third.
        """
        part = self._part(end - 1)
        if after >= part.end:
            return None
        begin = max(begin, part.begin)
        return End(part.box.text[begin - part.begin :], end - begin, divides)

    def edge(self, letter: int) -> float:
        """Return the width of a letter that ends a line, in CSS pixels, nought where it is not at the line's edge.

        It is not where it stands in a box that runs the other way, or that has something at its side.
        """
        part = self._part(letter)
        has_side = letter + 1 == part.end and part.right != part.place(part.end)
        return 0.0 if has_side or self.is_turned(letter) else part.place(letter + 1) - part.place(letter)

    def is_turned(self, letter: int) -> bool:
        """Whether a letter stands in a box that runs the other way than the paragraph."""
        return bool(self._part(letter).box.style["direction"] != self.direction)

    def space(self) -> float:
        """Return the width of the first space between words in CSS pixels, nought where there is none."""
        letter = self.text.find(" ")
        part = self._part(letter)
        return part.place(letter + 1) - part.place(letter) if letter >= 0 else 0.0

    def letter(self, resume: Any) -> int:  # noqa: ANN401
        """Return the letter at which WeasyPrint goes on, which it gives as nested indexes, the last in bytes."""
        path: Path = ()
        begin, text = 0, None
        while resume:
            (index, resume), *_ = resume.items()
            if text is not None:
                begin += len(text.encode()[:index].decode())
                break
            path = (*path, index)
            begin, text = self.boxes.get(path, (len(self.text), None))
        while begin < len(self.text) and self.text[begin] == " ":
            begin += 1
        return begin

    def _part(self, letter: int) -> Part:
        parts = self.parts
        return parts[bisect_right(parts, letter, key=lambda part: part.begin) - 1 if len(parts) > 1 else 0]


class _Side(NamedTuple):
    """The margin, border and padding in CSS pixels with which a box begins or ends."""

    width: float
    begins: bool


def texts(linebox: Any) -> Texts | None:  # noqa: ANN401
    """Return the text of a paragraph, None where it holds more than is known here."""
    boxes: dict[Path, tuple[int, str | None]] = {}
    found = [*_in_flow(linebox, (), 0, boxes)]
    if not found or None in found:
        return None
    text = "".join(one.text for one in found if not isinstance(one, _Side))
    is_known = len(text) <= _MOST and not text.startswith(_BREAK) and not _SPECIAL.search(text)
    parts = _parts(found) if is_known else None
    if not parts:
        return None
    begins = [*(part.begin for part in parts[1:]), len(text) + 1]
    reach = [*chain.from_iterable(part.reaches(begin) for part, begin in zip(parts, begins, strict=True))]
    return Texts(text, linebox.style["direction"], tuple(parts), boxes, reach)


def _in_flow(box: Any, path: Path, begin: int, boxes: dict[Path, tuple[int, str | None]]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the boxes of text in a box that begins at a letter, with the sides around them; notes where each is.

    None stands for what is not known.
    """
    for number, child in enumerate(box.children):
        place = (*path, number)
        if not child.is_in_normal_flow():
            # It stands at the foot of the page, and its call in the line.
            if not child.is_note():
                yield None
        elif hasattr(child, "text"):
            boxes[place] = begin, child.text
            begin += len(child.text)
            yield child if child.style["white_space"] == "normal" or child.text == _BREAK else None
        elif type(child).__name__ in _INLINE:
            sides = _sides(child.style)
            boxes[place] = begin, None
            yield sides and sides[0]
            for one in _in_flow(child, place, begin, boxes):
                yield one
                begin += len(one.text) if hasattr(one, "text") else 0
            yield sides and sides[1]
        else:
            yield None


def _sides(style: Any) -> tuple[_Side, _Side] | None:  # noqa: ANN401
    """Return the sides with which an inline box begins and ends, None where they are not known."""
    widths = [style["border_left_width"], style["border_right_width"]]
    for number, side in enumerate(("left", "right")):
        for length in (style[f"margin_{side}"], style[f"padding_{side}"]):
            if getattr(length, "value", None) != 0 and getattr(length, "unit", None) != "px":
                return None
            widths[number] += length.value
    if any(widths) and style["box_decoration_break"] != "slice":
        return None
    begin, end = widths if style["direction"] == "ltr" else reversed(widths)
    return _Side(begin, True), _Side(end, False)


def _parts(found: list[Any]) -> list[Part]:
    """Return texts with their advances and the sides between them."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    parts, begin, edge, left = list[Part](), 0, 0.0, 0.0
    for one in found:
        if isinstance(one, _Side):
            left += one.width
            edge = edge if one.begins else left
            if parts and one.width and not one.begins:
                parts[-1] = replace(parts[-1], right=edge)
        elif one.text and one.text != _BREAK:
            end = begin + len(one.text)
            laid_out = advances(lines, one.style, one.text, len(one.text))
            part = Part(begin, end, edge, left, 0.0, one, *laid_out, lines.FROM_UNITS)
            spacing = one.style["letter_spacing"]
            # WeasyPrint has it behind the last letter as well.
            edge = left = part.place(end) + (0 if spacing == "normal" else spacing)
            parts.append(replace(part, right=edge))
            begin = end
        else:
            begin += len(one.text)
    return parts
