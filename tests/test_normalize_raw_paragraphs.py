import textwrap

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.raw.layout import pieces

A = (
    "The ferry left the old harbour at noon and nobody saw it come back before the evening, which was odd, since the "
    "wind had been good all day."
)
B = (
    "In the inn they said that it had been the current, and in the town hall that it had been the engine of the boat, "
    "which nobody had looked at for years."
)
C = "Nobody asked the captain. He sat on the quay and waited for the night, as he had done each day of that week."
LONG = [f"{A} {B}", f"{C} {A}", f"{B} {C}", f"{C} {B}"]


def texts(text: str) -> list[str]:
    return [doc.words_of(piece.block) for piece in pieces(text)[0]]


def wrapped(*paragraphs: str, width: int = 66, between: str = "\n\n") -> str:
    return between.join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


def test_indentation_parts_paragraphs() -> None:
    text = "\n".join(textwrap.fill(p, 66, initial_indent="    ") for p in (A, B, C, "Yes.", "No.", A))
    assert texts(text) == [A, B, C, "Yes.", "No.", A]


def test_a_line_that_ends_early_with_its_sentence_parts_paragraphs() -> None:
    assert texts(wrapped(A, C, B, between="\n")) == [A, C, B]


def test_a_heading_above_a_paragraph_stands_alone() -> None:
    text = wrapped(A, B) + "\n\nTHE QUAY\n" + wrapped(C)
    assert texts(text) == [A, B, "THE QUAY", C]


def test_an_address_within_prose_keeps_its_lines() -> None:
    text = wrapped(A, B) + "\n\nThe Harbour Office\n12 Quay Street\nOldtown\n\n" + wrapped(C)
    assert texts(text) == [A, B, "The Harbour Office\n12 Quay Street\nOldtown", C]


def test_a_narrow_quotation_is_joined() -> None:
    text = wrapped(A, B) + "\n\n" + textwrap.fill(f"{C} {A}", 44) + "\n\n" + wrapped(B)
    assert texts(text) == [A, B, f"{C} {A}", B]


@pytest.mark.parametrize("marks", ["•••", "---", "***", ["1.", "2.", "3."], ["(a)", "(b)", "(c)"]])
def test_items_are_parted(marks: list[str]) -> None:
    items = [f"{mark} {text}" for mark, text in zip(marks, (A, B, C), strict=True)]
    text = wrapped(A, B) + "\n\n" + "\n".join(textwrap.fill(i, 66, subsequent_indent="   ") for i in items)
    assert texts(text) == [A, B, *items]


def test_a_dash_or_a_year_at_a_line_start_is_no_item() -> None:
    text = wrapped(A, B, f"{C} {B}", f"{B} {C}").replace("nobody saw", "nobody\n– saw", 1)
    assert texts(text)[0].startswith("The ferry left the old harbour at noon and nobody – saw")


def test_a_hanging_indentation_is_one_paragraph() -> None:
    text = "\n".join(textwrap.fill(p, 66, subsequent_indent="    ") for p in (A, B, C))
    assert texts(text) == [A, B, C]


def test_an_address_of_the_web_stands_alone() -> None:
    text = (
        wrapped(A, B) + "\n\n" + textwrap.fill(A, 66) + "\nhttps://example.org/ferry\n" + textwrap.fill(C, 66)
    )
    assert texts(text) == [A, B, A, "https://example.org/ferry", C]


def test_chinese_lines_are_joined_without_spaces() -> None:
    line = "政府今天批准了一项将改变所有公民税收的法律部长说该法律将于一月生效"
    text = "\n\n".join(f"{line}\n{line}\n结束。" for _ in range(3))
    assert texts(text) == [f"{line}{line}结束。"] * 3


def test_a_headline_above_one_long_line_is_not_joined() -> None:
    headline = "A ferry that came late and nobody who would say why it did"
    assert texts(f"{headline}\n{A} {B} {C}") == [headline, f"{A} {B} {C}"]


@pytest.mark.parametrize("width", [28, 34, 40])
def test_the_narrow_columns_of_a_paper_are_joined(width: int) -> None:
    columns = "\n\n".join("\n".join(textwrap.wrap(text, width)) for text in LONG)
    assert [doc.words_of(p.block) for p in pieces(columns)[0]] == LONG
    indented = "\n".join("\n".join(textwrap.wrap(text, width, initial_indent="  ")) for text in LONG)
    assert [doc.words_of(p.block) for p in pieces(indented)[0]] == LONG


def test_where_only_short_lines_tell_paragraphs_a_full_one_is_told() -> None:
    lines = "\n".join("\n".join(textwrap.wrap(text, 60)) for text in LONG)
    full = "This line is filled to its end by what it says about it all.\nAnother one.\n" + lines
    (event,) = (e for e in pieces(full)[1] if e.severity == "warning")
    assert (event.step, event.action, event.start) == ("wrap", "flagged", 0)
    parted = "\n\n".join("\n".join(textwrap.wrap(text, 60)) for text in LONG)
    assert not [e for e in pieces(parted)[1] if e.severity == "warning"]


def test_the_numbers_of_sections_part_the_lines_of_a_table_of_contents() -> None:
    entries = [
        "1.1. How this guide to the harbour is laid out",
        "1.2. Whom to ask about ferries",
        "1.2.1. In the town hall, in the inn, or at the quay, on any day of the whole week and at night",
        "1.3. Prices",
    ]
    assert texts(wrapped(A, B) + "\n\n" + wrapped(*entries, between="\n")) == [A, B, *entries]
    # Figures that begin lines by chance do not rise.
    chance = (
        "The takings of the ferry rose in the first year by all of\n9.2 per cent, to the surprise of those in the town"
        " hall, by\n3.1 in the second one, which nobody had foreseen there, and\n7.5 per cent in the third."
    )
    assert texts(f"{wrapped(A, B, width=58)}\n\n{chance}")[-1] == " ".join(chance.split())
