"""A paragraph -> where its sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"”’»)]*(?=\s+[^\w\s]*[^\W_a-zà-ÿ]|\s*$)|[。！？।۔]")
_SHORTENED = re.compile(
    r"(?:\b[^\W\d_a-zà-ÿ]|\b(?:Mr|Mrs|Ms|Dr|St|Co|Jr|Sr|vs|Gen|Sen|Rep|Gov|Inc|Ltd|Lt|Col|Prof|Capt|No|Calif|Mass)"
    r"|\w\.\w)$"
)


def ends(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks that end sentences: a full stop after an initial or an abbreviation ends none."""
    for match in _END.finditer(text):
        if match[0][0] != "." or not _SHORTENED.search(text[max(0, match.start() - 12) : match.start()]):
            yield match


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the sentences of a text, without the white space between them."""
    found: list[tuple[int, int]] = []
    at = 0
    for stop in (*(match.end() for match in ends(text)), len(text)):
        said = text[at:stop]
        if said.strip():
            found.append((at + len(said) - len(said.lstrip()), at + len(said.rstrip())))
        at = stop
    return found
