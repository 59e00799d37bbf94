"""What became of editions, articles and a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pubpipe.model.finding import Finding, Json

Status: TypeAlias = Literal["built", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition; ``path`` is relative to the project where it lies inside it."""

    format: str
    status: Status
    path: str
    size: int = 0
    sha256: str = ""
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What became of one article; ``exit_code`` is 0, or that of its worst failure."""

    slug: str
    source: str
    title: str = ""
    title_status: str = ""
    changes: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a report rests: files that are there, with one number for their state, and files that are not.

    Both are paths joined by NUL.
    """

    present: bytes
    absent: bytes
    state: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a whole run, in the order of its inputs; ``seconds`` is wall time.

    ``articles`` are read from the disk one by one where there are many. ``findings`` are those that belong to no
    article of the run; ``index`` is what became of the folder's index and feed, page by page; ``basis`` is there
    when a build of the same would change nothing.
    """

    articles: Sequence[ArticleReport]
    seconds: float = 0.0
    exit_code: int = 0
    findings: tuple[Finding, ...] = ()
    basis: Basis | None = None
    index: tuple[Outcome, ...] = ()

    def count(self, status: Status) -> int:
        """How many editions ended with this status."""
        return self.tally().editions[status]

    def tally(self) -> Tally:
        """Count what became of the articles; all of them are looked at."""
        return tally(self.articles)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles there were, how many without an edition, and how many editions ended how."""

    articles: int
    unread: int
    editions: Mapping[Status, int]


def tally(articles: Iterable[ArticleReport]) -> Tally:
    """Count what became of articles."""
    number = unread = 0
    editions: dict[Status, int] = {"built": 0, "unchanged": 0, "failed": 0}
    for article in articles:
        number += 1
        unread += not article.outcomes
        for outcome in article.outcomes:
            editions[outcome.status] += 1
    return Tally(number, unread, editions)
