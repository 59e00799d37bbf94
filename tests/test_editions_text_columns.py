"""Lines in columns: widths, breaks, tables."""

import unicodedata

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.editions.text import columns
from pubpipe.editions.text.columns import Alignment, pad, table, width, wrap

LEFT: list[Alignment] = ["left", "left", "left"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("ｱ", 1),
        ("e\u0301", 1),
        ("가", 2),
        ("هَ", 1),
        ("a\u200bb", 2),
        ("（", 2),
        ("🙂", 2),
        ("👩‍🚀", 2),
        ("🇯🇵", 2),
        ("a\u00adb", 2),
        ("a\x01日", 4),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_narrow_characters_are_of_one_column_whatever_stands_beside_them() -> None:
    narrow = [chr(n) for n in range(0x3000) if columns._NARROW.fullmatch(chr(n))]
    assert len(narrow) > 500
    assert all(wcwidth.wcswidth(char) == 1 for char in narrow)
    for before in narrow:
        assert wcwidth.wcswidth("".join(f"{before}{char}" for char in narrow)) == 2 * len(narrow)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 100, ["one two three"]),
        ("  one \t two ", 100, ["one two"]),
        (
            "a https://example.org/very/long/address b",
            10,
            ["a", "https://example.org/very/long/address", "b"],
        ),
        ("no\u00a0break here", 8, ["no\u00a0break", "here"]),
        ("日本と米国の当局者", 8, ["日本と米", "国の当局", "者"]),
        ("日本と米、国", 8, ["日本と", "米、国"]),
        ("日本（米国）", 6, ["日本", "（米", "国）"]),
        ("日本GPS衛星", 7, ["日本GPS", "衛星"]),
        ("今日は28日だ", 8, ["今日は", "28日だ"]),
        ("한국어 문장은 띄어쓴다", 8, ["한국어", "문장은", "띄어쓴다"]),
        ("", 10, [""]),
    ],
)
def test_wrap(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


def test_wrap_hangs_its_lines() -> None:
    assert wrap("one two three four", 10, "- ", "  ") == ["- one two", "  three", "  four"]


def test_lines_of_verse_stay_and_are_turned_over() -> None:
    assert wrap("first line\nsecond is longer\nthird", 10) == ["first line", "second is", "  longer", "third"]


WORDS = st.text(st.sampled_from("ab é日本、（）가28é\u0301 "), max_size=80)


@given(WORDS, st.integers(8, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    text = unicodedata.normalize("NFC", text)
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert line == line.rstrip(" ")
        assert width(line) <= columns or " " not in line


@given(WORDS, st.integers(8, 40))
def test_no_line_begins_or_ends_with_what_may_not_stand_there(text: str, columns: int) -> None:
    inner = text.replace(" ", "")
    for line in wrap(inner, columns)[1:]:
        assert line[0] not in "、）"
    for line in wrap(inner, columns)[:-1]:
        assert line[-1] != "（"


def test_pad() -> None:
    assert [pad("日", 5, a) for a in ("left", "center", "right")] == ["日   ", " 日  ", "   日"]
    assert pad("longer", 3) == "longer"


def test_a_table_that_fits_has_one_line_a_row() -> None:
    rows = [["Country", "Capital", "People"], ["France", "Paris", "68"], ["日本", "東京", "125"]]
    assert table(rows, ["left", "center", "right"], 40) == [
        "Country  Capital  People",
        "-------  -------  ------",
        "France    Paris       68",
        "日本      東京       125",
    ]


def test_a_table_without_header_is_ruled() -> None:
    assert table([["", ""], ["a", "b"]], LEFT[:2], 40) == ["-  -", "a  b", "-  -"]


def test_a_table_that_does_not_fit_is_a_grid() -> None:
    rows = [["Name", "What it is"], ["one", "words that are too many for a line"], ["two", "few"]]
    drawn = table(rows, LEFT[:2], 24)
    assert drawn == [
        "+------+---------------+",
        "| Name | What it is    |",
        "+------+---------------+",
        "| one  | words that    |",
        "|      | are too many  |",
        "|      | for a line    |",
        "+------+---------------+",
        "| two  | few           |",
        "+------+---------------+",
    ]


def test_a_table_whose_words_do_not_fit_is_told() -> None:
    rows = [["A", "B", ""], ["incomprehensible", "incomprehensible", "x"], ["y", "", "z"]]
    assert table(rows, LEFT, 20) == ["A: incomprehensible", "B: incomprehensible", "x", "", "A: y", "z"]


def test_a_header_alone_keeps_its_words() -> None:
    assert table([["A", "B"]], LEFT[:2], 40) == ["A  B", "-  -"]
    assert table([["incomprehensible", "words"]], LEFT[:2], 20) == ["incomprehensible", "words"]


CELLS = st.text(st.sampled_from("ab日 "), max_size=30).map(lambda text: " ".join(text.split()))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.integers(20, 60))
def test_no_table_loses_a_letter_or_is_too_wide(rows: list[list[str]], columns: int) -> None:
    drawn = table([["H", "I", "J"], *rows], LEFT, columns)
    letters = sorted("".join(c for row in rows for cell in row for c in cell if c in "ab日"))
    assert sorted(c for line in drawn for c in line if c in "ab日") == letters
    for line in drawn:
        assert line == line.rstrip(" ")
        assert width(line) <= columns or len(line.split()) <= 2
