"""The text of a paragraph as WeasyPrint has it in its boxes: how far it reaches, and where a line goes on."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from pubpipe.editions.pdf.breaking.texts import texts
from pubpipe.editions.pdf.composition.faults import is_line
from tests.support.boxes import paragraph_of
from tests.support.prose import document

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
ARABIC = "يولد جميع الناس أحرارًا متساوين في الكرامة لا إله"
HEBREW = "כל בני האדם נולדו בני חורין"
TEXT = 'Every <em>page, <b>even</b> this</em> <a href="#">one</a>, is Ärger <i> of</i> somebody.'


def test_its_words_are_those_of_all_its_boxes() -> None:
    whole = texts(paragraph_of(TEXT)[1])
    assert whole is not None
    assert whole.text == "Every page, even this one, is Ärger of somebody."
    assert "".join(part.box.text for part in whole.parts) == whole.text


def test_it_reaches_as_far_as_a_line_of_it_is_wide() -> None:
    words = "Every affair of a fluffy AVATAR"
    whole = texts(paragraph_of(words)[1])
    assert whole is not None
    for letters in (5, 12, len(words)):
        line = paragraph_of(words[:letters])[1].children[0]
        assert whole.reach[letters] == pytest.approx(_width(line), abs=0.5)
    assert whole.reach[0] == 0
    assert whole.space() == pytest.approx(whole.reach[6] - whole.reach[5])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    "words", [ARABIC, HEBREW, f"{HEBREW} in Debian 12 {ARABIC} GNU/Linux (2026)", "Words only"]
)
def test_words_from_right_to_left_reach_as_far_as_a_line_of_them_is_wide(words: str, direction: str) -> None:
    css = f"direction: {direction}; width: 900px; white-space: normal"
    whole = texts(paragraph_of(words, css)[1])
    assert whole is not None
    for end in (*(place for place, letter in enumerate(words) if letter == " "), len(words)):
        box = paragraph_of(words[:end], css)[1].children[0]
        assert whole.reach[end] == pytest.approx(_width(box), abs=0.1)


def test_a_letter_in_a_box_that_runs_the_other_way_is_known() -> None:
    whole = texts(paragraph_of('<i dir="rtl">שלום,</i> <b>and</b> so')[1])
    assert whole is not None
    assert [place for place in range(len(whole.text)) if not whole.edge(place)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_sides_of_boxes_are_a_part_of_what_they_hold(direction: str) -> None:
    sides = (
        "margin-left: 1px; border-left: 2px solid; padding-left: 3px; padding-right: 7px; margin-right: -2px"
    )
    words = f"Words {HEBREW} "
    inside = f'<i style="{sides}">room, <b style="padding: 0 5px">more</b>,</i>'
    css = f"direction: {direction}; width: 900px"
    whole = texts(paragraph_of(f'{words}{inside} end <b style="{sides}">rule.</b>', css)[1])
    assert whole is not None
    begin, end = ((1 + 2 + 3), (7 - 2)) if direction == "ltr" else ((7 - 2), (1 + 2 + 3))
    first, room, more, comma, between, rule = whole.parts
    assert (first.edge, first.left) == (0, 0)
    assert room.edge == first.right == first.place(first.end)
    assert room.left == room.edge + begin
    assert more.edge == room.right
    assert more.left == more.edge + 5
    assert comma.edge == comma.left == more.right == more.place(more.end) + 5
    assert comma.right == comma.place(comma.end) + end
    assert between.edge == between.left == comma.right
    assert rule.left == between.right + begin
    assert whole.reach[len(whole.text)] == rule.right == rule.place(rule.end) + end
    assert whole.edge(room.begin + 4) > 0
    assert whole.edge(comma.begin) == 0


def test_a_line_of_boxes_with_sides_is_as_wide_as_they_reach() -> None:
    html = 'Words <i style="padding: 0 3px 0 5px">and <b style="margin-left: 7px">room</b></i>, so <i style="border-right: 2px solid">on</i>'
    whole = texts(paragraph_of(html)[1])
    assert whole is not None
    page = document(html).pages[0]._page_box
    line = next(box for box in page.descendants() if is_line(box) and box.descendants())
    assert whole.reach[len(whole.text)] == pytest.approx(line.width, abs=0.1)


def test_letters_that_are_spaced_out_reach_further_than_the_same_that_are_not() -> None:
    both = texts(paragraph_of('<i style="letter-spacing: 3px">words</i> and <i>words</i>')[1])
    assert both is not None
    spaced, between, plain = both.parts
    assert between.left == pytest.approx(_width(spaced.box), abs=0.1)
    assert both.reach[15] - both.reach[10] == pytest.approx(_width(plain.box), abs=0.1)
    assert _width(spaced.box) > _width(plain.box) + 10


def test_a_place_of_weasyprint_s_is_a_letter() -> None:
    whole = texts(paragraph_of(TEXT)[1])
    assert whole is not None

    def rest(resume: object) -> str:
        return whole.text[whole.letter(resume) :].partition(" ")[0]

    assert rest({0: {0: None}}) == "Every"
    assert rest({1: None}) == "page,"
    assert rest({1: {1: None}}) == "even"
    assert rest({1: {1: {0: {2: None}}}}) == "en"
    assert rest({1: {2: {0: None}}}) == "this"
    assert rest({4: {len(", is Är".encode()): None}}) == "ger"
    assert rest({4: {len(b", is"): None}}) == "Ärger"
    assert whole.letter({7: None}) == len(whole.text)


def test_a_line_goes_on_behind_a_break_and_its_space() -> None:
    whole = texts(paragraph_of("Words and <br> more <i>words<br>of</i> it")[1])
    assert whole is not None
    assert whole.text == "Words and \n more words\nof it"
    assert whole.letter({1: {0: {0: {1: None}}}}) == whole.letter({2: {1: None}}) == whole.text.find("more")
    assert whole.letter({3: {1: {0: {0: {1: None}}}}}) == whole.text.find("of")
    assert whole.reach[11] == whole.reach[10]
    parts = [part.box.text for part in whole.parts]
    assert parts == ["Words and ", " more ", "words", "of", " it"]


def test_a_paragraph_that_begins_with_a_break_is_left_to_weasyprint() -> None:
    assert texts(paragraph_of("<br>Words")[1]) is None


@pytest.mark.parametrize(
    "held",
    [
        f'<img src="data:image/svg+xml,{quote(SVG)}">',
        "soft\u00adhyphen",
        '<i style="white-space: pre-line">of\nlines</i>',
        '<i style="padding-left: 3%">room</i>',
        '<i style="margin-right: auto">room</i>',
        '<i style="padding-left: 3px; box-decoration-break: clone">room</i>',
        '<i style="float: left">float</i>',
        '<i style="display: inline-block">box</i>',
        '<i style="white-space: pre">code</i>',
        "word " * 20_000,
    ],
)
def test_what_is_not_known_is_left_to_weasyprint(held: str) -> None:
    assert texts(paragraph_of(f"Words and {held} words.")[1]) is None


def _width(box: object) -> float:
    from weasyprint.text.line_break import split_first_line

    return float(split_first_line(box.text, box.style, None, None, 0)[3])  # type: ignore[attr-defined]
