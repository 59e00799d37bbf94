"""The notation of readings: what it holds, and what is never taken for it."""

import pytest

from pubpipe.ruby import bracketed, notation, readings


@pytest.mark.parametrize(
    ("words", "reading", "written"),
    [
        ("漢字", "かんじ", "{漢字|かんじ}"),
        ("打ち合わせ", "うちあわせ", "{打ち合わせ|うちあわせ}"),
        ("北京", "Běijīng", "{北京|Běijīng}"),
        ("注音", "ㄓㄨˋ ㄧㄣ", "{注音|ㄓㄨˋ ㄧㄣ}"),
        ("國", "국", "{國|국}"),
        ("𠮷野", "よしの", "{𠮷野|よしの}"),
        ("WHO", "World Health Organization", "WHO (World Health Organization)"),
        ("漢}字", "かんじ", "漢}字（かんじ）"),
        ("漢字", "か|ん", "漢字（か|ん）"),
        ("漢字", "同じ", "漢字（同じ）"),
    ],
)
def test_what_can_be_read_back_is_written_in_the_notation(words: str, reading: str, written: str) -> None:
    assert notation(words, reading) == written
    found = list(readings(f"before {written} after"))
    pair = ("before ", words, reading)
    assert found == (
        [pair, (" after", "", "")] if written[0] == "{" else [(f"before {written} after", "", "")]
    )


@pytest.mark.parametrize(
    "text",
    [
        "{a|b}",
        "{{漢字|かんじ}}",
        "{漢字}",
        "{漢字|}",
        "{|かんじ}",
        "{ 漢字|かんじ}",
        "x | {y} | z",
        "{漢字|\nかんじ}",
        "\\{n|n > 0\\}",
    ],
)
def test_other_braces_stay(text: str) -> None:
    assert list(readings(text)) == [(text, "", "")]


def test_readings_stand_in_their_order() -> None:
    assert list(readings("{漢|かん}{字|じ}。")) == [("", "漢", "かん"), ("", "字", "じ"), ("。", "", "")]


def test_brackets_are_those_of_the_script() -> None:
    assert (bracketed("東京", "とうきょう"), bracketed("UN", "ONU")) == ("東京（とうきょう）", "UN (ONU)")
