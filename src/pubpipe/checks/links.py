"""An article's sources and its lock file -> those that moved or were never looked at; no network is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pubpipe.checks.codes import finding
from pubpipe.model import Finding, Source
from pubpipe.press.inputs.lockfile import Entry


def findings(name: str, sources: Iterable[Source], entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield what a lock file, ``name``, knows of the sources' addresses, and those that it does not know."""
    known = {entry.url: entry for entry in entries}
    for source in sources:
        entry = known.get(source.url)
        if not source.url:
            continue
        if entry is None or not entry.fetched:
            yield finding("links-unproved", name, f"{source.url} was not looked at")
        elif entry.moved:
            yield finding("links-moved", name, f"{source.url} has moved to {entry.moved}")
