"""Bands of words and inks -> a sheet of numbered shades, as a PNG and as a small picture.

Most of a cover is paper. Where a strip of the sheet has one colour throughout, it is packed once a process, and made
small without being looked at: a quarter of the time that a whole picture takes.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL import Image

REVERSED = "reversed"  # the paper's colour on the accent
# The inks and how many shades each has from the paper to its full colour. With the paper they are 16 colours,
# four bits a pixel: drawn and packed in a tenth of the time that full colour takes.
INKS = {"ink": 7, "accent": 4, "soft": 4}
_BITS = 4
_STRIP = 32  # rows
_PRIME = 65_521  # of Adler-32


class Sheet:
    """A sheet of paper as numbers of its palette: 0 the paper, then the shades of each ink."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image

        self._indexes = Image.new("L", (width, height), 0)
        self._inked = set[int]()  # strips that may not be paper throughout
        self._last = {ink: sum(list(INKS.values())[: n + 1]) for n, ink in enumerate(INKS)} | {REVERSED: 0}

    def fill(self, box: tuple[int, int, int, int], ink: str) -> None:
        """Fill a box (left, top, right, bottom) with an ink."""
        self._indexes.paste(self._last[ink], box)
        self._ink(box[1], box[3])

    def ornament(self, ink: str, middle: tuple[int, int], half: int) -> None:
        """Draw what stands for words: three lozenges about a point, as printers end a chapter with."""
        from PIL import ImageDraw

        x0, y = middle
        for x in (x0 - half * 22 // 7, x0, x0 + half * 22 // 7):
            points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
            ImageDraw.Draw(self._indexes).polygon(points, fill=self._last[ink])
        self._ink(y - half, y + half + 1)

    def lay(self, band: Image.Image, top: int, ink: str) -> None:
        """Lay a band of coverage (0 to 255), as wide as the sheet, in an ink; bands do not overlap."""
        shades = INKS["accent" if ink == REVERSED else ink]
        levels = [round(coverage * shades / 255) for coverage in range(256)]
        if ink == REVERSED:  # from the accent down its shades to the paper
            full = self._last["accent"]
            table = [full - level if level < shades else 0 for level in levels]
        else:
            first = self._last[ink] - shades
            table = [first + level if level else 0 for level in levels]
        self._indexes.paste(band.point(table), (0, top))
        self._ink(top, top + band.height)

    def cut(self) -> Strips:
        """Return what is drawn, in strips from the top."""
        width, height = self._indexes.size
        strips = []
        for number, top in enumerate(range(0, height, _STRIP)):
            wide = min(_STRIP, height - top)
            part = self._indexes.crop((0, top, width, top + wide)) if number in self._inked else None
            strips.append(Strip(width, wide, 0 if part is None else _plain(part)))
        return tuple(strips)

    def _ink(self, top: int, bottom: int) -> None:
        self._inked.update(range(top // _STRIP, (bottom - 1) // _STRIP + 1))


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a sheet, as wide as that: the number of each pixel's shade in the palette, or of all of them."""

    width: int
    height: int
    shades: Image.Image | int


Strips: TypeAlias = tuple[Strip, ...]


def png(strips: Strips, colours: Mapping[str, str]) -> bytes:
    """Return a sheet as a PNG (ISO/IEC 15948) whose palette runs from the paper to each ink."""
    packed, check = [b"\x78\x01"], 1
    for strip in strips:
        if isinstance(strip.shades, int):
            length, own, deflated = _blank(strip.shades, strip.width, strip.height)
            check = _continued(check, own, length)
        else:
            rows = _rows(strip.shades)
            check, deflated = zlib.adler32(rows, check), _deflated(rows)
        packed.append(deflated)
    packed += [b"\x03\x00", struct.pack(">I", check)]  # the last block of RFC 1951, empty; RFC 1950's sum
    head = struct.pack(">IIBBBBB", strips[0].width, sum(strip.height for strip in strips), _BITS, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", _palette(colours)), (b"IDAT", b"".join(packed)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def small(strips: Strips, colours: Mapping[str, str], by: int) -> Image.Image:
    """Return a sheet in full colour, each square of ``by`` pixels made one of their mean.

    The width and the height of each strip are multiples of it, but for the last, whose rest is paper and left out.
    """
    from PIL import Image

    palette = _palette(colours)
    made = Image.new(
        "RGB", (strips[0].width // by, sum(strip.height for strip in strips) // by), _shade(palette, 0)
    )
    top = 0
    for strip in strips:
        bottom = top + strip.height // by
        if isinstance(strip.shades, int):
            made.paste(_shade(palette, strip.shades), (0, top, made.width, bottom))
        elif inked := strip.shades.getbbox():
            left, right = inked[0] // by, -(-inked[2] // by)
            numbered = strip.shades.crop((left * by, 0, right * by, strip.height))
            numbered.putpalette(palette)
            made.paste(numbered.convert("RGB").reduce(by), (left, top))
        top = bottom
    return made


def _plain(part: Image.Image) -> Image.Image | int:
    """Return the one shade of a strip, where it has no other, else the strip."""
    data = part.tobytes()
    return data[0] if data == data[:1] * len(data) else part


def _shade(palette: bytes, number: int) -> tuple[int, int, int]:
    red, green, blue = palette[3 * number : 3 * number + 3]
    return red, green, blue


def _palette(colours: Mapping[str, str]) -> bytes:
    from PIL.ImageColor import getrgb

    paper = getrgb(colours["paper"])[:3]
    palette = list(paper)
    for ink, shades in INKS.items():
        full = getrgb(colours[ink])[:3]
        for n in range(1, shades + 1):
            palette += [round(p + (f - p) * n / shades) for p, f in zip(paper, full, strict=True)]
    return bytes(palette)


def _rows(shades: Image.Image) -> bytes:
    """Return rows of four bits a pixel, each after a byte that says that it is not filtered."""
    numbered = shades.copy()
    numbered.putpalette(b"")
    data = numbered.tobytes("raw", f"P;{_BITS}")
    wide = len(data) // shades.height
    return b"".join([b"\0" + data[at : at + wide] for at in range(0, len(data), wide)])


def _deflated(rows: bytes) -> bytes:
    """Return rows packed by themselves, so that they can stand among others in one stream (RFC 1951)."""
    # Runs of one colour are all there is: zlib's plainest strategy packs them best, and twice as fast.
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE)
    return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)


@functools.lru_cache(maxsize=32)
def _blank(shade: int, width: int, height: int) -> tuple[int, int, bytes]:
    """Return the rows of a strip of one shade: their length, their sum, and the rows packed."""
    rows = (b"\0" + bytes([shade << _BITS | shade]) * (width * _BITS // 8)) * height
    return len(rows), zlib.adler32(rows), _deflated(rows)


def _continued(check: int, following: int, length: int) -> int:
    """Return the sum of bytes (Adler-32, RFC 1950) from that of their beginning and that of the rest."""
    ones, sums = check & 0xFFFF, check >> 16
    more, others = following & 0xFFFF, following >> 16
    return (sums + others + length * (ones - 1)) % _PRIME << 16 | (ones + more - 1) % _PRIME


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
