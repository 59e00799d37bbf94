"""Glyphs as they stand on a line -> the order in which they are read."""

import pytest

from pubpipe.checks.parsing.lines import as_read

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
        (f".93% {MONTH[::-1]} ,1,240 {MONTH[::-1]}", f"{MONTH} 1,240, {MONTH} 93%."),
    ],
)
def test_lines_from_right_to_left(shown: str, read: str) -> None:
    assert as_read(list(shown), rtl=True) == read


@pytest.mark.parametrize(
    ("shown", "rtl", "read"),
    [
        (f"abc 1234 .{MONTH[::-1]}", False, f"{MONTH}. 1234 abc"),  # an item of its own direction
        (f"abc 1234 {MONTH[::-1]}", True, f"{MONTH} abc 1234"),
        (f"abc 1234 {MONTH[::-1]}", True, f"{MONTH} 1234 abc"),
        (
            "% and English again, 56 — .",
            False,
            ". — and English again, 56 %",
        ),  # its other words are another piece
        (f".46–44 {MONTH[::-1]} ,12 {MONTH[::-1]}", True, f"{MONTH} 12, {MONTH} 44–46."),
        (f"{MONTH[::-1]} 12 {MONTH[::-1]}", False, f"{MONTH} 12 {MONTH}"),
    ],
)
def test_a_line_that_can_be_read_in_several_ways_is_read_as_the_text_has_it(
    shown: str, rtl: bool, read: str
) -> None:
    assert as_read(list(shown), rtl=rtl, known=f"One {read} two.".__contains__) == read
    assert as_read(list(shown), rtl=rtl, known=lambda _: False) == as_read(list(shown), rtl=rtl)
