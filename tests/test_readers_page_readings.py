"""Ruby of web pages: every way to write it gives its words with their readings."""

import pytest
from lxml import html

from pubpipe.readers import Received
from pubpipe.readers.html import read
from pubpipe.readers.page.readings import read_aloud

STORY = (
    "両国は二十八日、軍事的な結びつきを強めるための新しい措置を発表し、同盟はかつてなく強固だと述べた。" * 4
)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("漢字<rt>かんじ</rt>", "{漢字|かんじ}"),
        ("漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp>", "{漢字|かんじ}"),
        ("漢<rt>かん</rt>字<rt>じ</rt>", "{漢|かん}{字|じ}"),
        ("<rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt>", "{漢|かん}{字|じ}"),
        ("<rb>漢字</rb><rt>かんじ</rt>", "{漢字|かんじ}"),
        ("<a href='x'>漢<b>字</b></a><rtc><rt>かんじ</rt></rtc>です", "{漢字|かんじ}です"),
        ("漢字<rt> </rt>", "漢字"),
        ("漢字", "漢字"),
        ("<rt>かんじ</rt>", "かんじ"),
        ("WHO<rt>World Health Organization</rt>", "WHO (World Health Organization)"),
    ],
)
def test_ruby_is_read_with_its_readings(inside: str, words: str) -> None:
    element = html.fragment_fromstring(f"<ruby>{inside}</ruby>")
    assert read_aloud(element, plain=False) == words


def test_a_page_keeps_its_readings_in_the_notation_in_headings_in_brackets() -> None:
    page = (
        "<html lang='ja'><head><title>T</title></head><body><article><h1>T</h1><h2><ruby>背景<rt>はいけい</rt></ruby>です</h2>"
        f"<p>今年の<ruby>東京<rt>とうきょう</rt></ruby>です。<ruby hidden>裏<rt>うら</rt></ruby>{STORY}</p><p>{STORY}</p></article></body></html>"
    )
    text = read(Received("a.html", page.encode())).text
    assert "今年の{東京|とうきょう}です。" in text
    assert "背景（はいけい）です" in text
    assert "裏" not in text
