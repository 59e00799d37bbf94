"""Columns that spaces set one below the other: a table with a finding, and what is none."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import draft, galley, normalized

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)
FIGURES = "Year   Boats     People\n-----  --------  ------\n2020       4        200\n2021      12      1,310\n2022      12"


def tables(text: str) -> list[list[list[str]]]:
    blocks = (piece.block for piece in galley(text).pieces)
    return [
        [[doc.plain(cell) for cell in row] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, doc.Table)
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            FIGURES,
            [["Year", "Boats", "People"], ["2020", "4", "200"], ["2021", "12", "1,310"], ["2022", "12", ""]],
        ),
        (
            "Port Linden   12\nSan Roque      4\nNeu Holm       7",
            [["Port Linden", "12"], ["San Roque", "4"], ["Neu Holm", "7"]],
        ),
        ("港町    12\n大阪市   4\n神戸     7", [["港町", "12"], ["大阪市", "4"], ["神戸", "7"]]),
        ("      Boats  People\n2020  4      200\n2021  5      310", [["", "Boats", "People"], ["2020", "4", "200"], ["2021", "5", "310"]]),
    ],
)  # fmt: skip
def test_columns_make_a_table_and_are_told(text: str, rows: list[list[str]]) -> None:
    article = f"Boats\n\n{PROSE}\n\n{text}\n\n{PROSE}"
    assert tables(article) == [rows]
    manuscript, _, findings = normalize(draft(article), Wishes("a"))
    (told,) = (finding for finding in findings if finding.code == "normalize-table")
    assert (told.severity, told.place and told.place.line) == ("warning", 5)
    assert "--off table" in told.hint
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


@pytest.mark.parametrize(
    "text",
    [
        "one  two\nthree  four",
        "From:  Jane\nTo:    Peter\nDate:  Monday",
        "1.  The first\n2.  The other\n3.  The last",
        "JANE:   What do you think of all of this?\nPETER:  I never think of it at all.\nJANE:   Why is it that you do not?",
        "It ended.  Nobody knew why it had.\nThey went home.  The sea was calm.\nThat was all.  So they said it.",
        "The council met on Monday    The mayor was not amused\nto discuss the plans for      by what he had been told\nthe harbour, which nobody     and left before the vote",
    ],
)  # fmt: skip
def test_other_lines_are_no_table(text: str) -> None:
    assert tables(f"{PROSE}\n\n{text}\n\n{PROSE}") == []


def test_columns_of_prose_side_by_side_are_told() -> None:
    columns = (
        "The council met on Monday    The mayor was not amused\n"
        "to discuss the plans for     by what he had been told\n"
        "the harbour, which nobody    and left before the vote\n"
        "had read to the end.         was taken in the hall."
    )
    _, _, findings = normalize(draft(f"Boats\n\n{PROSE}\n\n{columns}\n\n{PROSE}"), Wishes("a"))
    assert [f.place and f.place.line for f in findings if f.code == "normalize-columns"] == [5]


def test_it_can_be_switched_off() -> None:
    wishes = Wishes("a", switches={"table": False})
    assert "|" not in normalize(draft(f"Boats\n\n{PROSE}\n\n{FIGURES}"), wishes)[0].body
