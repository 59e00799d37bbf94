"""A ledger as it was delivered, the received text and the canonical one -> findings: the audit once more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pubpipe.model import Draft, Event, Finding
from pubpipe.normalize import PASSES
from pubpipe.normalize.audit import Printed, audit

_LISTS = {
    "removed": "removed",
    "descriptions": "removed",
    "changed": "changed",
    "moved": "moved",
    "inferred": "inferred",
    "flags": "flagged",
}
_HINT = "Build the article anew; the ledger is written with its editions."


_ORDER = {one.__name__: n for n, one in enumerate(PASSES)}


def findings(name: str, data: bytes, draft: Draft, printed: Printed) -> Iterator[Finding]:
    """Yield what a ``ledger.json`` does not account for between the received text and the canonical one.

    Codes: ``ledger-unreadable``, ``ledger-outdated`` (the received file has changed since),
    ``ledger-unaccounted`` (words that no event of this ledger explains).
    """
    try:
        ledger = json.loads(data)
        events = tuple(sorted(_events(ledger), key=_when))
        received = str(ledger["input"]["sha256"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield Finding("error", "ledger-unreadable", f"{name}: not a ledger: {error}", _HINT)
        return
    if received != draft.origin.sha256:
        message = f"{name}: {draft.origin.name} has changed since this ledger was written"
        yield Finding("error", "ledger-outdated", message, _HINT)
        return
    proof = audit(draft, events, printed)
    if proof.unaccounted:
        told = "; ".join(proof.problems[:3])
        lacking = f"{proof.unaccounted} words between {draft.origin.name} and the canonical text"
        message = f"{name}: {lacking} are not accounted for ({told})"
        yield Finding("error", "ledger-unaccounted", message, _HINT)


def _when(event: Event) -> int:
    """The step of an event: what a later one moved or removed holds what earlier ones changed."""
    last = len(_ORDER) if event.step == "canonical" else -1
    return _ORDER.get(event.step, last)


def _events(ledger: dict[str, Any]) -> Iterator[Event]:
    for key, action in _LISTS.items():
        for item in ledger[key]:
            original = item.get("dup_of")
            yield Event(
                item["step"],
                "given" if action == "moved" and item.get("after") else action,  # type: ignore[arg-type]
                item["reason"],
                float(item["confidence"]),
                int(item["start"]),
                int(item["end"]),
                int(item["line"]),
                item.get("before", item.get("text", "")),
                item.get("after", ""),
                item.get("destination", ""),
                item["severity"],
                (original["start"], original["end"]) if original else None,
            )
