"""A PDF holds the outlines that it uses, under the numbers that its text says."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from pubpipe.editions import pdf
from pubpipe.model import Style
from tests.support.law import manuscript
from tests.support.manuscripts import edition
from tests.support.validators import verapdf

COUNT, FIRST = 6_000, 5_000  # glyphs of the face, and where those of A to Z begin


def numbered_face(shift: int) -> bytes:
    """Return a CID-keyed face whose letters are bars of different heights; numbers are places and a ``shift``."""
    names = [".notdef", *(f"cid{n + shift:05}" for n in range(1, COUNT))]
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord("A") + n: names[FIRST + n] for n in range(26)} | {32: names[1]})
    outlines = {}
    for place, name in enumerate(names):
        pen = T2CharStringPen(600, None)
        if place >= FIRST:
            top = 100 + 25 * (place - FIRST)
            for n, point in enumerate([(50, 0), (550, 0), (550, top), (50, top)]):
                pen.lineTo(point) if n else pen.moveTo(point)
            pen.closePath()
        outlines[name] = pen.getCharString()
    build.setupCFF("Numbered", {"FullName": "Numbered"}, outlines, {})
    top = build.font["CFF "].cff.topDictIndex[0]
    part, within = FontDict(), FDArrayIndex()
    part.FontName, part.Private = "Numbered-0", top.Private
    within.append(part)
    select = FDSelect()
    select.format, select.gidArray = 3, [0] * COUNT
    top.ROS, top.CIDCount, top.FDArray, top.FDSelect = ("Adobe", "Identity", 0), 65_535, within, select
    top.CharStrings.fdArray, top.CharStrings.fdSelect = within, select
    top.rawDict.pop("Private", None)
    del top.Private
    build.setupHorizontalMetrics(dict.fromkeys(names, (600, 50)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Numbered", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    made = io.BytesIO()
    build.save(made)
    return made.getvalue()


def printed(face: bytes, words: str = "ABCXYZ BAZ") -> bytes:
    article = edition(manuscript(f"# Numbered\n\n{words}\n"), "pdf")
    sheet = b'@font-face { font-family: N; src: url("style:fonts/n.otf") } .text p { font-family: N }'
    own = {"print-own.css": sheet, "fonts/n.otf": face}
    files = dict(sorted({**article.style.files, **own}.items()))
    return pdf.render(replace(article, style=Style("mine", files, frozenset(own)))).content


def embedded(content: bytes) -> tuple[str, bytes]:
    """Return what the face in CFF is embedded as, and its bytes."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        kinds = {"/OpenType", "/CIDFontType0C"}
        (found,) = [one for one in streams if str(one.get("/Subtype")) in kinds]
        return str(found.Subtype), found.read_bytes()


def heights(content: bytes) -> list[float]:
    """Return how high the bars on the first page are that stand for six letters, in the order of these."""
    text = pypdfium2.PdfDocument(content)[0].get_textpage()
    where = text.get_text_range().index("ABCXYZ")
    boxes = [text.get_charbox(n) for n in range(where, where + 6)]
    return [top - bottom for _, bottom, _, top in boxes]


@pytest.fixture(scope="module")
def content() -> bytes:
    return printed(numbered_face(0))


def test_a_pdf_holds_the_outlines_that_it_uses(content: bytes) -> None:
    kind, data = embedded(content)
    assert kind == "/CIDFontType0C"
    outlines = CFFFontSet()
    outlines.decompile(io.BytesIO(data), None)
    used = [FIRST + ord(letter) - ord("A") for letter in "ABCXYZ"]
    assert outlines[0].charset == [".notdef", "cid00001", *(f"cid{n:05}" for n in used)]


def test_each_letter_is_drawn_as_it_is(content: bytes) -> None:
    found = heights(content)
    wanted = [100 + 25 * (ord(letter) - ord("A")) for letter in "ABCXYZ"]
    assert [height / found[0] for height in found] == pytest.approx(
        [one / wanted[0] for one in wanted], rel=0.02
    )


def test_the_claims_hold(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "n.pdf").write_bytes(content)
    assert verapdf(tmp_path / "n.pdf", ("ua1", "3a")) == []


def test_numbers_that_are_no_places_keep_the_places() -> None:
    kind, data = embedded(printed(numbered_face(7)))
    assert kind == "/OpenType"
    assert TTFont(io.BytesIO(data))["maxp"].numGlyphs > FIRST


def test_of_a_face_in_which_nothing_is_seen_no_outline_is_held() -> None:
    content = pdf.render(edition(manuscript("# Nothing\n\nTwo`\u2060`words\n"), "pdf")).content
    with pikepdf.open(io.BytesIO(content)) as opened:
        faces = {str(one.FontName)[8:]: one for one in opened.objects if "/FontFile2" in one}
        assert len(faces["House-Mono"].FontFile2.read_bytes()) < 5_000
