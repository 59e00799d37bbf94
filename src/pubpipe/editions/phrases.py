"""Display type in Chinese, Japanese or Korean -> the phrases and words that no line of it divides.

These scripts let a line of running text end after almost any character. A headline broken like that, within a
word, has to be read twice: printers break it by its phrases, in Korean at its spaces.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser
    from markupsafe import Markup

# A line neither begins with what closes nor ends with what opens (JIS X 4051).
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_HANGUL = "\uac00-\ud7af"
_OPENING = "「『（〈《【〔［｛“‘"
_CLOSING = "、。，．・：；？！」』）〉》】〕］｝”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_WHOLE = rf"[^ {_HAN}]*-(?=\w)|[^ {_HAN}]+[{_CLOSING}]*"
_PIECES = re.compile(rf"( ?)([{_OPENING}]*[{_HAN}][{_CLOSING}]*|{_WHOLE})")
_DIVISIBLE = re.compile(f"[{_HAN}]")
_SYLLABLES = re.compile(rf"[^{_HANGUL}]*[{_HANGUL}][^{_HANGUL}]*")
_LONG = 8  # characters: of a longer phrase, a name of many parts perhaps, a line may end at a middle dot
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")

Piece = tuple[str, str]


def pieces(text: str, lang: str) -> Iterator[Piece]:
    """Yield the pieces of a line that are best not divided, each with the space before it.

    Japanese by its phrases, Chinese by its words; where the language is another one, Han and kana by character.
    """
    parser = _parser(lang)
    if parser is None or not _DIVISIBLE.search(text):
        yield from _PIECES.findall(text)
        return
    cuts = _cuts(parser, text)
    space, phrase, at = "", "", 0
    ends = False
    for before, piece in _PIECES.findall(text):
        if phrase and (before or ends):
            yield space, phrase
            phrase = ""
        space, phrase = (space, phrase + piece) if phrase else (before, piece)
        start, at = at + len(before), at + len(before) + len(piece)
        # What closes stands with what it closes, though the parser may begin a phrase with it.
        ends = not cuts.isdisjoint(range(start + 1, at + 1)) or piece.endswith("-")
        ends = ends or (len(phrase) >= _LONG and phrase.endswith("・"))
    yield space, phrase


def divided(word: str) -> list[str] | None:
    """Return the places where a phrase that is too long for a line may end one, None for letters of other scripts."""
    if _DIVISIBLE.search(word):
        return [piece for _, piece in _PIECES.findall(word)]
    return _SYLLABLES.findall(word) or None


def spans(text: str, lang: str) -> Markup | str:
    """Return a line with each of its phrases as ``span.phrase``, for sheets that forbid breaks within an element.

    A line in another language than Chinese, Japanese or Korean comes back as it is.
    """
    return _marked(text, lang, '{0}<span class="phrase">{1}</span>')


def breaks(text: str, lang: str) -> Markup | str:
    """Return a line with ``wbr`` (HTML, 4.5.27) between its phrases, for readers that know ``word-break: keep-all``.

    Those that do not take it for nothing. A line in another language comes back as :func:`spans` leaves it.
    """
    return _marked(text, lang, "{2}{0}{1}")


def is_phrased(lang: str) -> bool:
    """Is a language written so that its lines would end within words?"""
    return lang.lower().split("-")[0] in ("ja", "ko", "zh")


def _marked(text: str, lang: str, form: str) -> Markup | str:
    if not is_phrased(lang):
        return text
    from markupsafe import Markup

    template, wbr = Markup(form), Markup("<wbr/>")  # noqa: S704 - a constant of this module
    found = enumerate(pieces(text, lang))
    return Markup().join(
        template.format(space, piece, wbr if number and not space else "") for number, (space, piece) in found
    )


def _cuts(parser: Parser, text: str) -> set[int]:
    found, at = set(), 0
    for phrase in parser.parse(text):
        at += len(phrase)
        found.add(at)
    return found


@functools.cache
def _parser(lang: str) -> Parser | None:
    """Return what tells the phrases of a language (BudouX, a model of some 10 000 weights)."""
    tag = lang.lower()
    main = tag.split("-")[0]
    if main not in ("ja", "zh"):
        return None
    import budoux

    if main == "ja":
        return budoux.load_default_japanese_parser()
    if tag.startswith(_TRADITIONAL):
        return budoux.load_default_traditional_chinese_parser()
    return budoux.load_default_simplified_chinese_parser()
