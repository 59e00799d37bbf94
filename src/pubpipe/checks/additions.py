"""What an edition carries -> the same without what a build was asked to add, and without what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pubpipe.checks.carried import Carried, Gatherer, Token
from pubpipe.editions.parts import colophon
from pubpipe.model import Manuscript
from pubpipe.sources.labels import label
from pubpipe.wording import Words, words

Spell = Callable[[str], str]


def without_additions(found: Carried, manuscript: Manuscript, spell: Spell = str) -> Carried:
    """Leave out colophon, descriptions of QR codes and archived copies, each where it stands word for word."""
    passages = [passage for text in _additions(manuscript) if (passage := _tokens(spell(text)))]
    kept: list[Token] = []
    tokens, at = found.tokens, 0
    while at < len(tokens):
        length = next((len(p) for p in passages if _begins(tokens, at, p)), 0)
        if not length:
            kept.append(tokens[at])
        at += length or 1
    return replace(found, tokens=tuple(kept))


def without_sources(carried: Carried, manuscript: Manuscript, spell: Spell = str) -> Carried:
    """Leave out the list of sources: a style of reference says them in words of its own."""
    tokens = tuple(token for token in carried.tokens if not token.part.startswith("source"))
    heading = _tokens(spell(words(manuscript.meta.lang).sources))
    # A text edition has no parts; its list of sources is what comes last.
    if len(tokens) == len(carried.tokens):
        last = next((n for n in reversed(range(len(tokens))) if _begins(tokens, n, heading)), len(tokens))
        tokens = tokens[:last]
    return replace(carried, tokens=tokens)


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
