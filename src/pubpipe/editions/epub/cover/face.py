"""A font, as bytes or as a file -> its glyphs at a size, and whether it can set given words."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pubpipe.editions.epub.cover.outlines import plain
from pubpipe.errors import ConfigurationError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# Scripts whose letters join or move: Indic; Thai, Lao and Tibetan; Burmese; Khmer.
_COMPLEX = (("\u0900", "\u0dff"), ("\u0e00", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


@dataclass(frozen=True, slots=True)
class Face:
    """A font, its bytes or its file, the name under which errors speak of it, its number in a collection."""

    file: bytes | Path
    name: str
    index: int = 0

    def at(self, size: int, *, shaped: bool = True) -> FreeTypeFont:
        """Return the face at a size in pixels, kerned and shaped where Pillow can (it needs FriBidi)."""
        return _at(self, size, shaped)

    def can_set(self, words: str) -> bool:
        """Has the face a glyph for every character, and can its script be shaped here?"""
        from PIL import features

        if any(_needs_shaping(c) for c in words) and not features.check("raqm"):
            return False
        return all(_has_glyph(self, c) for c in sorted(set(words)) if not c.isspace())


# A face's own program runs before the first glyph of a size, and takes longer than a label's glyphs. The labels
# have the same sizes on each cover.
@functools.lru_cache(maxsize=8)
def _at(face: Face, size: int, shaped: bool) -> FreeTypeFont:
    from PIL import ImageFont, features

    layout = ImageFont.Layout.RAQM if shaped and features.check("raqm") else ImageFont.Layout.BASIC
    try:
        file = BytesIO(plain(face.file)) if isinstance(face.file, bytes) else face.file
        return ImageFont.truetype(file, size, face.index, layout_engine=layout)
    except OSError as error:
        raise ConfigurationError(f"{face.name} is not a font: {error}") from error


@functools.lru_cache(maxsize=4096)
def _has_glyph(face: Face, character: str) -> bool:
    font, width, missing = _probe(face)
    # A width costs a tenth of a picture.
    return font.getlength(character) != width or bytes(font.getmask(character)) != missing


@functools.lru_cache(maxsize=32)
def _probe(face: Face) -> tuple[FreeTypeFont, float, bytes]:
    """Return the face, small, with width and picture that it has for a noncharacter, as for all that it lacks."""
    font = face.at(16, shaped=False)
    return font, font.getlength("\uffff"), bytes(font.getmask("\uffff"))


def _needs_shaping(character: str) -> bool:
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return True
    return is_tall(character)


def is_tall(character: str) -> bool:
    """Has a character signs over and under it, and a shape that depends on its neighbours?"""
    return any(first <= character <= last for first, last in _COMPLEX)
