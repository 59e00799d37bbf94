import pytest

from pubpipe.normalize.raw.lines import columns, first_word, glue, is_full, percentile, split


def test_lines_have_their_places_and_pages() -> None:
    text = "One. \r\n\tTwo.\fThree."
    found = split(text)
    assert [text[line.start : line.end] for line in found] == ["One.", "Two.", "Three."]
    assert [line.indented for line in found] == [False, True, False]
    assert [line.page for line in found] == [0, 0, 1]


def test_a_margin_of_spaces_that_do_not_break_is_one() -> None:
    lines = split("    One\n\xa0 \xa0 two\xa0three")
    assert [line.raw for line in lines] == ["    One", "    two\xa0three"]
    assert [line.indented for line in lines] == [True, True]


def test_a_next_line_among_windows_characters_is_an_ellipsis() -> None:
    assert [line.text for line in split("It\x92s late\x85 go.")] == ["It\x92s late… go."]
    assert [line.text for line in split("It is late\x85Go.")] == ["It is late", "Go."]


def test_a_prefix_can_be_cut() -> None:
    line = split("  >  word")[0].cut(1)
    assert (line.text, line.start, line.indented) == ("word", 5, True)


def test_east_asian_characters_are_two_columns_wide() -> None:
    assert columns("abc") == 3
    assert columns("政府a") == 5
    assert split("    abc")[0].reach == 7


@pytest.mark.parametrize(("text", "word"), [("one two", "one"), ("政府は", "政"), ("one", "one")])
def test_what_would_have_had_to_fit(text: str, word: str) -> None:
    assert first_word(text) == word


def test_a_line_is_full_when_the_next_word_does_not_fit() -> None:
    before, after = split("12345 789\nabc d")
    assert is_full(before, after, 12)
    assert not is_full(before, after, 13)


@pytest.mark.parametrize(
    ("before", "after", "between"), [("a", "b", " "), ("法律", "将于", ""), ("法律", "PDF", " ")]
)
def test_scripts_without_spaces_are_joined_without_one(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between


def test_percentiles() -> None:
    assert percentile([], 0.9) == 0
    assert percentile([3, 1, 2], 0.95) == 3
    assert percentile(list(range(100)), 0.5) == 50
