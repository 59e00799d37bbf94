"""Headings' words -> the names by which links of the same text lead to them, ``#as-these-words``, and back.

GitHub, pandoc and most renderers of Markdown make such names, and differ in what they do with punctuation and
numbers. What a writer wrote for any of them is understood: only letters, digits and their marks are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import unquote


def name(words: str) -> str:
    """Return a heading's words as the name that a link has for it; empty where they have no letters and digits."""
    return re.sub("-+", "-", "".join(c if _counts(c) else "-" for c in words.lower())).strip("-")


def names(headings: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each heading, by which :func:`places` finds it; empty where there is none."""
    seen: Counter[str] = Counter()
    made = []
    for one in map(name, headings):
        count = seen[_bare(one)]
        seen[_bare(one)] += 1
        made.append(f"{one}-{count}" if one and count else one)
    return tuple(made)


def places(headings: Iterable[str]) -> Mapping[str, int]:
    """Return the headings' numbers, from 0, by what :func:`sought` makes of their names.

    Of several with the same words the second has ``-1`` after its name and so on, as everywhere; a number before
    the words may be left out, as pandoc does.
    """
    found: dict[str, int] = {}
    others: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for place, words in enumerate(headings):
        bare = _bare(words)
        found.setdefault(f"{bare}{seen[bare] or ''}", place)
        others.setdefault(bare.lstrip("0123456789"), place)
        seen[bare] += 1
    return {name: place for name, place in (others | found).items() if name}


def sought(link: str) -> str:
    """Return what an address within the text (``#…``, in percents or not) looks for among :func:`places`."""
    return _bare(unquote(link.removeprefix("#")))


def _bare(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", words).casefold() if _counts(c))


def _counts(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] in "LMN"
