"""Justified lines with letters of other faces: drawn as wide as they were reckoned."""

from __future__ import annotations

from typing import Any

import pytest

from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, texts
from tests.support.prose import document

ENGLISH = (
    "The committee met in the old town hall and read the <b>text</b> of {} before anybody had taken a seat. "
)
FOREIGN = {
    "ar": "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다",
}
HAIR = 0.1  # CSS pixels


@pytest.mark.parametrize("lang", FOREIGN)
def test_lines_of_other_letters_are_as_wide_as_they_were_reckoned(lang: str) -> None:
    side = "rtl" if lang in ("ar", "he") else "ltr"
    assert max(errors(f"{FOREIGN[lang]}. " * 12, lang, side)) > HAIR
    with lines.mended():
        assert max(errors(f"{FOREIGN[lang]}. " * 12, lang, side)) < HAIR


@pytest.mark.parametrize("lang", FOREIGN)
def test_so_are_lines_with_some_words_of_them(lang: str) -> None:
    with lines.mended():
        assert max(errors(ENGLISH.format(FOREIGN[lang]) * 6, "en", "ltr")) < HAIR


def test_lines_without_any_stay_as_they_are() -> None:
    plain = ENGLISH.format("nothing") * 6
    before = spaces(plain)
    with lines.mended():
        assert spaces(plain) == before


def errors(text: str, lang: str, side: str) -> list[float]:
    """By how much the texts of justified lines are drawn wider or narrower than the room that they have."""
    return [abs(drawn(box) - box.width) for box in justified(text, lang, side)]


def spaces(text: str) -> list[float]:
    return [box.pango_layout.justification_spacing for box in justified(text, "en", "ltr")]


def justified(text: str, lang: str, side: str) -> list[Any]:
    style = "width: 390px; font-family: DejaVu Serif, Noto Naskh Arabic; text-align: justify"
    page = (
        document(f'<div lang="{lang}" dir="{side}" style="{style}">{text}</div>', css="").pages[0]._page_box
    )
    found = [box for box in page.descendants() if is_line(box) and texts(box)]
    return [box for line in found[:-1] for box in texts(line) if box.justification_spacing]


def drawn(box: Any) -> float:
    from weasyprint.text.line_break import line_size

    box.pango_layout.reactivate(box.style)
    width, _ = line_size(box.pango_layout.get_first_line()[0], box.style)
    box.pango_layout.deactivate()
    return float(width)
