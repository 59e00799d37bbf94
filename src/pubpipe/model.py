"""The frozen types in the order of their travel: Draft -> Manuscript + Ledger -> Edition -> Rendering -> Report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["info", "warning", "error"]
Kind: TypeAlias = Literal["text", "markdown", "html", "office"]
Action: TypeAlias = Literal["removed", "changed", "moved", "inferred", "given", "flagged"]
Status: TypeAlias = Literal["built", "unchanged", "failed"]
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding points: a file as the user knows it, and a line counted from 1."""

    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about an article or an edition; ``code`` is stable, ``hint`` says what to do."""

    severity: Severity
    code: str
    message: str
    hint: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture of an article: ``source`` as the article names it, ``name`` as ``<hash8>.<ext>``."""

    source: str
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """The file as received: its name as the user knows it, its digest, its size in bytes, its encoding."""

    name: str
    sha256: str
    size: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A value that the file itself states about the article, with its code-point range in ``Draft.text``."""

    key: str
    value: Json
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What the code points ``start:end`` of ``Draft.text`` are in a page or an office document.

    Blocks: ``paragraph``, ``heading`` (value: level), ``code``, ``picture`` (address; the words are its caption),
    ``rule``, ``list`` (first number or empty) of ``item``, ``quote``, ``note`` (label), ``table`` of ``row`` of
    ``cell``. In lines: ``emphasis``, ``strong``, ``literal``, ``link`` (address), ``break``, ``call`` (a note's
    label). ``left-out`` (reason) is no part of the article. Ranges are nested, never empty, and stand in order of
    their start, the outer one first.
    """

    kind: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Decoded text before any other change; every offset in a ledger counts code points of ``text``."""

    origin: Origin
    text: str
    kind: Kind
    declared: tuple[Declared, ...] = ()
    declared_end: int = 0
    assets: tuple[Asset, ...] = ()
    findings: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; dates are ISO 8601 days, ``lang`` is BCP 47, empty means unknown."""

    title: str
    lang: str
    title_status: Literal["given", "inferred"] = "given"
    title_source: str = ""
    subtitle: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    place: str = ""
    dateline: str = ""
    agency: str = ""
    description: str = ""
    url: str = ""
    license: str = ""
    extra: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person's or a body's name in CSL's terms: ``literal``, or ``family`` with ``given``."""

    literal: str = ""
    family: str = ""
    given: str = ""

    @property
    def text(self) -> str:
        """The name as it is printed."""
        return self.literal or f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Source:
    """One source as a CSL item; ``derived`` names the CSL fields that were read off the address.

    ``note`` holds what the other fields do not, as received; ``extra`` keeps CSL fields that no edition prints.
    """

    id: str
    type: str = "webpage"
    title: str = ""
    authors: tuple[Name, ...] = ()
    container_title: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""
    publisher: str = ""
    note: str = ""
    derived: tuple[str, ...] = ()
    extra: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One canonical article: ``body`` is Markdown without front matter and sources, ``markdown`` the whole file."""

    slug: str
    meta: Metadata
    body: str
    markdown: str
    sources: tuple[Source, ...] = ()
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One change: code points ``start:end`` of the draft read ``before`` and became ``after``.

    ``destination`` says where moved or inferred text stands now (``meta:date``, ``references:src-…``,
    ``sources-heading``); ``original`` is the range of the first copy when a second one is removed.
    """

    step: str
    action: Action
    reason: str
    confidence: float
    start: int
    end: int
    line: int
    before: str = ""
    after: str = ""
    destination: str = ""
    severity: Severity = "info"
    original: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """Every token of the draft and of the canonical text under one label; sound when nothing is unaccounted."""

    tokens_in: int
    tokens_out: int
    kept: int
    moved: int
    removed: int
    changed: int
    inserted: int
    unaccounted: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All changes to one article, the titles that were considered, and the audit of its words."""

    origin: Origin
    kind: str
    title_inferred: bool
    title_source: str
    title_candidates: tuple[str, ...]
    events: tuple[Event, ...]
    audit: Audit


@dataclass(frozen=True, slots=True)
class Style:
    """A house style as values: every file by its path inside the style, user's files over the packaged ones."""

    name: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Options:
    """What a project or a command asks of its editions; ``page`` is ``auto``, ``a4`` or ``letter``."""

    publication: str = ""
    page: str = "auto"


@dataclass(frozen=True, slots=True)
class Edition:
    """One file to make: plain data whose content hash is its identity."""

    manuscript: Manuscript
    style: Style
    format: str
    options: Options = field(default_factory=Options)
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendering:
    """An edition's bytes, what is to be said about it, and facts for its sisters and for the report."""

    content: bytes
    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


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
class Report:
    """What became of a whole run, in the order of its inputs; ``seconds`` is wall time."""

    articles: tuple[ArticleReport, ...]
    seconds: float = 0.0
    exit_code: int = 0

    def count(self, status: Status) -> int:
        """How many editions ended with this status."""
        return sum(o.status == status for a in self.articles for o in a.outcomes)
