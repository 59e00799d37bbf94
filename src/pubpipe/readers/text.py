"""A plain text file -> Draft."""

from __future__ import annotations

from pubpipe.model import Draft
from pubpipe.readers import Received, origin
from pubpipe.readers.decode import decode, guessed

SUFFIXES = (".txt", ".text", "")


def read(received: Received) -> Draft:
    """Return the draft of raw text; raises ArticleError for a file that is empty or binary."""
    text, encoding = decode(received.data, received.name)
    findings = guessed(encoding, received.name)
    return Draft(origin(received, encoding), text, "text", findings=findings)
