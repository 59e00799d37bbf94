"""What a printer was sent -> pictures of its pages: PWG raster (PWG 5102.4) and PDF."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

_HEADER = 1796  # bytes


def pages(data: bytes) -> list[Image.Image]:
    """Return the pages of a PWG raster in the order in which they came, as grey pictures."""
    assert data[:4] == b"RaS2", data[:20]
    return list(_pages(data))


def _pages(data: bytes) -> Iterator[Image.Image]:
    at = 4
    while at < len(data):
        header = data[at : at + _HEADER]
        at += _HEADER
        width, height, bits, line = (
            struct.unpack_from(">I", header, place)[0] for place in (372, 376, 388, 392)
        )
        size = bits // 8
        rows = bytearray()
        while len(rows) < height * line:
            repeat = data[at] + 1
            row, at = _row(data, at + 1, line, size)
            rows += row * repeat
        picture = Image.frombytes("RGB" if size == 3 else "L", (width, height), bytes(rows))
        yield picture.convert("L")


def _row(data: bytes, at: int, length: int, size: int) -> tuple[bytes, int]:
    row = bytearray()
    while len(row) < length:
        count = data[at]
        at += 1
        if count == 128:  # the rest of the line is white
            row += b"\xff" * (length - len(row))
        elif count < 128:
            row += data[at : at + size] * (count + 1)
            at += size
        else:
            row += data[at : at + size * (257 - count)]
            at += size * (257 - count)
    return bytes(row), at


def drawn(data: bytes, folder: Path, dpi: int = 100) -> list[Image.Image]:
    """Return the pages of a PDF as another program draws them, as grey pictures; ``folder`` is for its files."""
    folder.mkdir()
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True, timeout=60)
    return [Image.open(path).copy() for path in sorted(folder.iterdir())]


def far(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are from one another, 0 to 255: without the edges, which each program draws its way.

    Paper is no whole number of pixels high: one program rounds it at the head, another at the foot, so that a picture
    may lie a pixel higher or lower.
    """
    picture, shown = (each.filter(ImageFilter.BoxBlur(4)) for each in (one, other.resize(one.size)))
    moved = (ImageChops.offset(shown, 0, pixels) for pixels in (-1, 0, 1))
    return min(float(ImageStat.Stat(ImageChops.difference(picture, each)).rms[0]) for each in moved)
