"""What an edition carries -> the same without what a build was asked to add, and without what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pubpipe.checks.carrying.carried import Carried, Gatherer, Token
from pubpipe.editions.parts import colophon
from pubpipe.model import Manuscript
from pubpipe.sources.labels import label
from pubpipe.wording import Words, words

Spell = Callable[[str], str]


def without_additions(found: Carried, manuscript: Manuscript, spell: Spell = str) -> Carried:
    """Leave out colophon, descriptions of QR codes and archived copies, each where it stands word for word."""
    passages: dict[str, list[tuple[str, ...]]] = {}
    for text in _additions(manuscript):
        if passage := _tokens(spell(text)):
            passages.setdefault(passage[0], []).append(passage)
    kept: list[Token] = []
    tokens, at = found.tokens, 0
    while at < len(tokens):
        alike = passages.get(tokens[at].text, ())
        length = next((len(p) for p in alike if _begins(tokens, at, p)), 0)
        if not length:
            kept.append(tokens[at])
        at += length or 1
    return replace(found, tokens=tuple(kept))


def _additions(manuscript: Manuscript) -> Iterator[str]:
    """The longest first of those that begin alike."""
    vocabulary: Words = words(manuscript.meta.lang)
    named = f"{vocabulary.edition} {colophon(manuscript)}"
    yield from (f"{vocabulary.colophon} {named}", named)
    for source in manuscript.sources:
        one = label(source, manuscript.meta.lang)
        if one.copy:
            yield from (f"{one.copy.words}: {one.copy.address}", one.copy.words)
        if one.reached:
            yield vocabulary.code_for.format(address=one.reached)


def _tokens(text: str) -> tuple[str, ...]:
    gatherer = Gatherer()
    gatherer.say(text)
    return tuple(token.text for token in gatherer.carried().tokens)


def _begins(tokens: tuple[Token, ...], at: int, passage: tuple[str, ...]) -> bool:
    return tuple(token.text for token in tokens[at : at + len(passage)]) == passage
