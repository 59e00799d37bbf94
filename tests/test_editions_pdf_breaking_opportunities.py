"""The places at which a paragraph may be broken."""

from __future__ import annotations

from pubpipe.editions.pdf.breaking.opportunities import Paragraph, paragraph
from tests.support.boxes import paragraph_of

AUTO = "hyphens: auto; hyphenate-limit-chars: 7 3 4"
WORDS = "A well-known organization of publishers, and/or others."


def known(html: str, css: str = AUTO) -> tuple[Paragraph, list[str]]:
    """Return what is known of a paragraph, and what stands before each place at which it may be broken."""
    context, linebox = paragraph_of(html, css)
    found = paragraph(linebox, 300.0)
    assert found is not None
    text = found.texts.text
    return found, [text[:letter] for letter in found.divided(context).letters]


def test_it_is_broken_behind_spaces_and_hyphens_and_within_words() -> None:
    _, places = known(WORDS)
    assert {"A ", "A well-", "A well-known ", "A well-known organiza", WORDS} <= {*places}


def test_from_right_to_left_it_is_broken_behind_spaces_alone() -> None:
    found, places = known(WORDS, f"{AUTO}; direction: rtl")
    assert places == ["", *(WORDS[: n + 1] for n, letter in enumerate(WORDS) if letter == " "), WORDS]
    assert found.whole.letters == [*map(len, places)]


def test_stops_hang_but_for_those_in_what_runs_the_other_way() -> None:
    for css, html, hangs in (
        (AUTO, "one, <i>two,</i> <b>three، and</b> so", [True, True, True, False]),
        (f"{AUTO}; direction: rtl", "אחד, <i dir='ltr'>two,</i> ثلاثة، و ثلاثة", [True, False, True, False]),
        (AUTO, "one, <i dir='rtl'>אחד,</i> <b>three, and</b> so", [True, False, True, False]),
    ):
        whole = known(html, css)[0].whole
        assert [hang > 0 for hang in whole.hangs[1:-1]] == hangs
