import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.normalize.tokens import SIGNS, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S. and Japan’s", ["u", "s", "and", "japan", "s"]),
        ("snake_case x2", ["snake", "case", "x2"]),
        ("ﬁ and ½", ["fi", "and", "½"]),
        ("co\u00adoperation zero\u200bwidth", ["cooperation", "zerowidth"]),
        ("bell\x07ringer", ["bellringer"]),
        ("日本語 and ไทย", ["日", "本", "語", "and", "ไ", "ท", "ย"]),
        ("cafe\u0301", ["café"]),
        ("می‌خواهم", ["میخواهم"]),
        ("", []),
        ("— … “”", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_positions_point_at_the_words(text: str) -> None:
    found = tokens(text)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(alphabet="aéßñ\u0301\u0327 -"))
def test_composition_makes_no_difference(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


def test_a_range_is_counted_in_the_whole_text() -> None:
    assert [(t.word, t.start, t.end) for t in tokens("one two three", 4, 7)] == [("two", 4, 7)]


def test_the_usual_signs_part_words_and_are_part_of_none() -> None:
    signs = re.compile(f"[{SIGNS}]")
    for char in map(chr, range(0x110000)):
        if signs.match(char) and not re.match(r"\w", char):
            assert unicodedata.category(char)[0] in "PSZ", hex(ord(char))
            assert words(f"a{char}b") == ["a", "b"]


@given(st.text(alphabet="aZ9 .\u00a0\u2019é\u0301\u200d\x01\x85字๐"))
def test_words_are_those_of_the_tokens(text: str) -> None:
    assert words(text) == [token.word for token in tokens(text)]
