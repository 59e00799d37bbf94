"""Received bytes -> Draft: one module a family of files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from pubpipe.model import Origin
from pubpipe.stores import Files

LARGEST = 100_000_000  # bytes, where no setting says more or less


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came in: its name as the user knows it, its bytes, the folder its pictures lie in.

    ``largest`` is how many bytes a picture, or all that is packed in the file, may have. ``files`` reads the folder.
    No picture is read from outside of ``top``, the folder itself where there is none above it to be looked in.
    """

    name: str
    data: bytes
    folder: Path | None = None
    largest: int = LARGEST
    files: Files = field(default_factory=Files, compare=False, repr=False)
    top: Path | None = None


def origin(received: Received, encoding: str) -> Origin:
    """Return who and what a draft comes from."""
    return Origin(received.name, hashlib.sha256(received.data).hexdigest(), len(received.data), encoding)
