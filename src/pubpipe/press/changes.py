"""Ledger -> what the normalizer did to the text, in a few words each."""

from __future__ import annotations

from collections import Counter

from pubpipe.model import Event, Ledger

_SILENT = ("given", "links")
# The heading and the section are printed anew from the references.
_GENERATED = ("sources-heading", "sources-section")


def changes(ledger: Ledger) -> tuple[str, ...]:
    """Return one line a kind of change, in the order of the passes, without repetition."""
    told = (e for e in ledger.events if e.action in ("removed", "moved", "changed") and e.step not in _SILENT)
    lines = Counter(_summary(event) for event in told if event.destination not in _GENERATED)
    return tuple(text if count == 1 else f"{count} × {text}" for text, count in lines.items())


def _summary(event: Event) -> str:
    if event.destination.startswith("meta:"):
        return f"{event.destination.removeprefix('meta:')} moved to the front matter"
    return event.reason
