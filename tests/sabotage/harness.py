"""Generated articles in every form -> how often each operator's harm is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from pubpipe.checks.fidelity import findings
from pubpipe.checks.telling import Subject
from pubpipe.model import Finding, Manuscript
from tests.sabotage import books, pages, prints, texts
from tests.sabotage.articles import article
from tests.support.law import RENDER
from tests.support.manuscripts import edition

OPERATORS: dict[str, tuple[str, ...]] = {
    "epub": tuple(books.OPERATORS),
    "html": tuple(pages.OPERATORS),
    "pdf": tuple(prints.OPERATORS),
    "txt": tuple(texts.OPERATORS),
}
_HARMED = {"epub": books.harmed, "html": pages.harmed, "pdf": prints.harmed, "txt": texts.harmed}


@dataclass(frozen=True, slots=True)
class Trial:
    """One operator in editions of one form: places tried, and the articles and places where nothing was found."""

    form: str
    operator: str
    tried: int
    missed: tuple[tuple[int, int], ...]

    @property
    def rate(self) -> float:
        """The share that was found."""
        return 1 - len(self.missed) / self.tried if self.tried else 0.0


@cache
def made(seed: int, form: str) -> tuple[Manuscript, bytes]:
    """Return a generated article and its edition."""
    manuscript = article(seed)
    return manuscript, RENDER[form](edition(manuscript, form)).content


def errors(manuscript: Manuscript, form: str, data: bytes) -> list[Finding]:
    """Return what is wrong with an edition, as ``pubpipe check`` says it."""
    found = findings(Subject("edition", form, data, manuscript))
    return [finding for finding in found if finding.severity == "error"]


def harmed(form: str, operator: str, seed: int, place: int) -> bytes | None:
    """Return an article's edition with one thing wrong; None where the operator finds nothing to harm."""
    _, data = made(seed, form)
    chance = random.Random(crc32(f"{form} {operator} {seed} {place}".encode()))
    after = _HARMED[form](data, operator, chance)
    return None if after == data else after


def trial(form: str, operator: str, articles: int, places: int) -> Trial:
    """Let one operator harm at random places, in each article in turn."""
    tried, missed = 0, []
    for place in range(places):
        seed = place % articles
        data = harmed(form, operator, seed, place)
        if data is None:
            continue
        tried += 1
        if not errors(made(seed, form)[0], form, data):
            missed.append((seed, place))
    return Trial(form, operator, tried, tuple(missed))


def false_alarms(articles: int) -> Iterator[tuple[str, int, Finding]]:
    """Give the errors that are told of good editions, as they were made and as the operators write them."""
    for form, harm in _HARMED.items():
        for seed in range(articles):
            manuscript, data = made(seed, form)
            for good in (data, harm(data, "", random.Random(0)) or b""):
                yield from ((form, seed, finding) for finding in errors(manuscript, form, good))
