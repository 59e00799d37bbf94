"""An author's name -> the form under which libraries sort it."""

from __future__ import annotations

import re
import unicodedata

_BODIES = re.compile(
    r"(?i)\b(agency|agence|agencia|agenzia|agentur|associated|association|board|bureau|college|committee|company"
    r"|council|department|desk|editors?|foundation|group|inc|institute|ltd|ministry|network|news|office|press"
    r"|redaktion|service|society|staff|team|university|writers?)\b|^the\b|[&@/\d]"
)
_SUFFIX = re.compile(r"(?i)(jr|sr|ph\.?\s?d|m\.?d|ii|iii|iv)\.?")


def file_as(name: str) -> str:
    """Return ``Family, Given`` for what is plainly a person's name in that order, any other name as it is.

    A comma, one word, more than four, a body's name, or a script in which the family name stands first or
    is not told apart: nothing is turned round, since a wrong turn sorts worse than none.
    """
    words = name.split()
    suffix = f", {words.pop()}" if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if "," in name or not 2 <= len(words) <= 4 or _BODIES.search(name) or not _european(name):
        return name
    if not all(w[0].isupper() for w in (words[0], words[-1])):
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}{suffix}"


def _european(name: str) -> bool:
    letters = [unicodedata.name(c, "") for c in name if c.isalpha()]
    return all(letter.startswith(("LATIN", "GREEK", "CYRILLIC")) for letter in letters)
