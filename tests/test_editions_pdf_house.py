"""Styles and variants on paper: each keeps its claim, its words and its bytes, and has a page of its own."""

from __future__ import annotations

import base64
import dataclasses
import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.house import house_of
from pubpipe.model import Asset, Manuscript, Metadata
from tests.hostile.bombs import png
from tests.support.manuscripts import edition, founding, rich
from tests.support.validators import verapdf

STYLES = ("default", "book", "handout")
FORMS = ("pdf", "pdf-large", "pdf-draft")


def test_every_style_and_variant_keeps_the_claim(amount: Callable[[int, int], int], tmp_path: Path) -> None:
    pairs = list(itertools.product(STYLES, FORMS))
    for style, form in pairs[1 :: amount(4, 1)]:
        made = render(edition(rich(), form, style, two_sided=True, colophon=True))
        assert not made.findings, (style, form)
        (tmp_path / "a.pdf").write_bytes(made.content)
        assert verapdf(tmp_path / "a.pdf") == [], (style, form)


@pytest.mark.parametrize(
    ("style", "size"), [("default", (595, 842)), ("book", (420, 595)), ("handout", (595, 842))]
)
def test_pages_are_of_the_style(style: str, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(render(edition(founding(), "pdf", style)).content)
    assert tuple(round(side) for side in document[0].get_size()) == size
    assert len(document) == 1


def test_what_a_drawing_holds_is_printed_and_nothing_else_is_asked_for() -> None:
    def printed(held: bytes) -> tuple[list[str], int]:
        image = f'<image xlink:href="data:image/png;base64,{base64.b64encode(held).decode()}" width="9" height="9"/>'
        opening = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        asset = Asset("d.svg", "0123abcd.svg", "image/svg+xml", f"{opening}{image}</svg>".encode())
        body = "One.\n\n![A field](d.svg)\n"
        made = render(edition(Manuscript("a", Metadata("T", "en"), body, body, assets=(asset,)), "pdf"))
        with pikepdf.open(io.BytesIO(made.content)) as pdf:
            count = sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in pdf.objects)
        return [finding.code for finding in made.findings], count

    assert printed(png(40, 40)) == ([], 1)
    assert printed(png(12_000, 12_000)) == (["pdf-file-refused"], 0)  # a bomb, when it is unpacked
    assert printed(b"<svg/>")[1] == 0


def test_a_colophon_tells_the_text() -> None:
    one, two = (
        pypdfium2.PdfDocument(render(edition(m, "pdf", colophon=True)).content) for m in (founding(), rich())
    )
    first, last = one[0].get_textpage().get_text_range(), two[len(two) - 1].get_textpage().get_text_range()
    assert "Edition us-japan-military-alliance" in first
    assert "Edition rich" in last
    assert first.split()[-4:] != last.split()[-4:]


def test_facing_pages_are_mirrored() -> None:
    long = dataclasses.replace(founding(), body=founding().body * 16)
    heads = []
    for two_sided in (False, True):
        made = render(edition(long, "pdf", two_sided=two_sided, publication="The Record"))
        for page in list(pypdfium2.PdfDocument(made.content))[1:3]:
            text = page.get_textpage()
            left = text.get_charbox(text.get_text_range().index("The Record"))[0] < 300
            heads.append((left, min(text.get_rect(n)[0] for n in range(text.count_rects()))))
    assert [left for left, _ in heads] == [True, True, False, True]
    assert heads[0][1] == pytest.approx(heads[1][1], abs=1)
    assert heads[3][1] - heads[2][1] == pytest.approx(2 * 14.2, abs=2)


@pytest.fixture(scope="module")
def large() -> bytes:
    """An article in large print, of two pages, with code in a heading and nowhere else."""
    body = "## Where `code` is\n\n" + "Words of the article stand here, line after line.\n\n" * 30
    made = Manuscript("a", Metadata("The Title", "en"), body, body)
    return render(edition(made, "pdf-large", publication="The Record")).content


def test_both_parts_of_a_running_head_stand_on_one_line_in_large_print(large: bytes) -> None:
    page = pypdfium2.PdfDocument(large)[1].get_textpage()
    words = page.get_text_range()
    left, right = (page.get_charbox(words.index(part)) for part in ("The Record", "The Title"))
    assert left[0] < right[0]
    assert left[1] == pytest.approx(right[1], abs=0.1)


def test_code_in_a_heading_is_as_bold_as_its_words(large: bytes) -> None:
    with pikepdf.open(io.BytesIO(large)) as pdf:
        faces = {
            str(o.BaseFont)[8:] for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o
        }
    assert {face for face in faces if "Mono" in face} == {"House-Mono-Bold"}


def test_where_words_are_not_divided_one_longer_than_the_line_has_its_hyphen(
    amount: Callable[[int, int], int],
) -> None:
    longer = 2 * "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
    fits = "Kraftfahrzeugversicherungsbeitragsrückerstattung"
    words = f"Ein kurzes Wort und noch ein Wort und {fits}, dann {longer}.\n"
    made = Manuscript("a", Metadata("T", "de"), words, words)
    for form, style in (("pdf-draft", "default"), ("pdf-large", "default"), ("pdf", "handout"))[
        : amount(1, 3)
    ]:
        page = pypdfium2.PdfDocument(render(edition(made, form, style)).content)[0]
        text = page.get_textpage().get_text_bounded()
        assert fits in text, (form, style)
        assert "\x02" in text, (form, style)  # as PDFium reads a hyphen at a line's end
        assert longer in text.replace("\x02", ""), (form, style)


def test_a_house_is_kept_for_editions_that_are_alike() -> None:
    one = house_of(edition(founding(), "pdf"))
    assert house_of(edition(rich(), "pdf")) is one
    assert house_of(edition(rich(), "pdf-large")) is not one
    assert one.findings == ()
