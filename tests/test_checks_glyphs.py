"""Glyphs as they stand on a line -> the order in which they are read."""

import pytest

from pubpipe.checks.glyphs import as_read

MONTH = "فبراير"


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        # A date of APA: the figures go with the Arabic before them, the name begins behind the stop.
        (f" .Al Jazeera .)10 {MONTH[::-1]} ,2026(", f"(2026, {MONTH} 10). Al Jazeera. "),
        (f"Al Jazeera, 10 {MONTH[::-1]}", f"{MONTH} Al Jazeera, 10"),
        (f"NA/2014/07 {MONTH[::-1]}", f"{MONTH} NA/2014/07"),
        (f".45,000 {MONTH[::-1]}", f"{MONTH} 45,000."),
        ("plain words 10", "plain words 10"),
    ],
)
def test_lines_from_right_to_left(shown: str, read: str) -> None:
    assert "".join(as_read(list(shown), rtl=True)) == read
