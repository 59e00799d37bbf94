"""A sheet of shades: the PNG and the small picture are what a library makes of the same pixels."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from PIL.ImageColor import getrgb

from pubpipe.editions.epub.cover.sheet import REVERSED, Sheet, png, small

COLOURS = {"paper": "#fdf6e3", "ink": "#101820", "accent": "#a1281f", "soft": "#667788"}
WIDTH, HEIGHT = 320, 208  # the last strip is shorter than the others


@pytest.fixture
def sheet() -> Sheet:
    one = Sheet(WIDTH, HEIGHT)
    one.fill((0, 0, WIDTH, 80), "accent")
    one.ornament(REVERSED, (160, 40), 8)
    coverage = Image.linear_gradient("L").resize((WIDTH, 48))
    one.lay(coverage, 100, "ink")
    one.lay(coverage.crop((0, 0, WIDTH, 8)), 160, "soft")
    return one


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


def test_made_small_it_is_the_mean_of_the_picture(sheet: Sheet) -> None:
    strips = sheet.cut()
    whole = Image.open(BytesIO(png(strips, COLOURS))).convert("RGB")
    assert ImageChops.difference(small(strips, COLOURS, 8), whole.reduce(8)).getbbox() is None


def test_strips_of_one_shade_hold_no_pixels(sheet: Sheet) -> None:
    assert [type(strip.shades) for strip in sheet.cut()].count(int) == 2
    assert [strip.shades for strip in Sheet(WIDTH, 64).cut()] == [0, 0]
