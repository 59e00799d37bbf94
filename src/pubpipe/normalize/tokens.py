"""Text -> its tokens with positions: the unit in which the audit counts (NORMALIZER 2.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Scripts that set no space between words: one token a character.
_SINGLES = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
)
_SINGLE = re.compile(f"[{_SINGLES}]")
# Control characters do not part words: deleting them must not change the tokens.
_ODD = "\x00-\x08\x0e-\x1f\x7f\u0080-\U0010ffff"
_ODD_RUN = re.compile(f"(?<![0-9A-Za-z])[0-9A-Za-z]*+[{_ODD}][0-9A-Za-z{_ODD}]*")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_PLAIN_WORD = re.compile("[0-9a-z]+")
# Beside letters and figures a run has signs of these alone, as a rule, and they part words. None is a mark, which
# is part of a word, nor invisible, which is no part of anything.
SIGNS = (
    "\u00a0-\u00ac\u00ae-\u00bf\u2000-\u200a\u2010-\u2029\u202f-\u205f\u2190-\u22ff\u3000-\u3003\u3008-\u3020"
    "\uff01-\uff0f"
)
_USUAL = re.compile(rf"[\w{_SINGLES}{SIGNS}]+")
_WORD = re.compile(rf"[{_SINGLES}]|[^\W{_SINGLES}]+")
_PARTING = re.compile(r"[\s!-/:-@\[-`{-~]")  # beside one of these no word goes on
NEAR = 80  # characters of a text that are looked at beside another
_INVISIBLE = ("Cf", "Cc")
_SKIPPED = frozenset("\ufffc\ufffe\uffff")
_SPACES = "\t\n\v\f\r\x85"  # control characters that part words


@dataclass(frozen=True, slots=True)
class Token:
    """A word folded for comparison, and the code points ``start:end`` of the text that it stands for."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The tokens of a text as three lists of one length: a book has half a million of them."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``: runs of letters, digits and marks, case folded, NFC.

    A mark that stands alone, such as the variation selector of an emoji, is one: no page prints it, but the canonical
    text can hold it, and what it may hold may not be lost in silence.
    Invisible and control characters inside a run are skipped; Chinese, Japanese, Thai, Lao, Burmese and
    Khmer give one token a character.
    """
    found = spread(text, start, end)
    return list(map(Token, found.words, found.starts, found.ends))


def spread(text: str, start: int = 0, end: int | None = None) -> Spread:
    """Return the same as three lists."""
    part = text[start : len(text) if end is None else end]
    found = Spread([], [], [])
    at = 0
    for run in () if _is_plain(part) else _ODD_RUN.finditer(part):
        _plain(part[at : run.start()], start + at, found)
        for token in _mixed(run[0], start + run.start()):
            found.words.append(token.word)
            found.starts.append(token.start)
            found.ends.append(token.end)
        at = run.end()
    _plain(part[at:], start + at, found)
    return found


def _is_plain(text: str) -> bool:
    return text.isascii() and not _CONTROL.search(text)


def _plain(text: str, offset: int, found: Spread) -> None:
    """Add the tokens of a text of ASCII characters without control characters."""
    runs = list(_PLAIN_WORD.finditer(text.lower()))
    found.words.extend([run[0] for run in runs])
    found.starts.extend([offset + run.start() for run in runs])
    found.ends.extend([offset + run.end() for run in runs])


def is_skipped(char: str) -> bool:
    """Tell whether a character is none of a word and does not part words either."""
    return char in _SKIPPED or (unicodedata.category(char) in _INVISIBLE and char not in _SPACES)


def words(text: str) -> list[str]:
    """Return the folded words of a text, without their positions."""
    if _is_plain(text):
        return _PLAIN_WORD.findall(text.lower())
    found: list[str] = []
    at = 0
    for run in _ODD_RUN.finditer(text):
        found += _PLAIN_WORD.findall(text[at : run.start()].lower())
        found += [token.word for token in _mixed(run[0], 0)]
        at = run.end()
    return found + _PLAIN_WORD.findall(text[at:].lower())


def joins(before: str, after: str) -> bool:
    """Tell whether a word goes on from one text into another."""
    near, far = before[-NEAR:], after[:NEAR]
    if _PARTING.match(near[-1:]) or _PARTING.match(far[:1]):
        return False
    return len(words(near + far)) < len(words(near)) + len(words(far))


def _mixed(run: str, offset: int) -> Iterator[Token]:
    if _USUAL.fullmatch(run):
        for match in _WORD.finditer(run):
            yield Token(_fold(match[0]), offset + match.start(), offset + match.end())
    else:
        yield from _unusual(run, offset)


def _unusual(run: str, offset: int) -> Iterator[Token]:
    begin, last = -1, 0
    # Texts that are put together one by one are copied as often: a million marks in a row would never end.
    kept: list[str] = []
    for i, char in enumerate(run):
        category = unicodedata.category(char)
        if (category in _INVISIBLE and char != "\x85") or char in _SKIPPED:
            continue
        single = _SINGLE.match(char)
        if not single and category[0] in "LNM":
            begin, last = (i if begin < 0 else begin), i + 1
            kept.append(char)
            continue
        if begin >= 0:
            yield Token(_fold("".join(kept)), offset + begin, offset + last)
            begin = -1
            kept.clear()
        if single:
            yield Token(_fold(char), offset + i, offset + i + 1)
    if begin >= 0:
        yield Token(_fold("".join(kept)), offset + begin, offset + last)


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())
