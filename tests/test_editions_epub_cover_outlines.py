"""Faces without their marks of overlap: the same letters, drawn exactly; what is no such face is left alone."""

from io import BytesIO

from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont

from pubpipe.editions.epub.cover.outlines import plain
from pubpipe.styling import load

FACES = {name: data for name, data in load("default").files.items() if name.endswith(".ttf")}
SEMIBOLD = FACES["fonts/SourceSerif4-SemiBold.ttf"]


def shown(face: bytes) -> Image.Image:
    picture = Image.new("L", (2400, 300))
    font = ImageFont.truetype(BytesIO(face), 200)
    ImageDraw.Draw(picture).text((20, 220), "Ætt 8 & §øQk @äf 36", font=font, fill=255, anchor="ls")
    return picture


def test_nothing_changes_but_the_marks() -> None:
    for name, data in FACES.items():
        before, after = TTFont(BytesIO(data)), TTFont(BytesIO(plain(data)))
        marked = 0
        for glyph in before.getGlyphOrder():
            one, other = before["glyf"][glyph], after["glyf"][glyph]
            if one.numberOfContours > 0:
                assert [flag & ~0x40 for flag in one.flags] == list(other.flags), (name, glyph)
                assert one.coordinates == other.coordinates
                marked += one.flags[0] >> 6 & 1
            elif one.isComposite():
                (first, *more), (plainer, *rest) = one.components, other.components
                assert (first.flags & ~0x400, more) == (plainer.flags, rest), (name, glyph)
                assert (first.glyphName, first.x, first.y) == (plainer.glyphName, plainer.x, plainer.y)
            else:
                assert one == other
        assert marked > 400
        assert before.reader.tables.keys() == after.reader.tables.keys()


def test_letters_look_the_same() -> None:
    difference = ImageChops.difference(shown(SEMIBOLD), shown(plain(SEMIBOLD)))
    histogram = difference.histogram()
    # A step of the seventeen shades that were there before; more only where two contours cross.
    assert sum(histogram[24:]) < 60
    assert max(n for n, count in enumerate(histogram) if count) < 128


def test_another_file_is_left_alone() -> None:
    for other in (b"", b"OTTO" + bytes(40), SEMIBOLD[:3000], b"no face at all" * 100):
        assert plain(other) == other
