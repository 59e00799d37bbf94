"""pubpipe.delivery.send.names: what FAT and exFAT take, by every rule that they have."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.delivery.send.names import fat_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("us-japan-military-alliance.epub", "us-japan-military-alliance.epub"),
        ("2024/note.large.pdf", "2024/note.large.pdf"),
        ("Ünïcode — «a».epub", "Ünïcode — «a».epub"),
        ('Who? "Me": <a|b>*\\c.pdf', "Who_ _Me__ _a_b___c.pdf"),
        ("a\tb\x7f.txt", "a_b_.txt"),
        ("con.epub", "con_.epub"),
        ("AUX.large.pdf", "AUX_.large.pdf"),
        ("com1", "com1_"),
        ("lpt³.txt", "lpt³_.txt"),
        ("console.epub", "console.epub"),
        ("com10.epub", "com10.epub"),
        ("ends. . .", "ends_"),
        ("blank ", "blank_"),
        (".hidden.epub", "_hidden.epub"),
        ("../../a.epub", "a.epub"),
        ("e\u0301.epub", "é.epub"),
        ("...", "__"),
    ],
)
def test_what_is_forbidden_becomes_a_line(name: str, safe: str) -> None:
    assert fat_name(name) == safe


def test_a_long_name_is_cut_before_its_suffix() -> None:
    for letter in ("a", "é", "漢", "😀"):
        made = fat_name(letter * 300 + ".large.pdf")
        assert made.endswith(".large.pdf")
        assert len(made.encode()) <= 255
        assert len(made.encode()) > 245


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_every_name_is_taken_and_stays(name: str) -> None:
    made = fat_name(name)
    for part in made.split("/") if made else []:
        assert part
        assert not set(part) & set('"*:<>?\\|') | {c for c in part if c < " " or c == "\x7f"}
        assert part[-1] not in ". "
        assert len(part.encode("utf-16-le")) // 2 <= 255
        assert part.partition(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
        assert unicodedata.is_normalized("NFC", part)
    assert fat_name(made) == made
