"""What a PDF's glyphs say: words of scripts whose letters change places are given beside them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.validators import verapdf
from tests.test_editions_pdf import opened

TEXTS = {
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है।",
    "th": "มนุษย์ทั้งปวงเกิดมามีอิสระและเสมอภาคกันในศักดิ์ศรีและสิทธิตามที่กำหนด",
    "lo": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ ມີສິດທິ ເສລີພາບ ແລະຄວາມສະເໝີພາບເທົ່າທຽມກັນ",
    "mr": "सर्व मानवी व्यक्ती जन्मतःच स्वतंत्र आहेत.",
}


def content(lang: str, body: str) -> bytes:
    return render(edition(Manuscript("a", Metadata("T", lang), body + "\n", body + "\n"), "pdf")).content


@pytest.mark.parametrize("lang", TEXTS)
def test_both_families_of_readers_find_every_word(lang: str, tmp_path: Path) -> None:
    made = content(lang, TEXTS[lang])
    with pypdfium2.PdfDocument(made) as pdf:
        pdfium = pdf[0].get_textpage().get_text_bounded()
    (tmp_path / "a.pdf").write_bytes(made)
    assert verapdf(tmp_path / "a.pdf", ("ua1", "3a")) == []
    poppler = subprocess.run(
        ["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    for said in (pdfium, poppler):
        assert TEXTS[lang] in " ".join(said.split())


@pytest.mark.parametrize(
    ("lang", "heading"),
    [("el", "Τελειώνοντας την Εγκατάσταση"), ("de", "Die große Straße"), ("tr", "Kısa bir iğne")],
)
def test_small_capitals_that_stand_for_several_letters_say_which(lang: str, heading: str) -> None:
    body = f"## {heading}\n\nx\n"
    made = render(edition(Manuscript("a", Metadata("T", lang), body, body), "pdf", "book")).content
    with pypdfium2.PdfDocument(made) as pdf:
        assert heading in pdf[0].get_textpage().get_text_bounded()
    poppler = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout
    assert heading in poppler.decode()


def test_joined_letters_say_both_where_a_sign_stands_over_them_first() -> None:
    body = "وسلامة وهبوا عقلًا.\n"
    made = render(edition(Manuscript("a", Metadata("T", "ar"), body, body), "pdf", "handout")).content
    with pypdfium2.PdfDocument(made) as pdf:
        pdfium = pdf[0].get_textpage().get_text_bounded()
    poppler = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout
    for said in (pdfium, poppler.decode()):
        # Which of the two comes first both tell by their place, and they share one.
        assert sorted("وسلامة") in [sorted(re.sub("[.\u202a-\u202c]", "", word)) for word in said.split()]


def test_what_glyphs_say_themselves_is_not_said_twice() -> None:
    for lang, body in (
        ("en", "Words, “quoted” – and naïve."),
        ("ar", "يولد جميع الناس أحرارا."),
        ("ru", "Все люди."),
    ):
        with opened(content(lang, body)) as pdf:
            assert b"ActualText" not in pdf.pages[0].Contents.read_bytes()


def test_marks_stand_around_whole_words() -> None:
    with opened(content("hi", TEXTS["hi"])) as pdf:
        operators = pdf.pages[0].Contents.read_bytes()
    # Each is begun and ended within one text object, within the marked content of its line.
    for block in operators.split(b"BT")[1:]:
        inner = block.split(b"ET")[0]
        assert inner.count(b"BDC") == inner.count(b"EMC")
    assert operators.count(b"ActualText") >= len(TEXTS["hi"].split()) - 3


def test_a_bracket_says_what_it_looks_like_from_either_side() -> None:
    # The glyph of “)” closes in English and opens in Hebrew; a reader turns what runs from right to left round.
    made = content(
        "en", "One (two) המדפיס (שנת) קורא [את] three.\n\nהמדפיס (שנת) [כן] קורא.\n\nAnd (so) on [x]."
    )
    with pypdfium2.PdfDocument(made) as pdf:
        said = pdf[0].get_textpage().get_text_bounded()
    assert "And (so) on [x]." in said
    assert "המדפיס (שנת) [כן] קורא" in said


def test_a_letter_that_no_face_has_costs_nothing_beside_others_from_right_to_left() -> None:
    # Pango numbers such a letter from 2 to the power of 28 on: a face of so many glyphs takes 11 GB.
    private = "\ue123"
    made = content("he", f"המדפיס ({private}) קורא.")
    with opened(made) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        said = b"".join(font.ToUnicode.read_bytes() for font in fonts if "/ToUnicode" in font)
    assert private.encode("utf-16-be").hex().encode() in said.lower()
    assert len(made) < 1_000_000
