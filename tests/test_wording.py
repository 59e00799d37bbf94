"""The generated words: complete in every language, and dates and lists as each writes them."""

import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from string import Formatter

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from pubpipe.wording import Words, date_text, languages, list_text, words

PATTERNS = {
    "page_of": {"page", "pages"},
    "updated": {"date"},
    "reading": {"minutes"},
    "derived": {"fields"},
    "code_for": {"address"},
    "archived": {"date"},
}


def test_the_promised_languages_are_there() -> None:
    promised = {"en", "fr", "de", "es", "pt", "it", "nl", "pl", "ru", "ja", "zh", "ko", "ar", "he", "hi"}
    promised |= {"el", "fa", "th", "vi"}
    assert set(languages()) == promised


@pytest.mark.parametrize("lang", languages())
def test_every_word_is_there_with_the_fields_of_its_pattern(lang: str) -> None:
    own = words(lang)
    assert own.lang == lang
    for field in fields(Words):
        value = getattr(own, field.name)
        assert value == value.strip() != "", field.name
        named = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        assert named == PATTERNS.get(field.name, set()), field.name


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != "en"])
def test_other_languages_have_words_of_their_own(lang: str) -> None:
    own, english = words(lang), words("en")
    assert own.derived != english.derived
    assert own.skip != english.skip
    assert own.title != english.title


@pytest.mark.parametrize("tag", ["pt-BR", "PT", "pt-Latn-BR", "pt_BR"])
def test_a_region_or_a_script_is_its_language(tag: str) -> None:
    assert words(tag).lang == "pt"


@pytest.mark.parametrize("tag", ["sv", "und", "x-klingon", ""])
def test_an_unknown_language_falls_back_to_english_and_says_so(tag: str) -> None:
    assert replace(words(tag), page_of=words("en").page_of) == words("en")


@pytest.mark.parametrize("tag", ["sv", "el", "fa", "th", "vi"])
def test_no_folio_is_in_another_language(tag: str) -> None:
    assert words(tag).page_of.format(page=2, pages=3) == "2 / 3"


@pytest.mark.parametrize(
    ("lang", "day", "month"),
    [
        ("en", "July 28, 2024", "July 2024"),
        ("en-GB", "28 July 2024", "July 2024"),
        ("fr", "28 juillet 2024", "juillet 2024"),
        ("de", "28. Juli 2024", "Juli 2024"),
        ("es", "28 de julio de 2024", "julio de 2024"),
        ("pt", "28 de julho de 2024", "julho de 2024"),
        ("it", "28 luglio 2024", "luglio 2024"),
        ("nl", "28 juli 2024", "juli 2024"),
        ("pl", "28 lipca 2024", "lipiec 2024"),
        ("ru", "28 июля 2024", "июль 2024"),
        ("ja", "2024年7月28日", "2024年7月"),
        ("zh", "2024年7月28日", "2024年7月"),
        ("ko", "2024년 7월 28일", "2024년 7월"),
        ("ar", "28 يوليو 2024", "يوليو 2024"),
        ("he", "28.7.2024", "יולי 2024"),
        ("hi", "28/7/2024", "जुलाई 2024"),
        ("sv", "28 juli 2024", "juli 2024"),
        ("und", "July 28, 2024", "July 2024"),
    ],
)
def test_dates_are_written_out(lang: str, day: str, month: str) -> None:
    assert date_text("2024-07-28", lang) == day
    assert date_text("2024-07", lang) == month


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-02-30", "2024-13", "28.7.2024", "2024-07-28T10:00", "٢٠٢٤-٠٧-٢٨", "last week"]
)
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert date_text(text, "en") == text


@pytest.mark.parametrize(
    ("lang", "two", "three"),
    [
        ("en", "A and B", "A, B, and C"),
        ("en-GB", "A and B", "A, B and C"),
        ("fr", "A et B", "A, B et C"),
        ("de", "A und B", "A, B und C"),
        ("ja", "A、B", "A、B、C"),
        ("ko", "A, B", "A, B, C"),
        ("hi", "A और B", "A, B, और C"),
        ("zh", "A、B", "A、B、C"),
    ],
)
def test_lists_are_joined(lang: str, two: str, three: str) -> None:
    assert list_text(("A", "B"), lang) == two
    assert list_text(("A", "B", "C"), lang) == three


@pytest.mark.parametrize(("lang", "joined"), [("ar", "ليلى، سامي"), ("he", "ליאת, שם")])
def test_no_conjunction_is_glued_to_a_name(lang: str, joined: str) -> None:
    names = ("ليلى", "سامي") if lang == "ar" else ("ליאת", "שם")
    assert list_text(names, lang) == joined


@pytest.mark.parametrize("lang", languages())
def test_a_list_of_one_or_none(lang: str) -> None:
    assert list_text((), lang) == ""
    assert list_text(("A",), lang) == "A"


def test_american_english_is_babels_own() -> None:
    locale = Locale("en")
    for month in range(1, 13):
        assert date_text(f"0987-{month:02}", "en") == format_skeleton(
            "yMMMM", date(987, month, 1), locale=locale
        )
        for day in (1, 9, 28):
            iso = f"2024-{month:02}-{day:02}"
            assert date_text(iso, "en-US") == format_date(date.fromisoformat(iso), "long", locale)
    for items in ((), ("A",), ("A", "B"), ("A", "B", "C"), ("A", "B", "C", "D")):
        assert list_text(items, "en") == (format_list(items, locale=locale) if items else "")


def test_english_needs_no_babel() -> None:
    code = """
import sys
from pubpipe.wording import date_text, list_text
print(date_text("2024-07-28", "en"), list_text(("A", "B"), "en_US"), "babel" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "July 28, 2024 A and B False\n"
