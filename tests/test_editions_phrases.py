"""Display lines in Chinese, Japanese and Korean: where one may end, and how that is written for what sets them."""

import pytest

from pubpipe.editions.phrases import breaks, divided, pieces, spans


@pytest.mark.parametrize(
    ("text", "lang", "phrased"),
    [
        ("日米両政府が軍事協力を強化する", "ja", "日米両政府が|軍事協力を|強化する"),
        # What closes ends a phrase, whatever the model says; a hyphen and Latin words are as elsewhere.
        ("改行について：長い題名は", "ja", "改行に|ついて：|長い|題名は"),
        ("iPhoneの「新時代」を well-known 東京で", "ja", "iPhoneの|「新時代」を| well-|known| 東京で"),
        ("チャンピオンシップ・カンファレンスが開幕", "ja", "チャンピオンシップ・|カンファレンスが|開幕"),
        ("采取措施加强军事关系，并扩大", "zh", "采取|措施|加强|军事|关系，|并|扩大"),
        ("採取措施加強軍事關係，並擴大", "zh-TW", "採取|措施|加強|軍事|關係，|並|擴大"),
        ("군사 관계를 강화한다", "ko", "군사| 관계를| 강화한다"),
        ("A “日本” day", "en", "A| “日|本”| day"),
        ("", "ja", ""),
    ],
)
def test_lines_end_between_phrases(text: str, lang: str, phrased: str) -> None:
    found = [space + piece for space, piece in pieces(text, lang)]
    assert "|".join(found) == phrased
    assert "".join(found) == text


def test_a_phrase_that_is_too_long_is_divided_where_punctuation_allows() -> None:
    assert divided("「新時代」を") == ["「新", "時", "代」", "を"]
    assert divided("관리들이") == ["관", "리", "들", "이"]
    assert divided("known") is None


def test_phrases_are_written_as_elements_or_with_places_to_break() -> None:
    assert spans("合意 <を", "ja") == '<span class="phrase">合意</span> <span class="phrase">&lt;を</span>'
    assert breaks("日米両政府が合意", "ja") == "日米両政府が<wbr/>合意"
    assert breaks("군사 관계를", "ko") == "군사 관계를"
    assert breaks("A <b>", "en") == spans("A <b>", "en") == "A <b>"
