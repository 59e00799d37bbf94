"""Words, a face and a box -> the largest size at which they fit, and balanced lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.editions.epub.cover.face import Face, is_tall
from pubpipe.editions.epub.cover.parting import parts, pieces

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from pubpipe.editions.epub.cover.mixed import Mixed, Mixture

LEADING = 1.14  # of the size: large type needs little
TALL = 1.3  # for scripts with signs over and under their letters
_MEASURED = 200  # pixels; widths are taken once at this size and scaled


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines as they are to be drawn, in one font; ``size``, ``leading`` and ``height`` in pixels."""

    lines: tuple[str, ...]
    font: FreeTypeFont | Mixed
    size: int
    leading: int

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last."""
        return self.size + (len(self.lines) - 1) * self.leading


def fit(
    words: str, face: Face | Mixture, box: tuple[int, int], sizes: range, lang: str = ""
) -> Setting | None:
    """Return words set in the first of ``sizes``, largest first, that fits a box (width, height), or None.

    All measures are in pixels. A word that is wider than the box makes the type smaller first, down to half of the
    largest; below that it is divided, as its language does, and anywhere only where it does not fit at the least
    size. Lines are as equal in length as their number allows.
    """
    width, height = box
    font = face.at(_MEASURED)
    set_pieces = [_piece(space, word, "", font) for space, word in pieces(words, lang)]
    gap = font.getlength(" ")
    proportion = TALL if any(map(is_tall, words)) else LEADING
    divided = False
    for size in sizes:
        room = width * _MEASURED / size
        if not divided and (2 * size < sizes[0] or size == sizes[-1]):
            set_pieces = [part for piece in set_pieces for part in _divided(piece, font, room, lang)]
            divided = True
        if size == sizes[-1]:
            set_pieces = [part for piece in set_pieces for part in _broken(piece, font, room)]
        elif max(piece.whole for piece in set_pieces) > room:
            continue
        leading = round(size * proportion)
        lines = _lines(set_pieces, gap, room)
        if size + (len(lines) - 1) * leading <= height:
            return Setting(tuple(_balanced(set_pieces, gap, room, len(lines))), face.at(size), size, leading)
    return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What no line breaks: a word or a part of one, the space before it, its width as measured.

    ``mark`` is what stands after it at a line's end, ``whole`` the width with it.
    """

    space: str
    word: str
    wide: float
    mark: str
    whole: float


def _piece(space: str, word: str, mark: str, font: FreeTypeFont | Mixed) -> _Piece:
    wide = font.getlength(word)
    return _Piece(space, word, wide, mark, font.getlength(word + mark) if mark else wide)


def _lines(words: list[_Piece], gap: float, width: float) -> list[str]:
    lines: list[str] = []
    room, mark = 0.0, ""
    for piece in words:
        before = gap if piece.space else 0
        if lines and before + piece.whole <= room:
            lines[-1] = lines[-1].removesuffix(mark) + piece.space + piece.word + piece.mark
            room -= before + piece.wide
        else:
            lines.append(piece.word + piece.mark)
            room = width - piece.wide
        mark = piece.mark
    return lines


def _balanced(words: list[_Piece], gap: float, width: float, count: int) -> list[str]:
    """Break into the same number of lines in the narrowest measure that gives it: no short last line."""
    low, high = max(piece.whole for piece in words), width
    for _ in range(12):
        middle = (low + high) / 2
        if len(_lines(words, gap, middle)) > count:
            low = middle
        else:
            high = middle
    return _lines(words, gap, high)


def _divided(piece: _Piece, font: FreeTypeFont | Mixed, width: float, lang: str) -> list[_Piece]:
    if piece.wide <= width:
        return [piece]
    return [
        _piece("" if number else piece.space, part, mark, font)
        for number, (part, mark) in enumerate(parts(piece.word, lang))
    ]


def _broken(piece: _Piece, font: FreeTypeFont | Mixed, width: float) -> list[_Piece]:
    if piece.whole <= width:
        return [piece]
    found: list[_Piece] = []
    space, rest, wide = piece.space, piece.word, piece.whole
    while wide > width and len(rest) > 1:
        cut = len(rest) - 1
        while cut > 1 and font.getlength(rest[:cut]) > width:
            cut = min(cut - 1, max(1, int(cut * width / font.getlength(rest[:cut]))))
        found.append(_piece(space, rest[:cut], "", font))
        space, rest = "", rest[cut:]
        wide = font.getlength(rest + piece.mark)
    return [*found, _piece(space, rest, piece.mark, font)]
