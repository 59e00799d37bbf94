"""The text edition in ASCII: spelling, addresses, and what is said of what was lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.editions.text.ascii import ascii_text, render
from pubpipe.model import Finding, Manuscript, Metadata, Source
from pubpipe.sources.address import ascii_address
from tests.support.manuscripts import edition, founding


def findings(body: str, lang: str = "en") -> tuple[Finding, ...]:
    return render(edition(Manuscript("x", Metadata(title="T", lang=lang), body, body), "txt-ascii")).findings


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("“a” ‘b’ – c — d… e", "en", "\"a\" 'b' - c -- d... e"),
        ("«a» ‹b›", "fr", "\"a\" 'b'"),
        ("café, Łódź, e\u0301", "en", "cafe, Lodz, e"),
        ("Grüße aus Köln", "de", "Gruesse aus Koeln"),
        ("Grüße aus Köln", "en", "Grusse aus Koln"),
        ("Ærø, Århus", "da", "Aeroe, Aarhus"),
        ("10² m, (a)⁻¹⁰, x³", "en", "10^2 m, (a)^-10, x^3"),
        ("2½ and ½, H₂O", "en", "2 1/2 and 1/2, H2O"),
        ("5 €, −3, ≠, ≤, 3 × 4, 5 ‰", "en", "5 EUR, -3, !=, <=, 3 x 4, 5 /1000"),
        ("a\u00a0b\u00adc\u200b", "en", "a bc"),
        ("\ue000", "en", "[U+E000]"),
        ("الكتاب لـ 120, コーヒー", "ar", "alktab l 120, ko-hi-"),
    ],
)
def test_spelling(text: str, lang: str, expected: str) -> None:
    assert ascii_text(text, lang) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=c%20d#e", "https://example.org/a?b=c%20d#e"),
        (
            "https://bücher.example/zürich?q=ö&r=%C3%A9",
            "https://xn--bcher-kva.example/z%C3%BCrich?q=%C3%B6&r=%C3%A9",
        ),
        ("mailto:jürgen@example.org", "mailto:j%C3%BCrgen@example.org"),
        ("https://[é/ü", "https://[%C3%A9/%C3%BC"),
    ],
)
def test_an_address_leads_where_it_led(address: str, expected: str) -> None:
    assert ascii_address(address) == expected


def test_a_whole_page_is_ascii_and_its_address_is_one_word() -> None:
    body = "Über <https://example.org/ü> und [mehr](https://example.org/é).[^1]\n\n[^1]: Zürich.\n"
    source = Source("s", title="Größe", url="https://example.org/ö")
    manuscript = Manuscript("x", Metadata(title="Öl – was nun?", lang="de"), body, body, (source,))
    content = render(edition(manuscript, "txt-ascii")).content.decode("ascii")
    assert content.startswith("Oel - was nun?\n==============\n")
    assert "Ueber https://example.org/%C3%BC und mehr <2>.[1]" in content
    assert content.endswith("2. https://example.org/%C3%A9\n")
    assert "Groesse" in content


def test_what_is_lost_is_told() -> None:
    (accents,) = findings("é é ü “x” – … <https://example.org/ñ>")
    assert (accents.severity, accents.code) == ("info", "text-ascii-letters")
    assert accents.message.endswith(": é → e (2), ü → u (1)")
    (script,) = findings("Москва", "ru")
    assert (script.severity, script.code) == ("warning", "text-ascii-scripts")
    assert script.message.startswith("6 letters")
    (none,) = findings("a \ue000")
    assert (none.severity, none.code) == ("warning", "text-ascii-none")
    assert "[U+E000] (1)" in none.message
    assert findings("plain “quotes” – and dashes") == ()
    assert render(edition(founding(), "txt-ascii")).findings == ()


def test_a_finding_names_the_most_frequent_kinds_only() -> None:
    (accents,) = findings("".join(chr(n) for n in range(0xC0, 0xD6)))
    assert accents.message.endswith("and 10 more kinds")


@given(st.text(max_size=40))
def test_any_text_becomes_ascii(text: str) -> None:
    assert ascii_text(text).isascii()
