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


def test_what_stands_between_breaks_of_the_author_s_is_a_piece_of_its_own() -> None:
    found, places = known("Words <i>of a</i> line <br> and <br><br>others-<br>")
    assert [found.texts.text[:end] for end in found.ends] == [
        "Words of a line \n ",
        "Words of a line \n and \n",
        "Words of a line \n and \n\n",
        "Words of a line \n and \n\nothers-\n",
    ]
    assert set(map(len, places)) >= {*found.ends}
    begins = [0, *found.ends[:-1]]
    for begin, end in zip(begins, found.ends, strict=True):
        piece = found.piece(found.whole, begin)
        assert (piece.letters[0], piece.letters[-1]) == (begin, end)
    first = found.piece(found.whole, 0)
    text = found.texts.text
    assert first.letters == [0, text.find("of"), text.find("a "), text.find("line"), found.ends[0]]
    assert first.spaces == [0, 0, 1, 2, 4]
    assert first.ends[-1] == found.texts.reach[text.find("\n")]
    second = found.piece(found.whole, found.ends[0])
    assert second.spaces[-1] == second.passed[0] + 1


def test_a_piece_fits_where_all_of_it_is_as_wide_as_a_room() -> None:
    found, _ = known("Words of<br>a line")
    width = found.texts.reach[8]
    assert found.fits(0, width)
    assert not found.fits(0, width - 0.1)
    assert found.fits(6, width - found.texts.reach[6])
    assert found.fits(9, found.texts.reach[15] - width)
    assert found.fits(len(found.texts.text), 0)


def test_of_many_letters_some_are_chosen_at_once() -> None:
    found, places = known("one word " * 1_500)
    length = len(found.texts.text)
    assert max(map(len, places)) == length
    first = found.piece(found.whole, 0)
    assert (first.letters[0], first.letters[-1]) == (0, 8_000 - 8_000 % 9 + 4)
    assert found.settled(first.letters[-1]) == first.letters[-1] - 1_000
    second = found.piece(found.whole, first.letters[1_600])
    assert (second.letters[0], second.letters[-1]) == (first.letters[1_600], length)
    assert found.settled(length) == length


def test_the_end_of_a_word_is_alone_behind_a_break_too() -> None:
    context, linebox = paragraph_of("This is all about <b>printing-press<br>and its ways", AUTO)
    found = paragraph(linebox, 300.0)
    assert found is not None
    places = found.divided(context)
    alone = [
        found.texts.text[letter:][:6]
        for letter, stub in zip(places.letters, places.stubs, strict=True)
        if stub
    ]
    assert alone
    assert all("\n" in rest for rest in alone)


def test_from_right_to_left_it_is_broken_behind_spaces_alone() -> None:
    found, places = known(WORDS, f"{AUTO}; direction: rtl")
    assert places == ["", *(WORDS[: n + 1] for n, letter in enumerate(WORDS) if letter == " "), WORDS]
    assert found.whole.letters == [*map(len, places)]


def test_from_right_to_left_what_runs_the_other_way_is_broken_as_elsewhere() -> None:
    _, places = known(f'אחד <span dir="ltr">{WORDS}</span> שלום-עליכם', f"{AUTO}; direction: rtl")
    assert {"אחד A ", "אחד A well-", "אחד A well-known "} <= {*places}
    assert "אחד A well-known organiza" not in places
    assert not any(place.endswith("שלום-") for place in places)


def test_stops_hang_but_for_those_in_what_runs_the_other_way() -> None:
    for css, html, hangs in (
        (AUTO, "one, <i>two,</i> <b>three، and</b> so", [True, True, True, False]),
        (f"{AUTO}; direction: rtl", "אחד, <i dir='ltr'>two,</i> ثلاثة، و ثلاثة", [True, False, True, False]),
        (AUTO, "one, <i dir='rtl'>אחד,</i> <b>three, and</b> so", [True, False, True, False]),
    ):
        whole = known(html, css)[0].whole
        assert [hang > 0 for hang in whole.hangs[1:-1]] == hangs
