"""A word that no line has room for -> divided with a hyphen, also where no other word is.

WeasyPrint ends such a line after any letter, and tells nobody: where words are not divided (headings, cells of tables,
verse, ``hyphens: manual``), and where the word has fewer letters than ``hyphenate-limit-chars`` asks for, which was
reckoned for the full measure. Code and addresses, whose readers would take the hyphen for one of theirs, have
``hyphens: none``, and what is not made of letters alone has none either way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

_LEAST = 2  # letters on either side of a hyphen, where a line has no room for as many as the style asks for
_WORD = re.compile(r"[^\w\s]*(?:[^\W\d_]|[’'\u0300-\u036f\u00ad\u2060-])+[^\w\s/\\@]*")
_BEFORE, _AFTER = re.compile(r"[^\s\u200b]*\Z"), re.compile(r"[^\s\u200b]*")


def dividing(split: Callable[..., Any], counting: Callable[[], Counter[str] | None]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a text's first line, which ends in a hyphen where it ended in a word."""

    def first_line(text: str, style: Any, context: Any, width: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        made = split(text, style, context, width, *rest, **more)
        layout, length, resume, *_ = made
        # A line that ends in a space goes on behind it.
        if length != resume or width is None or not _has_case(layout.text[-1:]):
            return made
        count = counting()
        if count is None or style["hyphens"] == "none" or not _is_in_word(text, resume):
            return made
        for limits in dict.fromkeys((style["hyphenate_limit_chars"][1:], (_LEAST, _LEAST))):
            divided = split(text, _hyphenated(style, *limits), context, width, *rest, **more)
            if divided[0].text.endswith(style["hyphenate_character"]) and divided[3] <= width:
                count["overlong"] += 1
                return divided
        return made

    return first_line


def is_word(text: str) -> bool:
    """Whether a text without spaces is a word of letters that are divided with a hyphen, marks around it included."""
    return _has_case(text) and _WORD.fullmatch(text) is not None


def _has_case(text: str) -> bool:
    """Whether a text has letters of an alphabet with capitals: others end their lines without a hyphen."""
    return text.lower() != text.upper()


def _is_in_word(text: str, place: int) -> bool:
    """Whether a place in a text, in bytes, is within a word."""
    data = text.encode()
    before, after = _BEFORE.search(data[:place].decode()), _AFTER.match(data[place:].decode())
    return before is not None and after is not None and bool(after[0]) and is_word(before[0] + after[0])


def _hyphenated(style: Any, left: int, right: int) -> Any:  # noqa: ANN401
    """Return a style in which every word is divided that has so many letters on either side of its hyphen."""
    hyphenated = style.copy()
    hyphenated["hyphens"], hyphenated["hyphenate_limit_chars"] = "auto", (left + right, left, right)
    return hyphenated
