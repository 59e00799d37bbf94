"""Who wrote a work, as citations name them."""

import pytest

from pubpipe.sources.people import names, repeated_author


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frayne, Alan.", ["Alan Frayne"]),
        ("Hall, P., & Roe, H. J.", ["P. Hall", "H. J. Roe"]),
        ("Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Lights and Lamps", ["Lights and Lamps"]),
        ("———", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [name.text for name in names(text)] == expected


@pytest.mark.parametrize(
    ("line", "dashes"),
    [
        ("———. “Two.”", "———"),
        ("---. Two.", "---"),
        ("——. Two", "——"),
        ("— Two", ""),
        ("---", ""),
        ("A ———. b", ""),
    ],
)
def test_dashes_for_an_author(line: str, dashes: str) -> None:
    assert repeated_author(line) == dashes
