"""Words, a face and a box -> the largest size at which they fit, and balanced lines."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.editions.epub.outlines import plain
from pubpipe.errors import ConfigurationError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

LEADING = 1.14  # of the size: large type needs little
_MEASURED = 200  # pixels; widths are taken once at this size and scaled

# Chinese, Japanese and Korean text may break after any character, but a line neither begins with what closes
# nor ends with what opens (JIS X 4051).
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
# Scripts whose letters join or move: Indic; Thai, Lao and Tibetan; Burmese; Khmer.
_COMPLEX = (("\u0900", "\u0dff"), ("\u0e00", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
_OPENING = "「『（〈《【〔［｛“‘"
_CLOSING = "、。，．・：；？！」』）〉》】〕］｝”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_PIECES = re.compile(rf"( ?)([{_OPENING}]*[{_CJK}][{_CLOSING}]*|[^ {_CJK}]*-(?=\w)|[^ {_CJK}]+[{_CLOSING}]*)")


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines as they are to be drawn, in one font; ``size``, ``leading`` and ``height`` in pixels."""

    lines: tuple[str, ...]
    font: FreeTypeFont
    size: int
    leading: int

    @property
    def height(self) -> int:
        """From the top of the first line to the foot of the last."""
        return self.size + (len(self.lines) - 1) * self.leading


@dataclass(frozen=True, slots=True)
class Face:
    """A font, its bytes or its file, the name under which errors speak of it, its number in a collection."""

    file: bytes | Path
    name: str
    index: int = 0

    def at(self, size: int, *, shaped: bool = True) -> FreeTypeFont:
        """Return the face at a size in pixels, kerned and shaped where Pillow can (it needs FriBidi)."""
        from PIL import ImageFont, features

        layout = ImageFont.Layout.RAQM if shaped and features.check("raqm") else ImageFont.Layout.BASIC
        try:
            file = BytesIO(plain(self.file)) if isinstance(self.file, bytes) else self.file
            return ImageFont.truetype(file, size, self.index, layout_engine=layout)
        except OSError as error:
            raise ConfigurationError(f"{self.name} is not a font: {error}") from error

    def can_set(self, words: str) -> bool:
        """Has the face a glyph for every character, and can its script be shaped here?"""
        from PIL import features

        if any(_needs_shaping(c) for c in words) and not features.check("raqm"):
            return False
        return all(_has_glyph(self, c) for c in sorted(set(words)) if not c.isspace())


@functools.lru_cache(maxsize=4096)
def _has_glyph(face: Face, character: str) -> bool:
    font, missing = _probe(face)
    return bytes(font.getmask(character)) != missing


@functools.lru_cache(maxsize=32)
def _probe(face: Face) -> tuple[FreeTypeFont, bytes]:
    """Return the face, small, and what it draws for a noncharacter: what it does not have looks like that."""
    font = face.at(16, shaped=False)
    return font, bytes(font.getmask("\uffff"))


def fit(words: str, face: Face, box: tuple[int, int], sizes: range) -> Setting | None:
    """Return words set in the first of ``sizes``, largest first, that fits a box (width, height), or None.

    All measures are in pixels. A word that is wider than the box makes the type smaller first, and is
    broken only where it does not fit at the least size. Lines are as equal in length as their number allows.
    """
    width, height = box
    font = face.at(_MEASURED)
    pieces = [_Piece(space, word, font.getlength(word)) for space, word in _PIECES.findall(words)]
    gap = font.getlength(" ")
    for size in sizes:
        room = width * _MEASURED / size
        if size == sizes[-1]:
            pieces = [part for piece in pieces for part in _broken(piece, font, room)]
        elif max(piece.wide for piece in pieces) > room:
            continue
        leading = round(size * LEADING)
        lines = _lines(pieces, gap, room)
        if size + (len(lines) - 1) * leading <= height:
            return Setting(tuple(_balanced(pieces, gap, room, len(lines))), face.at(size), size, leading)
    return None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What no line breaks: a word or a part of one, the space before it, its width as measured."""

    space: str
    word: str
    wide: float


def _lines(pieces: list[_Piece], gap: float, width: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    for piece in pieces:
        needed = piece.wide + (gap if piece.space else 0)
        if lines and needed <= room:
            lines[-1] += piece.space + piece.word
            room -= needed
        else:
            lines.append(piece.word)
            room = width - piece.wide
    return lines


def _balanced(pieces: list[_Piece], gap: float, width: float, count: int) -> list[str]:
    """Break into the same number of lines in the narrowest measure that gives it: no short last line."""
    low, high = max(piece.wide for piece in pieces), width
    for _ in range(12):
        middle = (low + high) / 2
        if len(_lines(pieces, gap, middle)) > count:
            low = middle
        else:
            high = middle
    return _lines(pieces, gap, high)


def _broken(piece: _Piece, font: FreeTypeFont, width: float) -> list[_Piece]:
    if piece.wide <= width:
        return [piece]
    parts: list[_Piece] = []
    space, rest, wide = piece.space, piece.word, piece.wide
    while wide > width and len(rest) > 1:
        cut = len(rest) - 1
        while cut > 1 and font.getlength(rest[:cut]) > width:
            cut = min(cut - 1, max(1, int(cut * width / font.getlength(rest[:cut]))))
        parts.append(_Piece(space, rest[:cut], font.getlength(rest[:cut])))
        space, rest = "", rest[cut:]
        wide = font.getlength(rest)
    return [*parts, _Piece(space, rest, wide)]


def _needs_shaping(character: str) -> bool:
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return True
    return any(first <= character <= last for first, last in _COMPLEX)
