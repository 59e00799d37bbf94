"""Every change to an article -> events, with the audit of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pubpipe.model.draft import Origin
from pubpipe.model.finding import Severity

Action: TypeAlias = Literal["removed", "changed", "moved", "inferred", "given", "flagged"]


@dataclass(frozen=True, slots=True)
class Event:
    """One change: code points ``start:end`` of the draft read ``before`` and became ``after``.

    ``destination`` says where moved or inferred text stands now (``meta:date``, ``references:src-…``,
    ``sources-heading``, ``body`` for another place of it); ``original`` is the range of the first copy when a
    second one is removed.
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
