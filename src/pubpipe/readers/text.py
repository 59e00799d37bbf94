"""A plain text file -> Draft."""

from __future__ import annotations

import re

from pubpipe.model import Draft, Finding, Place
from pubpipe.readers import Received, origin
from pubpipe.readers.decode import decode, guessed

_HEADING = re.compile(r"^#{1,6} \S", re.M)
_WITHIN = re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*|\]\(https?://|^```", re.M)

SUFFIXES = (".txt", ".text", "")


def read(received: Received) -> Draft:
    """Return the draft of raw text; raises ArticleError for a file that is empty or binary."""
    text, encoding = decode(received.data, received.name)
    findings = (*guessed(encoding, received.name), *_marked(text, received.name))
    return Draft(origin(received, encoding), text, "text", findings=findings)


def _marked(text: str, name: str) -> tuple[Finding, ...]:
    """What is to be said of a text whose lines and words bear the marks of Markdown: they are read as they stand."""
    if not _HEADING.search(text) or not _WITHIN.search(text):
        return ()
    message = "the text seems to be Markdown, and its marks are read as words"
    return (Finding("warning", "read-markdown-in-text", message, "Name the file .md.", Place(name)),)
