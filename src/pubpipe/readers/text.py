"""A plain text file -> Draft."""

from __future__ import annotations

from pubpipe.model import Draft, Finding, Place
from pubpipe.readers import Received, origin
from pubpipe.readers.decode import decode

SUFFIXES = (".txt", ".text", "")


def read(received: Received) -> Draft:
    """Return the draft of raw text; raises ArticleError for a file that is empty, binary or not decodable."""
    text, encoding = decode(received.data, received.name)
    findings: tuple[Finding, ...] = ()
    if encoding == "cp1252":
        message = "not UTF-8; read as Windows-1252"
        hint = "Check accents and quotation marks, or save the file as UTF-8."
        findings = (Finding("warning", "read-encoding-guessed", message, hint, Place(received.name)),)
    return Draft(origin(received, encoding), text, "text", findings=findings)
