"""Glyphs as they stand on a line -> the order in which they are read."""

import pytest

from pubpipe.checks.carrying.carried import Gatherer
from pubpipe.checks.carrying.continuing import Continuing, continuing
from pubpipe.checks.carrying.lines import as_read

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
    assert as_read(list(shown), Continuing(""), rtl=True) == read


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
    source = _source(f"One {read} two.", MONTH)
    assert as_read(list(shown), source, rtl=rtl).split() == read.split()


def _source(*passages: str) -> Continuing:
    gatherer = Gatherer()
    for passage in passages:
        gatherer.say(passage)
        gatherer.end()
    source = continuing(gatherer.carried().tokens)
    assert source
    return source


@pytest.mark.parametrize(
    ("passage", "shown", "rtl"),
    [
        # Brackets around the other direction go with the passage (UAX 9, N0), and part a run in two.
        (f"{MONTH} 「誰が1,250文字」と先生は尋ねた。", f"。と先生は尋ねた「誰が1,250文字」 {MONTH[::-1]}", True),
        (f"Совет (см. с. 12). {MONTH} 12 ({MONTH} 1887).", f".(1887 {MONTH[::-1]}) 12 {MONTH[::-1]} .Совет (см. с. 12)", True),
        (f"{MONTH} 1, 250 {MONTH} NATO?”", f"”?NATO {MONTH[::-1]} 250 ,1 {MONTH[::-1]}", True),
    ],
)  # fmt: skip
def test_a_line_is_read_as_the_words_of_the_source_that_look_so(passage: str, shown: str, rtl: bool) -> None:
    assert as_read(list(shown), _source("One.", passage), rtl=rtl, before="One.") == passage


def test_what_looks_otherwise_is_not_read_as_the_source() -> None:
    source = _source(f"{MONTH} abc 1234 ({MONTH})")
    good = f"({MONTH[::-1]}) abc 1234 {MONTH[::-1]}"
    assert source.following("", good, rtl=True) == f"{MONTH} abc 1234 ({MONTH})"
    for harmed in (
        good.replace("1234", "1243"),
        good.replace("abc", "acb"),
        good.replace("abc 1234", "1234 abc"),
    ):
        assert source.following("", harmed, rtl=True) is None
    assert source.following("", good, rtl=False) is None


def test_words_are_those_behind_what_was_read() -> None:
    source = _source(f"One 12 {MONTH}. Two 21 {MONTH}.", f"12 {MONTH}")
    assert source.following("One", f"{MONTH[::-1]} 12 ", rtl=True) == f" 12 {MONTH}"
    assert source.following("", f"{MONTH[::-1]} 12", rtl=True) == f"12 {MONTH}"
    assert source.following("Two", f"{MONTH[::-1]} 12", rtl=True) == f"12 {MONTH}"  # a passage may begin here
    assert source.following("Two", f"{MONTH[::-1]} 13", rtl=True) is None


def test_a_source_of_one_direction_needs_none_of_this() -> None:
    gatherer = Gatherer()
    gatherer.say("Été 1887, abc")
    assert continuing(gatherer.carried().tokens) is None
