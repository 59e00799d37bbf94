"""A sheet of shades: the PNG and the small picture are what a library makes of the same pixels."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.ImageColor import getrgb

from pubpipe.editions.epub.cover.sheet import REVERSED, Sheet, png, small

COLOURS = {"paper": "#fdf6e3", "ink": "#101820", "accent": "#a1281f", "soft": "#667788"}
WIDTH, HEIGHT = 320, 212  # the last strip is shorter than the others


@pytest.fixture
def sheet() -> Sheet:
    one = Sheet(WIDTH, HEIGHT)
    one.band(0, 80)
    one.ornament(REVERSED, (160, 40), 8)
    pen = one.pen(100, 148, "ink")
    for row in range(48):
        pen.line((0, 100 + row, WIDTH, 100 + row), fill=round(255 * row / 47))
    one.fill((40, 160, 281, 163), "soft")
    return one


def shade(ink: str, coverage: float) -> tuple[float, ...]:
    return tuple(
        p + (f - p) * coverage for p, f in zip(getrgb(COLOURS["paper"]), getrgb(COLOURS[ink]), strict=True)
    )


def test_the_png_is_read_back_as_it_was_drawn(sheet: Sheet) -> None:
    picture = Image.open(BytesIO(png(sheet.cut(), COLOURS)))
    picture.load()
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (WIDTH, HEIGHT))
    shown = picture.convert("RGB")
    assert shown.getpixel((2, 2)) == getrgb(COLOURS["accent"])
    assert shown.getpixel((160, 40)) == shown.getpixel((2, 90)) == getrgb(COLOURS["paper"])
    assert shown.getpixel((2, 147)) == getrgb(COLOURS["ink"])
    assert len(shown.crop((0, 100, WIDTH, 148)).getcolors() or ()) == 8  # the paper and seven shades


def test_its_parts_and_sums_are_those_of_the_standards(sheet: Sheet) -> None:
    data = png(sheet.cut(), COLOURS)
    kinds, at = [], 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(kind + body),)
        if kind == b"IDAT":
            assert len(zlib.decompress(body)) == HEIGHT * (1 + WIDTH // 2)
        kinds.append(kind)
        at += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]


def test_made_small_each_square_is_the_mean_of_what_covers_it(sheet: Sheet) -> None:
    made = small(sheet.cut(), COLOURS, 8)
    assert made.size == (WIDTH // 8, HEIGHT // 8)
    assert made.getpixel((0, 0)) == getrgb(COLOURS["accent"])
    assert made.getpixel((0, 11)) == made.getpixel((0, 25)) == getrgb(COLOURS["paper"])
    squares = {
        (3, 12): ("ink", sum(range(4)) / 8 / 47),  # four rows of paper above the words
        (3, 15): ("ink", sum(range(20, 28)) / 8 / 47),
        (4, 20): ("soft", 0),
        (5, 20): ("soft", 3 / 8),
        (35, 20): ("soft", 3 / 64),
    }
    for at, (ink, coverage) in squares.items():
        step = max(abs(p - f) for p, f in zip(shade(ink, 0), shade(ink, 1), strict=True)) / 15
        shown = made.getpixel(at)
        assert isinstance(shown, tuple)
        assert shown == pytest.approx(shade(ink, coverage), abs=step / 2 + 1), at


def test_a_sheet_that_is_no_multiple_of_the_squares_loses_the_rest_of_its_foot() -> None:
    one = Sheet(WIDTH, 100)
    one.fill((0, 97, WIDTH, 100), "ink")
    assert small(one.cut(), COLOURS, 8).size == (40, 12)
    four = small(one.cut(), COLOURS, 4)
    assert four.size == (80, 25)
    assert four.getpixel((3, 24)) != four.getpixel((3, 23)) == getrgb(COLOURS["paper"])


def test_strips_of_one_shade_hold_no_pixels(sheet: Sheet) -> None:
    strips = sheet.cut()
    assert [(strip.ink, strip.height) for strip in strips if strip.coverage is not None] == [
        (REVERSED, 24),
        ("ink", 56),
        ("soft", 8),
    ]
    assert sum(strip.height for strip in strips) == HEIGHT
    assert [strip.coverage for strip in Sheet(WIDTH, 64).cut()] == [None]
