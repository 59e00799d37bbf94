"""The code of a finding -> how grave it is, what it means, what to do; and findings made of it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

from pubpipe.model import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means: one sentence, why it matters, what to do, and the standard that asks for it."""

    name: str
    severity: Severity
    says: str
    why: str
    mend: str
    standard: str = ""


@functools.cache
def codes() -> Mapping[str, Code]:
    """Return all codes of ``pubpipe check`` in the order of ``codes.toml``; it is read at the first finding."""
    table = tomllib.loads((files("pubpipe.checks") / "codes.toml").read_text("utf-8"))
    return {name: _code(name, row) for name, row in table.items()}


def _code(name: str, row: Mapping[str, str]) -> Code:
    severity = cast(Severity, row["severity"])
    return Code(name, severity, row["says"], row["why"], row["mend"], row.get("standard", ""))


def finding(code: str, name: str, message: str, place: Place | None = None) -> Finding:
    """Return a finding about a file, as grave as its code says and with its code's hint."""
    known = codes()[code]
    return Finding(known.severity, code, f"{name}: {message}", known.mend, place or Place(name))
