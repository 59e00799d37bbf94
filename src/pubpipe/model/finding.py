"""What there is to tell -> a finding with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["info", "warning", "error"]
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
