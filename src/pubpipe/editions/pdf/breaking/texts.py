"""A paragraph of WeasyPrint's -> its text, how far that reaches before each letter, and where each box begins in it.

Only what stands in lines is known here: text and the breaks that its author set, within inline boxes that take no room
of their own, and the calls of notes. What holds anything else (pictures, floats, soft hyphens), or is longer than any
paragraph of prose, is left to WeasyPrint, which takes one line at a time.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engine.advances import Advances, advances

Path = tuple[int, ...]

_INLINE = frozenset({"LineBox", "InlineBox"})
_SIDES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right"))
_BORDERS = ("border_left_width", "border_right_width")
_MOST = 100_000  # letters of a paragraph, which are laid out at once
_BREAK = "\n"  # the text of a box that ends a line
_SPECIAL = re.compile("[\u00ad\r\t\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Part:
    """The text of one box: where it begins in the paragraph, in letters, and in CSS pixels.

    ``first`` is its first letter in what was laid out, ``unit`` one of Pango's in CSS pixels.
    """

    begin: int
    left: float
    box: Any
    known: Advances
    first: int
    unit: float

    def reach(self, letter: int) -> float:
        """Return how far the paragraph reaches before one of its letters that stands here, in CSS pixels."""
        known, first = self.known, self.first
        return self.left + (known.before(letter - self.begin + first) - known.before(first)) * self.unit


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of a paragraph and its parts.

    ``direction`` is that in which its lines run, as CSS has it. ``boxes`` has where a box begins, in letters, and its
    text if it holds one, by the numbers of the children that lead to it.
    """

    text: str
    direction: str
    parts: tuple[Part, ...]
    boxes: Mapping[Path, tuple[int, str | None]]

    def reach(self, letter: int) -> float:
        """Return how far the paragraph reaches before one of its letters, in CSS pixels."""
        return self._part(letter).reach(letter)

    def ends_aside(self, letter: int) -> bool:
        """Whether a letter that ends a line stands in a box that runs the other way, and so not at the line's edge."""
        return bool(self._part(letter).box.style["direction"] != self.direction)

    def space(self) -> float:
        """Return the width of the first space between words in CSS pixels, nought where there is none."""
        place = self.text.find(" ")
        return self.reach(place + 1) - self.reach(place) if place >= 0 else 0.0

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


def texts(linebox: Any) -> Texts | None:  # noqa: ANN401
    """Return the text of a paragraph, None where it holds more than is known here."""
    boxes: dict[Path, tuple[int, str | None]] = {}
    found = [*_in_flow(linebox, (), 0, boxes)]
    if not found or None in found:
        return None
    text = "".join(box.text for box in found)
    is_known = len(text) <= _MOST and not text.startswith(_BREAK) and not _SPECIAL.search(text)
    parts = _parts(found) if is_known else None
    return Texts(text, linebox.style["direction"], tuple(parts), boxes) if parts else None


def _in_flow(box: Any, path: Path, begin: int, boxes: dict[Path, tuple[int, str | None]]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the boxes of text in a box that begins at a letter, None for what is not known; notes where each is."""
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
        elif type(child).__name__ in _INLINE and _is_bare(child.style):
            boxes[place] = begin, None
            for one in _in_flow(child, place, begin, boxes):
                yield one
                begin += len(one.text) if one else 0
        else:
            yield None


def _is_bare(style: Any) -> bool:  # noqa: ANN401
    """Whether an inline box takes no room beside its text."""
    sides = all(getattr(style[side], "value", None) == 0 for side in _SIDES)
    return sides and not any(style[border] for border in _BORDERS)


def _parts(boxes: list[Any]) -> list[Part]:
    """Return texts with their advances."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    parts, begin, left = list[Part](), 0, 0.0
    for box in boxes:
        if not box.text or box.text == _BREAK:
            begin += len(box.text)
            continue
        laid_out = advances(lines, box.style, box.text, len(box.text))
        parts.append(Part(begin, left, box, *laid_out, lines.FROM_UNITS))
        begin += len(box.text)
        spacing = box.style["letter_spacing"]
        # WeasyPrint has it behind the last letter as well.
        left = parts[-1].reach(begin) + (0 if spacing == "normal" else spacing)
    return parts
