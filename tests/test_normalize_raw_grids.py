import pytest

from pubpipe.normalize import document as doc
from tests.support.drafts import galley, normalized

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)
TABS = f"{PROSE}\n\nYear\tBoats\tPeople\n2020\t4\t200\n2021\t5\t\n\n{PROSE} Or so they say."
PIPES = (
    f"{PROSE}\n\n| Year | Boats |\n|------|------:|\n| 2020 | 4 |\n| 2021 | 5 |\n\n{PROSE} Or so they say."
)


def tables(text: str) -> list[doc.Table]:
    return [piece.block for piece in galley(text).pieces if isinstance(piece.block, doc.Table)]


def cells(table: doc.Table) -> list[list[str]]:
    return [[doc.plain(cell) for cell in row] for row in (table.header, *table.rows)]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (TABS, [["Year", "Boats", "People"], ["2020", "4", "200"], ["2021", "5", ""]]),
        (PIPES, [["Year", "Boats"], ["2020", "4"], ["2021", "5"]]),
        ("Name\tNote\nJane\tcounts\nPeter\t", [["Name", "Note"], ["Jane", "counts"], ["Peter", ""]]),
        ("a | b\nc | d\ne | f", [["a", "b"], ["c", "d"], ["e", "f"]]),
        ("\tBoats\nLine one\t4\nLine two\t5", [["", "Boats"], ["Line one", "4"], ["Line two", "5"]]),
    ],
)
def test_rows_make_a_table(text: str, rows: list[list[str]]) -> None:
    assert [cells(table) for table in tables(text)] == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "Home | News | Sport",
        "By Jane | Monday\nFor us | Today",
        "one\ttwo",
        "Hello\t\nWorld\t",
        "a\tb\nc\td\te",
        "a\n\tOne.\n\tTwo.",
        "||\n||\n||",
    ],
)
def test_other_lines_do_not(text: str) -> None:
    assert tables(text) == []


@pytest.mark.parametrize("text", [TABS, PIPES])
def test_the_words_of_a_table_are_accounted_for_and_settle(text: str) -> None:
    manuscript, _ = normalized(text)
    assert "| 2020 | 4 |" in manuscript.body
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown


def test_lines_around_a_table_stay() -> None:
    found = galley("Before it.\na\tb\nc\td\nAfter it.")
    assert [type(piece.block).__name__ for piece in found.pieces] == ["Paragraph", "Table", "Paragraph"]
