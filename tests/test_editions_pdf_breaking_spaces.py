"""Justified lines are drawn as wide as they were reckoned, also with letters of other faces and kerned spaces."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pubpipe.editions.pdf.breaking.spaces import widened
from pubpipe.editions.pdf.composition.faults import is_line, texts
from pubpipe.editions.pdf.engine.advances import FIELDS, runs_of
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
FACES = "DejaVu Serif, Noto Naskh Arabic"
KERNED = Path(__file__).parents[1] / "styles/default/fonts/SourceSerif4-Regular.ttf"
HAIR = 0.1  # CSS pixels


@pytest.mark.parametrize("lang", FOREIGN)
def test_lines_of_other_letters_are_as_wide_as_they_were_reckoned(lang: str) -> None:
    side = "rtl" if lang in ("ar", "he") else "ltr"
    assert max(errors(f"{FOREIGN[lang]}. " * 12, lang, side)) > HAIR
    with widened():
        assert max(errors(f"{FOREIGN[lang]}. " * 12, lang, side)) < HAIR


@pytest.mark.parametrize("lang", FOREIGN)
def test_so_are_lines_with_some_words_of_them(lang: str) -> None:
    with widened():
        assert max(errors(ENGLISH.format(FOREIGN[lang]) * 6, "en", "ltr")) < HAIR


@pytest.mark.parametrize("side", ["ltr", "rtl"])
def test_so_are_lines_whose_spaces_are_kerned(side: str) -> None:
    face = f"<style>@font-face {{ font-family: kerned; src: url({KERNED.as_uri()}) }}</style>"
    text = face + "Well. The tower. To AVATAR. Very. <b>We</b> Two. Yes. Type. " * 8
    assert max(errors(text, "en", side, "kerned")) > HAIR
    with widened():
        assert max(errors(text, "en", side, "kerned")) < HAIR


def test_a_space_beside_another_is_made_as_wide() -> None:
    with widened():
        assert (
            max(
                errors(
                    "Quel\u00a0 mot \u00ab\u00a0 deux\u00a0\u00a0 mots\u00a0\u00bb \u00a0: oui. " * 9,
                    "fr",
                    "ltr",
                )
            )
            < HAIR
        )


def test_no_other_text_of_the_thread_is_changed() -> None:
    with widened():
        pass
    assert not any(
        getattr(box.pango_layout, "is_widened", False) for box in justified(ENGLISH * 3, "en", "ltr")
    )


def errors(text: str, lang: str, side: str, faces: str = FACES) -> list[float]:
    """By how much the texts of justified lines are drawn wider or narrower than the room that they have."""
    return [abs(drawn(box) - box.width) for box in justified(text, lang, side, faces)]


def justified(text: str, lang: str, side: str, faces: str = FACES) -> list[Any]:
    style = f"width: 390px; font-family: {faces}; text-align: justify"
    content = f'<div lang="{lang}" dir="{side}" style="{style}">{text}</div>'
    page = document(content, css="").pages[0]._page_box
    found = [box for box in page.descendants() if is_line(box) and texts(box)]
    return [box for line in found[:-1] for box in texts(line) if box.justification_spacing]


def drawn(box: Any) -> float:
    """Return how wide the glyphs of a text are that is made ready to be drawn, in CSS pixels."""
    from weasyprint.text.ffi import FROM_UNITS, ffi

    box.pango_layout.reactivate(box.style)
    _, glyphs, _ = runs_of(ffi, box.pango_layout.get_first_line()[0])
    box.pango_layout.deactivate()
    return sum(glyphs[1::FIELDS]) * float(FROM_UNITS)
