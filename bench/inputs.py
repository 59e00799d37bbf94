"""A seed -> articles and books in Markdown, the same on every machine."""

from __future__ import annotations

import functools
import random
from pathlib import Path

SEED = 20240728

_SYLLABLES = [
    "ba",
    "con",
    "de",
    "for",
    "gra",
    "in",
    "lo",
    "mar",
    "ne",
    "or",
    "pa",
    "qui",
    "ren",
    "sta",
    "tion",
    "ul",
    "ver",
    "wen",
    "ya",
    "zo",
    "ter",
    "ing",
    "ed",
    "ly",
    "ment",
    "ous",
]


def vocabulary(chance: random.Random, size: int = 4_000) -> list[str]:
    """Return words of one to four syllables, the frequent ones first and short."""
    words: dict[str, None] = {}
    while len(words) < size:
        count = 1 + min(3, len(words) // 400)
        words["".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, count)))] = None
        # Short words run out; a longer one may then be taken for them.
        words["".join(chance.choice(_SYLLABLES) for _ in range(count + 1))] = None
    return list(words)[:size]


def text(words: int, seed: int, title: str) -> str:
    """Return an article or a book of about so many words: headings, quotations, lists, emphasis, a note a chapter."""
    chance = random.Random(SEED + seed)
    store = _language()
    parts, made, chapter = [f"# {title}"], 0, 0
    while made < words:
        if made // 2_000 >= chapter and words > 2_000:
            chapter += 1
            parts.append(f"## Chapter {chapter} of the book")
            parts.append(
                f"{_sentence(chance, store)}[^{chapter}]\n\n[^{chapter}]: {_sentence(chance, store)}"
            )
        paragraph = " ".join(_sentence(chance, store) for _ in range(chance.randint(2, 7)))
        kind = chance.random()
        if kind < 0.06:
            paragraph = f"> {paragraph}"
        elif kind < 0.1:
            paragraph = "\n".join(f"- {_sentence(chance, store)}" for _ in range(4))
        made += len(paragraph.split())
        parts.append(paragraph)
    return "\n\n".join(parts) + "\n"


def article(words: int, seed: int, title: str) -> str:
    """Return such a text that states its language: of invented words it is in none, and nothing would be hyphenated."""
    return f"---\nlang: en\n---\n\n{text(words, seed, title)}"


@functools.cache
def _language() -> list[str]:
    """The words of all texts: articles of one language share them."""
    return vocabulary(random.Random(SEED))


def batch(folder: Path, count: int, words: int = 530) -> tuple[Path, ...]:
    """Write a project of so many short articles; return their paths."""
    source = folder / "source"
    source.mkdir(parents=True)
    (folder / "pubpipe.toml").write_text("", "utf-8")
    paths = []
    for n in range(count):
        path = source / f"article-{n:04}.md"
        path.write_text(article(words, n, f"Article {n} of a batch of many"), "utf-8")
        paths.append(path)
    return tuple(paths)


def _sentence(chance: random.Random, store: list[str]) -> str:
    # Frequent words come first, as in a language.
    words = [store[int(len(store) * chance.random() ** 3)] for _ in range(chance.randint(6, 24))]
    if chance.random() < 0.1:
        words[2] = f"*{words[2]}*"
    if len(words) > 14:
        words[7] += ","
    return f"{' '.join(words).capitalize()}."
