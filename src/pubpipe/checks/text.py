"""A text file -> what is wrong with its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.checks.codes import finding
from pubpipe.model import Finding, Place

_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def findings(name: str, data: bytes) -> Iterator[Finding]:
    """Yield bytes that are no text, signs that steer a terminal, and lines that end in different ways."""
    try:
        page = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        told = f"byte {error.start:,} is not UTF-8"
        yield finding("txt-not-utf8", name, told, Place(name, line))
        return
    if match := _CONTROL.search(page):
        line = page.count("\n", 0, match.start()) + 1
        count = len(_CONTROL.findall(page))
        told = f"it has {count} control characters, the first U+{ord(match[0]):04X}"
        yield finding("txt-control", name, told, Place(name, line))
    ends = {"\r\n": page.count("\r\n")}
    ends |= {"\n": page.count("\n") - ends["\r\n"], "\r": page.count("\r") - ends["\r\n"]}
    if sum(count > 0 for count in ends.values()) > 1:
        yield finding("txt-line-ends", name, "its lines end in different ways")
