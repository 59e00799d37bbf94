"""Generated articles in every form -> how often each operator's harm is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from zlib import crc32

from pubpipe.checks import fidelity, standards
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.checks.proving import findings
from pubpipe.model import Finding, Manuscript, Rendering
from pubpipe.press import doors
from pubpipe.press.plan import sisters
from tests.sabotage import articles, books, nested, pages, prints, texts
from tests.support.manuscripts import edition

OPERATORS: dict[str, tuple[str, ...]] = {
    "epub": tuple(books.OPERATORS),
    "html": tuple(pages.OPERATORS),
    "pdf": tuple(prints.OPERATORS),
    "txt": tuple(texts.OPERATORS),
}
NESTED = 1000  # articles from this one on have blocks within blocks, in any of twelve languages
VARIANTS = ("pdf-large", "pdf-draft", "pdf-booklet", "pdf-press", "txt-ascii", "txt-gutenberg", "md")
_STRUCTURE = {"epub": books.STRUCTURE, "html": pages.STRUCTURE, "pdf": prints.STRUCTURE}
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


def article(seed: int) -> Manuscript:
    """Return a generated article."""
    return nested.article(seed - NESTED) if seed >= NESTED else articles.article(seed)


@cache
def made(seed: int, form: str) -> tuple[Manuscript, bytes]:
    """Return a generated article and its edition; an e-book knows the pages of its print edition."""
    manuscript = article(seed)
    asked = edition(manuscript, form)
    if form == sisters.YOUNGER:
        elder = _printed(seed)
        asked = sisters.told(asked, sha256(elder.content).hexdigest(), elder.facts)
    return manuscript, doors.edition(form)(asked).content


@cache
def _printed(seed: int) -> Rendering:
    return doors.edition(sisters.ELDER)(edition(article(seed), sisters.ELDER))


def told(manuscript: Manuscript, form: str, data: bytes) -> list[Finding]:
    """Return what ``pubpipe check --strict`` says of an edition: errors and warnings."""
    found = findings(Subject("edition", form, data, manuscript))
    return [finding for finding in found if finding.severity != "info"]


@cache
def _told_of_the_good_one(seed: int, form: str) -> frozenset[str]:
    return frozenset(finding.message for finding in told(*_subject(seed, form)))


def _subject(seed: int, form: str) -> tuple[Manuscript, str, bytes]:
    manuscript, data = made(seed, form)
    return manuscript, form, data


def is_found(seed: int, form: str, operator: str, data: bytes) -> bool:
    """Whether something is said of a harmed edition that is not said of the good one.

    The half of the check that such a harm is for is asked first: what it finds, the whole would say too.
    """
    good = _told_of_the_good_one(seed, form)
    manuscript = made(seed, form)[0]
    if operator in _STRUCTURE.get(form, ()):
        half = standards.findings("edition", form, data)
    else:
        half = fidelity.findings(Subject("edition", form, data, manuscript))
    if any(finding.severity != "info" and finding.message not in good for finding in half):
        return True
    return any(finding.message not in good for finding in told(manuscript, form, data))


def harmed(form: str, operator: str, seed: int, place: int) -> bytes | None:
    """Return an article's edition with one thing wrong; None where the operator finds nothing to harm."""
    _, data = made(seed, form)
    chance = random.Random(crc32(f"{form} {operator} {seed} {place}".encode()))
    after = _HARMED[form](data, operator, chance)
    return None if after == data else after


def trial(form: str, operator: str, among: int, places: int) -> Trial:
    """Let one operator harm at random places, one article after another."""
    tried, missed = 0, []
    for place in sorted(range(places), key=lambda place: place % among):
        seed = place % among
        data = harmed(form, operator, seed, place)
        if data is None:
            continue
        tried += 1
        if not is_found(seed, form, operator, data):
            missed.append((seed, place))
    return Trial(form, operator, tried, tuple(missed))


def false_alarms(
    seeds: range, forms: tuple[str, ...] = (*VARIANTS, *_HARMED)
) -> Iterator[tuple[str, int, Finding]]:
    """Give the errors that are told of good editions: of every format as made, of five also as operators write them."""
    for seed in seeds:
        for form in forms:
            manuscript, data = made(seed, form)
            again = _HARMED[form](data, "", random.Random(0)) if form in _HARMED else None
            for good in (data, *([again] if again else ())):
                found = told(manuscript, form, good)
                yield from ((form, seed, finding) for finding in found if finding.severity == "error")
