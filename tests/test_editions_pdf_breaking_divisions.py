"""Where the words of a text may be divided."""

from __future__ import annotations

import pytest

from pubpipe.editions.pdf.breaking.divisions import divisions, hyphen_of
from tests.support.boxes import paragraph_of


def divided(text: str, lang: str, css: str = "hyphens: auto; hyphenate-limit-chars: 6 3 3") -> str:
    context, linebox = paragraph_of(f'<span lang="{lang}">{text}</span>', css)
    letters = [letter for _, found in divisions(context, linebox.children[0].style, text) for letter in found]
    for letter in reversed(letters):
        text = f"{text[:letter]}-{text[letter:]}"
    return text


def test_words_are_divided_as_their_language_has_it() -> None:
    assert divided("an organization of publishers", "en") == "an organ-iz-a-tion of pub-lish-ers"
    assert divided("eine Organisation der Verlage", "de") == "eine Orga-ni-sa-tion der Ver-lage"


@pytest.mark.parametrize("apostrophe", ["'", "\u2019"])
def test_letters_are_counted_up_to_an_apostrophe(apostrophe: str) -> None:
    assert divided(f"d{apostrophe}informations", "fr") == f"d{apostrophe}infor-ma-tions"
    assert (
        divided(f"Debian{apostrophe}s publisher{apostrophe}s", "en")
        == f"Debian{apostrophe}s pub-lisher{apostrophe}s"
    )


def test_none_is_divided_where_the_style_or_the_language_has_none() -> None:
    assert divided("organization", "en", "hyphens: none") == "organization"
    assert divided("organization", "qq") == "organization"


def test_a_hyphen_is_as_wide_as_the_style_s() -> None:
    _, linebox = paragraph_of("x", "font-size: 20px; hyphenate-character: '--'")
    _, other = paragraph_of("x", "font-size: 20px; hyphenate-character: '-'")
    assert hyphen_of(linebox.style) == pytest.approx(2 * hyphen_of(other.style))
