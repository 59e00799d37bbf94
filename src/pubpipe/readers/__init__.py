"""Received bytes -> Draft: one module a family of files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pubpipe.model import Origin


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came in: its name as the user knows it, its bytes, the folder its pictures lie in."""

    name: str
    data: bytes
    folder: Path | None = None


def origin(received: Received, encoding: str) -> Origin:
    """Return who and what a draft comes from."""
    return Origin(received.name, hashlib.sha256(received.data).hexdigest(), len(received.data), encoding)
