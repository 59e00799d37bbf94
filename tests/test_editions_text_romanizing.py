"""Words of any script in ASCII: as a reader of the language would spell them, with spaces where type has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.editions.text.romanizing import apart, ascii_text


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("“a” ‘b’ – c — d… e", "en", "\"a\" 'b' - c -- d... e"),
        ("«a» ‹b›", "fr", "\"a\" 'b'"),
        ("café, Łódź, e\u0301", "en", "cafe, Lodz, e"),
        ("Grüße aus Köln", "de", "Gruesse aus Koeln"),
        ("Grüße aus Köln", "en", "Grusse aus Koln"),
        ("Ærø, Århus", "da", "Aeroe, Aarhus"),
        ("10² m, (a)⁻¹⁰, x³", "en", "10^2 m, (a)^-10, x^3"),
        ("2½ and ½, H₂O", "en", "2 1/2 and 1/2, H2O"),
        ("5 €, −3, ≠, ≤, 3 × 4, 5 ‰", "en", "5 EUR, -3, !=, <=, 3 x 4, 5 /1000"),
        ("a\u00a0b\u00adc\u200b", "en", "a bc"),
        ("\ue000", "en", "[U+E000]"),
        ("الكتاب لـ 120, コーヒー", "ar", "alktab l 120, koohii"),
    ],
)
def test_spelling(text: str, lang: str, expected: str) -> None:
    assert ascii_text(text, lang) == expected


# Spellings of: modified Hepburn without its bars, ALA-LC for Chinese (syllables apart), revised romanization letter
# by letter for Korean, ISO 15919 and Hunterian for India's scripts, ELOT 743, the official Ukrainian and Bulgarian.
@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            "東京都は２０日、「新しい港」の計画を発表した。",
            "ja",
            'toukyouto wa 20 nichi, "atarashii minato" no keikaku wo happyou shita.',
        ),
        ("約1,200人（学校へ）、コーヒー・お茶！？", "ja", "yaku 1,200 nin (gakkou e), koohii-o cha!?"),
        ("髙橋さん、𠮷野家。龘", "ja", "takahashi san, yoshinoya. da"),
        ("２，０００円、Ａ：Ｂ", "ja", "2,000 en, A: B"),
        (
            "北京，投资２５亿元。《报》说：“好！”（记者）……但——没有",
            "zh",
            'bei jing, tou zi 25 yi yuan. "bao" shuo: "hao!" (ji zhe)......dan -- mei you',
        ),
        ("서울시는 20일 ‘새 항구’", "ko", "seoulsineun 20il 'sae hanggu'"),
        (
            "प्रधानमंत्री ने सोमवार को कहा। हिन्दी ज़मीन संस्कृति हैं",
            "hi",
            "pradhanamantri ne somavar ko kaha. hindi zamin sanskriti hain",
        ),
        ("தமிழ்நாடு", "ta", "tamilnatu"),
        ("Ευρώπη, αυτός· Άγγελος, μπάλα, ου; «Όχι»;", "el", 'Evropi, aftos; Angelos, bala, ou? "Ochi"?'),
        ("β; then", "en", "v; then"),
        ("Щука, объём", "ru", "Shchuka, ob'em"),
        ("Запоріжжя, Ганок", "uk", "Zaporizhzhya, Hanok"),
        ("Планът, Щастие", "bg", "Planat, Shtastie"),
        ("Живковић, Ђоковић", "sr", "Zivkovic, Djokovic"),
        ("أحمد إبراهيم، هل؟", "ar", "ahmd ibrahym, hl?"),
        ("§5 and 6″", "en", 'Sec. 5 and 6"'),
    ],
)
def test_scripts_are_spelt_as_their_readers_spell_them(text: str, lang: str, expected: str) -> None:
    assert ascii_text(text, lang) == expected


def test_words_meet_where_their_script_has_no_spaces() -> None:
    assert all(apart(*pair) for pair in ("は港", "は5", "5人", "」の", "、A", "は「"))
    assert not any(apart(*pair) for pair in ("は。", "ab", "は ", "가나", "」。", "「は"))
    assert not apart("", "は")


@given(st.text(max_size=40))
def test_any_text_becomes_ascii(text: str) -> None:
    assert ascii_text(text).isascii()
