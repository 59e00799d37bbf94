"""A text edition -> the same with one thing wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.sabotage.trees import NEGATIONS, WORD

Operator = Callable[[str, random.Random], str | None]
_PROSE = r"[^\W\d_].{40,}"


def _replace(pattern: str, change: Callable[[str], str]) -> Operator:
    def operate(page: str, chance: random.Random) -> str | None:
        body = page.find("\n\n", page.find("\n\n") + 1)  # what stands before is the title block
        places = [m for m in re.finditer(pattern, page) if m.start() > body]
        if not places:
            return None
        match = chance.choice(places)
        return page[: match.start()] + change(match[0]) + page[match.end() :]

    return operate


def _paragraphs(blocks: list[str]) -> list[int]:
    return [n for n, block in enumerate(blocks) if n > 2 and re.fullmatch(_PROSE, block, re.S)]


def _remove(page: str, chance: random.Random) -> str | None:
    blocks = page.split("\n\n")
    del blocks[chance.choice(_paragraphs(blocks))]
    return "\n\n".join(blocks)


def _swap(page: str, chance: random.Random) -> str | None:
    blocks = page.split("\n\n")
    prose = set(_paragraphs(blocks))
    pairs = [n for n in prose if n + 1 in prose and blocks[n] != blocks[n + 1]]
    if not pairs:
        return None
    n = chance.choice(sorted(pairs))
    blocks[n], blocks[n + 1] = blocks[n + 1], blocks[n]
    return "\n\n".join(blocks)


def _neighbours(page: str, chance: random.Random) -> str | None:
    found = [
        m for m in re.finditer(rf"({WORD}) ({WORD})", page) if m[1] != m[2] and m.start() > len(page) // 5
    ]
    if not found:
        return None
    match = chance.choice(found)
    return f"{page[: match.start()]}{match[2]} {match[1]}{page[match.end() :]}"


OPERATORS: dict[str, Operator] = {
    "paragraph removed": _remove,
    "paragraphs swapped": _swap,
    "word removed": _replace(WORD, lambda word: ""),
    "word changed": _replace(WORD, lambda word: word + "x"),
    "word doubled": _replace(WORD, lambda word: f"{word} {word}"),
    "words swapped": _neighbours,
    "digit changed": _replace(r"\d", lambda digit: str((int(digit) + 1) % 10)),
    "negation removed": _replace(NEGATIONS, lambda word: ""),
    "full stop removed": _replace(r"(?<=[^\W\d_]{3})\.(?=\s)", lambda stop: ""),
    "note removed": _replace(r"(?<=\n)\[\d+\] [^\n]+\n", lambda note: ""),
    "call removed": _replace(r"(?<=\S)\[\d+\]", lambda call: ""),
    "link removed": _replace(r" <\d+>", lambda link: ""),
    "source removed": _replace(r"(?<=\n)\d+\. +https?://[^\n]+\n", lambda source: ""),
    "source changed": _replace(r"(?<=https://)[a-z]", lambda letter: "z" if letter != "z" else "y"),
}


def harmed(data: bytes, name: str, chance: random.Random) -> bytes | None:
    """Return a text with one thing wrong, None where there is no place for it; ``""`` harms nothing."""
    page = OPERATORS[name](data.decode(), chance) if name else data.decode()
    return None if page is None else page.encode()
