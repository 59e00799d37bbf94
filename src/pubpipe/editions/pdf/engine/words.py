"""A text of plain words -> WeasyPrint's first line of it, cut out of one layout of the whole, not out of a draft.

WeasyPrint lets Pango break a draft of almost two lines, and sets the line that comes of it once more alone. Where words
are plain, how far the letters of their paragraph reach tells where a line ends, if there is surely room for its words
and none for the next. What is not certain goes WeasyPrint's own way.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pubpipe.editions.pdf.engine.advances import FIELDS, Advances, advances, runs_of
from pubpipe.editions.pdf.engine.ends import End, end_of
from pubpipe.editions.pdf.engine.replacing import replace
from pubpipe.editions.pdf.engine.signs import Sign, sign_after
from pubpipe.editions.pdf.engine.slices import cut

_RATIO = 4  # WeasyPrint's draft has so many characters for each measure of the type's size
# What kerning with a space might take off a word or add, in parts of the type's size: more than any face's does.
_DOUBT = 0.1
_LETTER = "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0386\u0388-\u03ff\u0400-\u0481\u048a-\u052f]"
# A line ends between such words, and nowhere within them (UAX 14).
_WORD = f'[\u201c\u2018"]?{_LETTER}+(?:[\u2019\'.,]{_LETTER}+)*[\u2019\u201d".,;:!?)]*'
_WORDS = re.compile(f" ?(?:{_WORD} )+")
_ALL = re.compile(f" ?(?:{_WORD} )*{_WORD} ?")

_usual = itemgetter("white_space", "letter_spacing", "word_spacing", "direction")
_USUAL = ("normal", "normal", 0, "ltr")


def set_once() -> None:
    """Let WeasyPrint set lines of plain words so."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    if lines.ffi.sizeof("PangoGlyphInfo") == 4 * FIELDS:
        replace(lines.split_first_line, _setting(lines, lines.split_first_line))


def is_plain(text: str) -> bool:
    """Whether lines of a text end at its spaces and nowhere else, but for words that are divided."""
    return _ALL.fullmatch(text) is not None


def _setting(lines: Any, split: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ANN401
    def first_line(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:  # noqa: ANN401
        if (
            max_width is not None
            and 0 < _RATIO * style["font_size"] <= max_width < 2**21
            and _usual(style) == _USUAL
        ):
            end = end_of(text)
            made = _chosen(lines, end, style, max_width, justification_spacing) if end else None
            if made is None:
                made = _alone(lines, text, style, max_width, justification_spacing)
            if made is not None:
                return made
        return split(text, style, context, max_width, justification_spacing, is_line_start, minimum)

    return first_line


def _chosen(lines: Any, end: End, style: Any, room: float, justification_spacing: float) -> Any:  # noqa: ANN401
    """Return a line that ends where it is to end; None where it has no room, or no letter before its hyphen."""
    known, begin = advances(lines, style, end.text, end.length)
    sign = sign_after(lines, style, end.text[end.length - 1]) if end.divides else None
    if end.divides and sign is None:
        return None
    made = _made(
        lines, style, _Line(known, begin, end.length, len(end.text), sign), room, justification_spacing
    )
    return made if made[3] <= room else None


def _alone(lines: Any, text: str, style: Any, room: float, justification_spacing: float) -> Any:  # noqa: ANN401
    """Return what WeasyPrint's function does for a text; None where it is not of plain words, or its end in doubt."""
    plain, is_all = _plain(text, int(room / style["font_size"] * _RATIO))
    if not plain:
        return None
    known, begin = advances(lines, style, text, len(plain))

    def width(start: int, stop: int) -> float:
        return float((known.before(begin + stop) - known.before(begin + start)) * lines.FROM_UNITS)

    if is_all and width(0, len(plain)) <= room - _DOUBT * style["font_size"]:
        return _made(lines, style, _Line(known, begin, len(plain), len(text)), room, justification_spacing)
    end = plain.rfind(" ", 0, known.fitting(begin, int(room * lines.TO_UNITS)) - begin + 1)
    stop = plain.find(" ", end + 1)
    if stop < 0:
        stop = len(plain) if is_all else end
    following, more = plain[end + 1 : stop], width(end, stop)
    if end <= 0 or not following or not _ends_there(style, room, room - width(0, end), following, more):
        return None
    return _made(lines, style, _Line(known, begin, end, len(text)), room, justification_spacing)


def _plain(text: str, most: int) -> tuple[str, bool]:
    """Return the plain words at the beginning of a text, whole ones if it goes on, and whether they are all of it."""
    if len(text) <= most and _ALL.fullmatch(text):
        return text, True
    found = _WORDS.match(text, 0, most)
    return found[0] if found else "", False


def _ends_there(style: Any, room: float, left: float, following: str, more: float) -> bool:  # noqa: ANN401
    """Whether a line with so much left surely has room for its words, and none for the next, nor for a part of it."""
    doubt = _DOUBT * style["font_size"]
    if left < doubt or more < left + doubt:
        return False
    if style["hyphens"] != "auto" or len(following) < style["hyphenate_limit_chars"][0]:
        return True
    from weasyprint.layout.percent import percentage

    # A word is divided where more is left than that.
    return bool(left + doubt < percentage(style["hyphenate_limit_zone"], style, room))


@dataclass(frozen=True, slots=True)
class _Line:
    """Some first letters of a text of ``whole``, as places in what it was laid out with, and the hyphen behind them."""

    known: Advances
    begin: int
    length: int
    whole: int
    sign: Sign | None = None

    @property
    def words(self) -> str:
        return self.known.text[self.begin : self.begin + self.length]

    @property
    def shown(self) -> str:
        return self.words + (self.sign.text if self.sign else "")

    @property
    def resume(self) -> int | None:
        """The byte at which the next line begins, behind a space that stands between them; None behind the whole."""
        if self.length == self.whole:
            return None
        following = self.begin + self.length
        return len(self.words.encode()) + (self.known.text[following] == " ")


def _made(lines: Any, style: Any, line: _Line, room: float, justification_spacing: float) -> Any:  # noqa: ANN401
    """Return a line as WeasyPrint's function does, cut out of its text, or laid out by itself."""
    shown, resume = line.shown, line.resume
    is_bare = style["text_decoration_line"] == "none"
    end = line.begin + line.length
    piece = cut(line.known, line.begin, end, lines.FROM_UNITS, line.sign) if is_bare else None
    if piece is not None and piece.is_proved:
        layout = piece.layout(lines, style, shown, room, justification_spacing)
        return (layout, len(line.words.encode()), resume, *piece.measures)
    layout = lines.Layout(style, justification_spacing, room)
    layout.set_text(shown)
    first = layout.get_first_line()[0]
    vars(layout)["is_alone"] = True
    glyphs = runs_of(lines.ffi, first)[1] if piece else []
    hyphen = (True, line.sign.text) if line.sign else ()
    layout, length, _, *measures = lines.first_line_metrics(first, shown, layout, None, True, style, *hyphen)
    if piece is not None:
        piece.prove(tuple(measures), glyphs)
    return (layout, length, resume, *measures)
