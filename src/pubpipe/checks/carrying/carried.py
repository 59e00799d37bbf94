"""Text in its parts -> what is carried: words in order, each with what it is, where it stands and where it leads."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")

_SINGLE = (
    "[\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1780-\u17d3]"
)
LEFTWARDS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"  # a space beside them stands in no PDF for certain
_UNSEEN = (
    "\x00-\x01\x04-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffc\ufffe\uffff"
)
# They choose among the glyphs of the sign before them, or name a flag, and have no glyph of their own (Unicode 23.4).
_SELECTORS = "\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff"
_CALL = "\x02{}\x03"
DRAWN = "drawn"  # the kind of marks that a text edition may draw with: words where the source has all of them there
_BEFORE = 6  # words, and pieces, that tell what comes next


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(f"[{_UNSEEN}]"),
        re.compile(
            rf"\x02[^\x03]*\x03|{_SINGLE}|(?:(?={LEFTWARDS})\w)+|(?:(?!{_SINGLE}|{LEFTWARDS})[^\W_])+|\S"
        ),
        re.compile(f"[{_UNSEEN}{_SELECTORS}]"),
    )


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark of punctuation, or the call of a note (``[^3]``), as a reader sees it.

    ``link`` is the address that it leads to. ``joint`` says that it begins a line, so that it may be the rest of
    the word before it; ``apart``, that a space is before it; ``any_mark`` stands for one mark that an edition chooses
    itself, such as a bullet. ``passage`` counts the passages.
    """

    text: str
    kind: str
    part: str
    line: int = 0
    link: str = ""
    joint: bool = False
    any_mark: bool = False
    passage: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What a source or an edition carries: its words in order, the cells of each row of its tables, its pictures'
    descriptions, its code letter by letter. What is None cannot be told from such a file."""

    tokens: tuple[Token, ...]
    tables: tuple[tuple[int, ...], ...] | None = None
    pictures: tuple[str, ...] | None = None
    code: tuple[str, ...] | None = None


@dataclass(slots=True)
class Gatherer:
    """Gathers a text piece by piece: pieces of one passage run together, passages do not.

    ``drawn``: what is gathered is shown by glyphs, of which variation selectors have none.
    """

    kind: str = "text"
    part: str = "text"
    line: int = 0
    drawn: bool = False
    tokens: dict[str, list[Token]] = field(default_factory=dict)
    tables: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    code: list[tuple[str, str]] = field(default_factory=list)
    _pieces: list[tuple[str, str]] = field(default_factory=list)
    _passages: int = 0

    def say(self, text: str, link: str = "") -> None:
        """Add words to the passage; a newline in them is the end of a line, not of a word."""
        self._pieces.append((text.replace("\x02", "").replace("\x03", ""), link))

    def call(self, number: int | str) -> None:
        """Add the call of a note."""
        self._pieces.append((_CALL.format(number), ""))

    def said(self) -> str:
        """Return the last letters that were gathered, as tokens have them but for the spaces."""
        last = "".join(token.text for token in self.tokens.get(self.part, [])[-_BEFORE:])
        pieces = "".join(piece for piece, _ in self._pieces[-_BEFORE:])
        return last + seen(pieces, drawn=self.drawn).replace("\x02", "[^").replace("\x03", "]")

    def end(self) -> None:
        """End the passage."""
        if not self._pieces:
            return
        text, links = "", []
        pattern = _patterns()[1]
        for piece, link in self._pieces:
            if piece:
                links.append((len(text), link))
                text += seen(piece, drawn=self.drawn)
        self._pieces.clear()
        self._passages += 1
        found = self.tokens.setdefault(self.part, [])
        at, last = 0, 0
        for match in pattern.finditer(text):
            while at + 1 < len(links) and links[at + 1][0] <= match.start():
                at += 1
            between = text[last : match.start()]
            word = match[0]
            said = f"[^{word[1:-1]}]" if word[0] == "\x02" else folded(word)
            where = (self.kind, self.part, self.line, links[at][1])
            joint, apart = between == "\n", bool(between)
            found.append(Token(said, *where, joint, passage=self._passages, apart=apart))
            last = match.end()

    def table(self, rows: Iterable[int]) -> None:
        """Add a table by the number of cells in each of its rows."""
        self.tables.append((self.part, tuple(rows)))

    def picture(self, description: str) -> None:
        """Add a picture."""
        self.pictures.append((self.part, seen(description, drawn=True) if self.drawn else description))

    def listing(self, code: str) -> None:
        """Add code, letter by letter."""
        self.code.append((self.part, code))

    def mark(self) -> None:
        """Add a mark of the edition's own choice, as a passage."""
        self.end()
        self.tokens.setdefault(self.part, []).append(
            Token("•", self.kind, self.part, self.line, any_mark=True)
        )

    def carried(self, *, structured: bool = True) -> Carried:
        """Return all in the order of parts: title block, text, notes, sources."""
        self.end()
        order = sorted(self.tokens, key=_place)
        tokens = tuple(token for part in order for token in self.tokens[part])
        if not structured:
            return Carried(tokens)
        return Carried(tokens, _sorted(self.tables), _sorted(self.pictures), _sorted(self.code))


def seen(text: str, *, drawn: bool = False) -> str:
    """Return a text without what no reader sees: joiners, soft hyphens, marks of direction.

    ``drawn``: by glyphs, so without variation selectors and tags too. In a text, a selector that is lost would
    change what is seen; on a page, what it chose is all that is left of it.
    """
    return text if text.isascii() and text.isprintable() else _patterns()[2 if drawn else 0].sub("", text)


def folded(word: str) -> str:
    """Return a word in the one form of its letters (Unicode NFC)."""
    return word if word.isascii() else unicodedata.normalize("NFC", word)


def headings(tokens: Iterable[Token], text: str) -> int:
    """Return how many headings among the tokens say a text."""
    said = "".join(folded(text).split())
    passages = groupby(tokens, key=lambda token: (token.passage, token.kind))
    return sum(
        kind.startswith("heading") and "".join(token.text for token in told) == said
        for (_, kind), told in passages
    )


def _sorted(found: list[tuple[str, T]]) -> tuple[T, ...]:
    return tuple(what for _, what in sorted(found, key=lambda pair: _place(pair[0])))


def _place(part: str) -> tuple[int, int]:
    name, _, number = part.partition(" ")
    rank = {"title": 0, "text": 1, "note": 2, "source": 3}[name]
    return rank, int(number) if number.isdecimal() else 0
