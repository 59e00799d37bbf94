"""Calls of sources in a text."""

import pytest

from pubpipe.sources.calls import calls, printed

IDS = {"src-1": 1, "smith2020": 2, "doe:a.b": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So it is.[1]", [("[1]", ((1, ""),))]),
        ("So it is.² And", [("²", ((2, ""),))]),
        ("So [@smith2020] says", [("[@smith2020]", ((2, ""),))]),
        ("[@smith2020, pp. 5-7; @doe:a.b]", [("[@smith2020, pp. 5-7; @doe:a.b]", ((2, "pp. 5-7"), (3, "")))]),
        ("one[1] two[2]", [("[1]", ((1, ""),)), ("[2]", ((2, ""),))]),
        ("as in [2], and so on [1].", [("[2]", ((2, ""),)), ("[1]", ((1, ""),))]),
        ("no source.[9]", []),
        ("[1] at the beginning", []),
        ("5 m² of land", []),
        ("[@nobody] and [@smith2020; @nobody]", []),
        ("a@smith2020 and [smith2020]", []),
    ],
)
def test_what_is_a_call(text: str, expected: list[object]) -> None:
    assert [(text[call.start : call.end], call.numbers) for call in calls(text, IDS)] == expected


def test_what_stands_before_the_text_counts() -> None:
    (call,) = calls("[1] more", IDS, before="x")
    assert (call.start, call.end) == (0, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So.[@src-1] And [@smith2020, pp. 5-7; @doe:a.b][2].", "So.[1] And [2, pp. 5-7; 3][2]."),
        ("No call: [@nobody] a@src-1", "No call: [@nobody] a@src-1"),
    ],
)
def test_citations_as_readers_see_them(text: str, expected: str) -> None:
    assert printed(text, IDS) == expected
