import pytest

from pubpipe.sources.dates import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("31 January 2022", "2022-01-31"),
        ("Jan. 31, 2022", "2022-01-31"),
        ("(2022, January 31)", "2022-01-31"),
        ("(2022, January)", "2022-01"),
        ("28. Juli 2024", "2024-07-28"),
        ("31.1.2022", "2022-01-31"),
        ("1er mars 2020", "2020-03-01"),
        ("3 de mayo de 2019", "2019-05-03"),
        ("5 czerwca 2021", "2021-06-05"),
        ("7 июля 2020", "2020-07-07"),
        ("2024年7月28日", "2024-07-28"),
        ("in 2019", "2019"),
        ("2024-07-28", "2024-07-28"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert [found.iso for found in dates(text)] == [iso]


@pytest.mark.parametrize(
    "text", ["03/04/2024", "No. 12", "May", "3 hours ago", "https://a.org/2020/03/04/x", "12345"]
)
def test_what_is_no_date_or_could_be_two(text: str) -> None:
    assert dates(text) == ()


def test_a_word_that_only_begins_as_a_month_is_none() -> None:
    assert [found.iso for found in dates("Decision 2020 and Marathon 2019")] == ["2020", "2019"]


def test_places_are_those_of_the_words() -> None:
    text = "Read 3 May 2020, written 2 April 2019."
    assert [text[found.start : found.end] for found in dates(text)] == ["3 May 2020", "2 April 2019"]
