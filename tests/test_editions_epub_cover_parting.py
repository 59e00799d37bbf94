"""Where lines of a cover may end: at words, also of scripts without spaces; long words by their language."""

import pytest

from pubpipe.editions.epub.cover.parting import parts, pieces


def test_thai_is_divided_at_its_words() -> None:
    assert list(pieces("สหรัฐฯ จะให้ AI")) == [("", "สหรัฐฯ"), (" ", "จะ"), ("", "ให้"), (" ", "AI")]


def test_other_words_are_pieces_as_they_are() -> None:
    assert list(pieces("A well-known “日本”")) == [
        ("", "A"), (" ", "well-"), ("", "known"), (" ", "“日"), ("", "本”"),
    ]  # fmt: skip


def test_chinese_and_japanese_are_divided_at_their_phrases() -> None:
    assert [piece for _, piece in pieces("日米両政府が合意", "ja")] == ["日米両政府が", "合意"]


@pytest.mark.parametrize(
    ("word", "lang", "divided"),
    [
        ("Gesellschaftskapitän", "de", "Gesell-schafts-ka-pi-tän"),
        ("representation", "en-GB", "rep-res-ent-a-tion"),
        ("unbekannt", "ka", "unbekannt"),
        ("「新時代」を", "ja", "「新·時·代」·を"),
        ("관리들이", "ko", "관·리·들·이"),
        ("ພາສາເປັນ", "lo", "ພາ·ສາ·ເປັ·ນ"),
        ("ភាសាខ្មែរ", "km", "ភា·សា·ខ្មែ·រ"),
    ],
)
def test_long_words_are_divided_as_their_language_does(word: str, lang: str, divided: str) -> None:
    found = parts(word, lang)
    assert "".join(part + (mark or "·") for part, mark in found).removesuffix("·") == divided
    assert "".join(part for part, _ in found) == word
