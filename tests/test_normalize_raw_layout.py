import textwrap

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.raw.layout import pieces

PROSE = (
    "It was a bright cold day in the harbour and the clocks were striking. Nobody in the office had heard of the plan "
    "until the letter came. After that there was no end of talk, and the older people shook their heads about it all."
)


def texts(text: str) -> list[str]:
    return [doc.words_of(piece.block) for piece in pieces(text)[0]]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\nTwo.\n\n\nThree.") == ["One.", "Two.", "Three."]


def test_each_line_is_a_paragraph() -> None:
    assert texts(f"{PROSE}\n{PROSE}\nShort line.") == [PROSE, PROSE, "Short line."]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_are_joined(width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(PROSE, width)) for _ in range(4))
    assert texts(wrapped) == [PROSE] * 4


def test_verse_keeps_its_lines() -> None:
    stanza = "Rain on the roof\nand no one at home but the cat\na kettle that sings\nto itself\nand the cold hearth stone"
    found = texts("\n\n".join([stanza] * 3))
    assert found == [stanza] * 3


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\v", "\f", "\x85"])
def test_all_line_ends(end: str) -> None:
    assert texts(f"One line of it.{end}Another line of it.") == ["One line of it.", "Another line of it."]


def test_spans_point_into_the_received_text() -> None:
    text = "  One.  \r\n\r\n\tTwo words.\n"
    assert [text[p.start : p.end] for p in pieces(text)[0]] == ["One.", "Two words."]


def test_nothing() -> None:
    assert pieces(" \n \n") == ((), ())


@pytest.mark.parametrize(
    "bad",
    [
        " ",
        "\u00a0",
        ">",
        "> ",
        "-",
        "- ",
        "a\t",
        "|",
        "\x1b[",
        "\x1b]",
        "1.",
        "(",
        "Page ",
        "#",
        "\u202d",
        "a" * 70 + "-\n",
        "a" * 70 + "\n\f",
    ],
)
def test_a_megabyte_of_one_thing_is_read_in_one_go(bad: str) -> None:
    text = "A" + bad * (1_000_000 // len(bad)) + "B"
    found, _ = pieces(text)
    assert (found[0].start, found[-1].end) == (0, len(text))


def test_paragraphs_of_a_letter_are_joined_among_its_short_lines() -> None:
    letter = f"Hi Petra,\n\n{chr(10).join(textwrap.wrap(PROSE, 70))}\n\nBest,\nJonas\n\nJonas Meyer\nEditor\nThe Review"
    assert texts(letter) == ["Hi Petra,", PROSE, "Best,", "Jonas", "Jonas Meyer", "Editor", "The Review"]


def test_long_items_that_begin_small_are_no_broken_paragraph() -> None:
    items = [
        "two cups of flour, sifted twice through a fine sieve of hair",
        "one egg",
        "a pinch of salt",
        "yeast",
    ]
    assert texts("Dough\n\n" + "\n".join(items) + "\n\nMix it all.") == ["Dough", *items, "Mix it all."]


def test_lines_over_a_wrapped_text_stay_apart_where_one_says_when() -> None:
    body = "\n".join(textwrap.wrap(f"{PROSE} {PROSE}", 72))
    found = texts(f"The harbour plans\nAnna Kowalska\n14 March 2025\n\n{body}")
    assert found == ["The harbour plans", "Anna Kowalska", "14 March 2025", f"{PROSE} {PROSE}"]


def test_addresses_below_one_another_are_no_broken_paragraph() -> None:
    links = [
        "https://harbour.example/news/2024/07/28/the-new-bridge-over-the-bay",
        "https://bay.example/the-old-bridge",
    ]
    lines = [PROSE, "Sources:", *links, PROSE]
    assert texts("\n".join(lines)) == lines


def test_rules_under_the_title_go_and_others_part_the_text() -> None:
    found = pieces(f"The list\n========\n\n{PROSE}\n\n--------\n\n{PROSE}")[0]
    assert [type(piece.block).__name__ for piece in found] == ["Paragraph", "Paragraph", "Rule", "Paragraph"]


def test_a_line_that_is_broken_after_a_comma_or_before_a_figure_goes_on() -> None:
    first = "The clock fell off the wall in January, while I was looking for the pepper,\nand I did not hang it up again."
    last = "The council expects 120,000 visits in the first year. A swim in it will cost\n£5.20, or half for residents."
    letter = f"Hi Petra,\n\n{first}\n\n{chr(10).join(textwrap.wrap(PROSE, 76))}\n\n{last}\n\nBest,\nJonas"
    assert texts(letter)[:4] == ["Hi Petra,", first.replace("\n", " "), PROSE, last.replace("\n", " ")]


@pytest.mark.parametrize("credit", ["by Jane Doe , The Daily Post", "mercredi 11 septembre 2019"])
def test_who_wrote_in_small_letters_goes_not_on_with_the_title(credit: str) -> None:
    title = "A tool of flint that was covered by tar of birches adds to what is known of how people thought"
    parts = f"{PROSE}\n{PROSE[::-1]}"
    assert texts(f"{title}\n{credit}\n\n\n{parts}\n\n{PROSE}")[:2] == [title, credit]


def test_who_wrote_a_poem_stands_apart_from_its_title() -> None:
    stanza = "Rain on the roof\nand no one at home but the cat\na kettle that sings\nto itself"
    found = texts("The Cold Hearth\nby Nell Farraday\n\n" + "\n\n".join([stanza] * 3))
    assert found == ["The Cold Hearth", "by Nell Farraday", *[stanza] * 3]


def test_numbered_notes_below_one_another_are_no_wrapped_paragraph() -> None:
    notes = [
        "[1] 信濃日報「松の湯、再開へ」2024年1月20日 https://shinano.example/news/20240120.html",
        "[2] 町役場『広報』第412号。",
    ]
    assert texts(f"{PROSE}\n\n" + "\n".join(notes)) == [PROSE, *notes]


def test_an_address_that_hangs_below_its_entry_belongs_to_it() -> None:
    entry = (
        "Greiner, J. (2013). Seagrass restoration enhances carbon sequestration in coastal waters of\n"
        "     the bay. PLoS ONE, 8(8).\n     https://doi.org/10.1371/journal.pone.0072469"
    )
    body = "\n\n".join("\n".join(textwrap.wrap(PROSE, 76)) for _ in range(3))
    assert texts(f"{body}\n\n{entry}")[3:] == [" ".join(entry.split())]
