"""The text edition in ASCII: addresses, words that meet, and what is said of what was lost."""

import pytest

from pubpipe.checks.fidelity import findings as differences
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.editions.text.ascii import render
from pubpipe.model import Finding, Manuscript, Metadata, Source
from pubpipe.sources.address import ascii_address
from tests.support.manuscripts import edition, founding


def findings(body: str, lang: str = "en") -> tuple[Finding, ...]:
    return render(edition(Manuscript("x", Metadata(title="T", lang=lang), body, body), "txt-ascii")).findings


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
    (heart,) = findings("\u2764\ufe0f")
    assert heart.code == "text-ascii-symbols"  # the selector of an emoji is no letter
    (none,) = findings("a \ue000")
    assert (none.severity, none.code) == ("warning", "text-ascii-none")
    assert "[U+E000] (1)" in none.message
    (symbols,) = findings("x ∈ R, 5 × 4 ≥ 3")
    assert (symbols.severity, symbols.code) == ("info", "text-ascii-symbols")
    assert symbols.message.endswith(": ∈ → E (1)")
    assert findings("plain “quotes” – and dashes") == ()
    assert render(edition(founding(), "txt-ascii")).findings == ()


def test_a_finding_names_the_most_frequent_kinds_only() -> None:
    (accents,) = findings("".join(chr(n) for n in range(0xC0, 0xD6)))
    assert accents.message.endswith("and 10 more kinds")


def test_words_that_only_their_script_keeps_apart_stay_apart_where_elements_meet() -> None:
    body = (
        "市長は*予算*は[東京](https://example.org/t)の**港**だと述べた[^1]。詳細は`a`後日[^1]に。\n\n"
        "| 名前 | 年 |\n|---|---|\n| **港**町 | 三年 |\n\n[^1]: 詳細は*ここ*に。\n"
    )
    manuscript = Manuscript("x", Metadata(title="港", lang="ja"), body, body)
    content = render(edition(manuscript, "txt-ascii")).content
    text = " ".join(content.decode("ascii").split())
    assert "shichou wa yosan wa toukyou <1> no minato dato nobe ta[1]. shousai wa a gojitsu[2] ni." in text
    assert "minato machi sannen" in text
    assert "[1] shousai wa koko ni." in text
    subject = Subject("x.txt", "txt-ascii", content, manuscript)
    assert differences(subject) == ()
