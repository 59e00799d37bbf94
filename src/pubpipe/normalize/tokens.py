"""Text -> its tokens with positions: the unit in which the audit counts (NORMALIZER 2.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Scripts that set no space between words: one token a character.
_SINGLE = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1780-\u17d3]"
)
# Control characters do not part words: deleting them must not change the tokens.
_RUN = re.compile(r"[0-9A-Za-z\x00-\x08\x0e-\x1f\x7f\u0080-\U0010ffff]+")
_SKIPPED = frozenset("\ufffc\ufffe\uffff")


@dataclass(frozen=True, slots=True)
class Token:
    """A word folded for comparison, and the code points ``start:end`` of the text that it stands for."""

    word: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``: runs of letters, digits and marks, case folded, NFC.

    Invisible and control characters inside a run are skipped; Chinese, Japanese, Thai, Lao, Burmese and
    Khmer give one token a character.
    """
    return list(_plain(text[start : len(text) if end is None else end], start))


def words(text: str) -> list[str]:
    """Return the folded words of a text, without their positions."""
    found: list[str] = []
    for match in _RUN.finditer(text):
        run = match[0]
        if run.isascii() and run.isalnum():
            found.append(run.lower())
        else:
            found.extend(token.word for token in _mixed(run, 0))
    return found


def _plain(part: str, offset: int) -> Iterator[Token]:
    for run in _RUN.finditer(part):
        word = run[0]
        if word.isalnum() and word.isascii():
            yield Token(word.lower(), offset + run.start(), offset + run.end())
        else:
            yield from _mixed(word, offset + run.start())


def _mixed(run: str, offset: int) -> Iterator[Token]:
    begin, kept = -1, ""
    last = 0
    for i, char in enumerate(run):
        category = unicodedata.category(char)
        if (category in ("Cf", "Cc") and char != "\x85") or char in _SKIPPED:
            continue
        single = _SINGLE.match(char)
        if not single and category[0] in "LNM":
            begin, kept, last = (i, char, i + 1) if begin < 0 else (begin, kept + char, i + 1)
            continue
        if begin >= 0:
            yield Token(_fold(kept), offset + begin, offset + last)
            begin, kept = -1, ""
        if single:
            yield Token(_fold(char), offset + i, offset + i + 1)
    if begin >= 0:
        yield Token(_fold(kept), offset + begin, offset + last)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())
