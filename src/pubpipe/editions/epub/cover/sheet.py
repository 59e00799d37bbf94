"""Words and fillings in an ink each -> a sheet, as a PNG of few shades and as a small picture.

A sheet is drawn as one plane of coverage, 0 to 255; which ink covers is a matter of the row. Most of a cover is paper,
and a strip of paper is packed once a process and made small without being looked at.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageDraw import ImageDraw

REVERSED = "reversed"  # the paper's colour on the accent
# The inks and how many shades each has from the paper to its full colour. With the paper they are 16 colours,
# four bits a pixel: drawn and packed in a tenth of the time that full colour takes.
INKS = {"ink": 7, "accent": 4, "soft": 4}
_FINE = dict.fromkeys(INKS, 15)  # the shades of a small picture: a mean of squares has more of them
_BITS = 4
GRID = 8  # rows: an ink has the rows of its words to itself, and as many more as make a multiple of this
_BLANKS = (64, GRID)  # rows: the heights in which blank strips are packed
_PRIME = 65_521  # of Adler-32


class Sheet:
    """A sheet of paper; no two inks share a row."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image

        self._coverage = Image.new("L", (width, height), 0)
        self._inks = ["ink"] * height

    def fill(self, box: tuple[int, int, int, int], ink: str) -> None:
        """Fill a box (left, top, right, bottom) with an ink."""
        self._coverage.paste(255, box)
        self._ink(box[1], box[3], ink)

    def band(self, top: int, bottom: int) -> None:
        """Lay the accent over rows, multiples of ``GRID``, for what is ``REVERSED`` on it."""
        self._ink(top, bottom, REVERSED)

    def ornament(self, ink: str, middle: tuple[int, int], half: int) -> None:
        """Draw what stands for words: three lozenges about a point, as printers end a chapter with."""
        x0, y = middle
        pen = self.pen(y - half, y + half + 1, ink)
        for x in (x0 - half * 22 // 7, x0, x0 + half * 22 // 7):
            pen.polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], fill=255)

    def pen(self, top: int, bottom: int, ink: str) -> ImageDraw:
        """Return what draws coverage (0 to 255) on the sheet, after giving rows to an ink."""
        from PIL import ImageDraw

        self._ink(top, bottom, ink)
        return ImageDraw.Draw(self._coverage)

    def cut(self) -> Strips:
        """Return what is drawn, in strips from the top."""
        return tuple(self._strips())

    def _strips(self) -> Iterator[Strip]:
        width, height = self._coverage.size
        for ink, rows in groupby(range(0, height, GRID), self._inks.__getitem__):
            top, *more = rows
            bottom = min((more[-1] if more else top) + GRID, height)
            part = self._coverage.crop((0, top, width, bottom))
            drawn = part.getbbox()
            if drawn is None:
                yield Strip(width, bottom - top, ink)
                continue
            first, last = drawn[1] // GRID * GRID, min(-(-drawn[3] // GRID) * GRID, bottom - top)
            if first:
                yield Strip(width, first, ink)
            yield Strip(width, last - first, ink, part.crop((0, first, width, last)))
            if last < bottom - top:
                yield Strip(width, bottom - top - last, ink)

    def _ink(self, top: int, bottom: int, ink: str) -> None:
        first, last = max(top // GRID * GRID, 0), min(-(-bottom // GRID) * GRID, len(self._inks))
        self._inks[first:last] = [ink] * (last - first)


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a sheet, as wide as that: its ink, and how much of that covers each pixel (0 to 255) or, None, none."""

    width: int
    height: int
    ink: str
    coverage: Image.Image | None = None


Strips: TypeAlias = tuple[Strip, ...]


def png(strips: Strips, colours: Mapping[str, str]) -> bytes:
    """Return a sheet as a PNG (ISO/IEC 15948) whose palette runs from the paper to each ink."""
    packed, check = [b"\x78\x01"], 1
    for strip in strips:
        ramp = _ramp(strip.ink, tuple(INKS.items()))
        if strip.coverage is None:
            for length, own, deflated in _blanks(ramp[0], strip.width, strip.height):
                check = _continued(check, own, length)
                packed.append(deflated)
        else:
            rows = _rows(strip.coverage.point(ramp))
            check = zlib.adler32(rows, check)
            packed.append(_deflated(rows))
    packed += [b"\x03\x00", struct.pack(">I", check)]  # the last block of RFC 1951, empty; RFC 1950's sum
    head = struct.pack(">IIBBBBB", strips[0].width, sum(strip.height for strip in strips), _BITS, 3, 0, 0, 0)
    palette = _palette(colours, INKS)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", b"".join(packed)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def small(strips: Strips, colours: Mapping[str, str], by: int) -> Image.Image:
    """Return a sheet in full colour, each square of ``by`` pixels, a divisor of ``GRID``, made one of their mean.

    What is left over at the foot of the sheet, of less than ``by`` rows, is left out.
    """
    from PIL import Image

    width, height = strips[0].width // by, sum(strip.height for strip in strips) // by
    made = Image.new("P", (width, height), 0)
    made.putpalette(_palette(colours, _FINE))
    top = 0
    for strip in strips:
        ramp, rows = _ramp(strip.ink, tuple(_FINE.items())), strip.height // by
        if strip.coverage is None:
            made.paste(ramp[0], (0, top, width, top + rows))
        elif rows:
            means = strip.coverage.reduce(by, (0, 0, width * by, rows * by))
            made.paste(means.point(ramp), (0, top))
        top += rows
    return made.convert("RGB")


@functools.lru_cache(maxsize=16)
def _ramp(ink: str, inks: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    """Return the number of the shade in the palette for each coverage of an ink, 0 to 255."""
    shades, last, number = 0, 0, {}
    for name, shades in inks:
        number[name] = (0, *range(last + 1, last + shades + 1))
        last += shades
    number[REVERSED] = number["accent"][::-1]
    steps = number[ink]
    return tuple(steps[round(coverage * (len(steps) - 1) / 255)] for coverage in range(256))


def _palette(colours: Mapping[str, str], inks: Mapping[str, int]) -> bytes:
    from PIL.ImageColor import getrgb

    paper = getrgb(colours["paper"])[:3]
    palette = list(paper)
    for ink, shades in inks.items():
        full = getrgb(colours[ink])[:3]
        for n in range(1, shades + 1):
            palette += [round(p + (f - p) * n / shades) for p, f in zip(paper, full, strict=True)]
    return bytes(palette)


def _rows(shades: Image.Image) -> bytes:
    """Return rows of four bits a pixel, each after a byte that says that it is not filtered."""
    shades.putpalette(b"")
    data = shades.tobytes("raw", f"P;{_BITS}")
    wide = len(data) // shades.height
    return b"\0" + b"\0".join([data[at : at + wide] for at in range(0, len(data), wide)])


def _deflated(rows: bytes) -> bytes:
    """Return rows packed by themselves, so that they can stand among others in one stream (RFC 1951)."""
    # Runs of one colour are all there is: zlib's plainest strategy packs them best, and twice as fast.
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE)
    return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)


def _blanks(shade: int, width: int, height: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield rows of one shade in parts: the length of each, its sum, and the rows packed."""
    for rows in _BLANKS:
        while height >= rows:
            yield _blank(shade, width, rows)
            height -= rows
    if height:
        yield _blank(shade, width, height)


@functools.lru_cache(maxsize=32)
def _blank(shade: int, width: int, height: int) -> tuple[int, int, bytes]:
    rows = (b"\0" + bytes([shade << _BITS | shade]) * (width * _BITS // 8)) * height
    return len(rows), zlib.adler32(rows), _deflated(rows)


def _continued(check: int, following: int, length: int) -> int:
    """Return the sum of bytes (Adler-32, RFC 1950) from that of their beginning and that of the rest."""
    ones, sums = check & 0xFFFF, check >> 16
    more, others = following & 0xFFFF, following >> 16
    return (sums + others + length * (ones - 1)) % _PRIME << 16 | (ones + more - 1) % _PRIME


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
