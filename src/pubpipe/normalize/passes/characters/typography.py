"""Straight quotation marks, apostrophes, double hyphens -> those of the article's language, where that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece

_NBSP = "\u00a0"
_MARKS = {
    **dict.fromkeys(("en", "pt", "nl", "tr", "id", "ms", "vi", "ga", "cy", "af"), "“”"),
    **dict.fromkeys(("de", "cs", "sk", "sl", "hr", "bg", "is", "et", "lt", "lv"), "„“"),
    **dict.fromkeys(("pl", "hu", "ro"), "„”"),
    **dict.fromkeys(("es", "ca", "gl", "it", "ru", "uk", "be", "el", "no", "nb", "nn"), "«»"),
    **dict.fromkeys(("sv", "fi"), "””"),
    "da": "»«",
    "fr": f"«{_NBSP}{_NBSP}»",
}
_EM = ("en", "ru", "uk", "be", "es", "pt")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@")
_FEET = re.compile(r"\d'\d{1,2}\"")
_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<!\w)'(?=(?:tis|twas|em|cause|til|bout|round)\b|\d0s\b)|(?<![^\W_])'n'(?![^\W_])",
    re.I,
)


def typography(galley: Galley) -> Galley:
    """Set typographic marks in the body and the title (NORMALIZER 1.3 `typography`); only on demand.

    Quotation marks of a paragraph become those of the language where each opens after a space or closes
    after a word, in turns, else all of them stay. Apostrophes are those between letters and of a closed list;
    code, addresses, feet and inches stay as they are, and so does a text of another or an unknown language.
    """
    lang = str(galley.meta.get("lang", "und")).split("-", maxsplit=1)[0].lower()
    if lang not in _MARKS or not any(sign in galley.draft.text for sign in ("'", '"', "--")):
        return galley
    setter = _Setter(_MARKS[lang], "—" if lang in _EM else "–")
    pieces = tuple(setter.piece(piece) for piece in galley.pieces)
    stated = {key: str(galley.meta[key]) for key in ("title", "subtitle") if galley.meta.get(key)}
    set_ = {key: setter.line(value) for key, value in stated.items()}
    if not setter.count:
        return galley
    start = galley.pieces[0].start
    reason = f"{setter.count} straight marks made typographic"
    event = galley.event(Event("typography", "changed", reason, 1.0, start, start, 0))
    return replace(galley, pieces=pieces, events=(*galley.events, event)).with_meta(**set_)


@dataclass(slots=True)
class _Setter:
    """Sets the marks of one language; ``count`` says how many it has set."""

    marks: str
    dash: str
    count: int = 0

    def piece(self, piece: Piece) -> Piece:
        """The piece with its marks set."""
        return replace(piece, block=doc.map_inlines(piece.block, self._inlines))

    def line(self, text: str) -> str:
        """One line with its marks set."""
        return doc.plain(self._inlines((doc.Text(text),)))

    def _inlines(self, nodes: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
        texts: list[str] = []

        def collect(text: str) -> str:
            texts.append(text)
            return text

        doc.map_texts(nodes, collect)
        whole = "".join(texts)
        signs = dict(self._signs(whole)) if any(sign in whole for sign in ("'", '"', "--")) else {}
        if not signs:
            return nodes
        self.count += len(signs)
        at = 0

        def change(text: str) -> str:
            nonlocal at
            first, at = at, at + len(text)
            chars = (signs.get(first + n, char) for n, char in enumerate(text))
            return "".join(chars)

        return doc.map_texts(nodes, change)

    def _signs(self, text: str) -> Iterator[tuple[int, str]]:
        """The places of a text and what is to stand there."""
        quotes: list[int] = []
        for word in _WORD.finditer(text):
            if _ADDRESS.search(word[0]):
                continue
            if word[0] == "--":
                yield from ((word.start(), self.dash), (word.start() + 1, ""))
            for apostrophe in _APOSTROPHE.finditer(word[0]):
                for n in {apostrophe.start(), apostrophe.end() - 1}:
                    yield word.start() + n, "’"
            feet = {m.end() - 1 for m in _FEET.finditer(word[0])}
            found = (n for n, char in enumerate(word[0]) if char == '"' and n not in feet)
            quotes.extend(word.start() + n for n in found)
        half = len(self.marks) // 2
        if _pair(text, quotes):
            for n, place in enumerate(quotes):
                yield place, self.marks[half:] if n % 2 else self.marks[:half]


def _pair(text: str, quotes: list[int]) -> bool:
    """Whether quotation marks open before a word and close after one, in turns."""
    for n, place in enumerate(quotes):
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        outside, inside = (after, before) if n % 2 else (before, after)
        if outside.isalnum() or not inside or inside.isspace():
            return False
    return len(quotes) % 2 == 0
