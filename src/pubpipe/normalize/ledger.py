"""Ledger -> its JSON (NORMALIZER 2.2): what a person and `score.py` read."""

from __future__ import annotations

import json

from pubpipe.model import Event, Json, Ledger
from pubpipe.normalize.marked import DESCRIPTIONS


def ledger_object(ledger: Ledger) -> dict[str, Json]:
    """Return the ledger as plain data; the key order is the order of reading."""
    origin, audit = ledger.origin, ledger.audit
    return {
        "input": {
            "name": origin.name,
            "sha256": origin.sha256,
            "bytes": origin.size,
            "encoding": origin.encoding,
            "kind": ledger.kind,
        },
        "title": {
            "inferred": ledger.title_inferred,
            "source": ledger.title_source,
            "candidates": list(ledger.title_candidates),
        },
        "removed": [_event(e) for e in ledger.events if e.action == "removed" and e.step != DESCRIPTIONS],
        # Said of pictures that are not the article's: in the file, and on no reader's screen.
        "descriptions": [_event(e) for e in ledger.events if e.step == DESCRIPTIONS],
        "changed": [_event(e) for e in ledger.events if e.action == "changed"],
        "moved": [_event(e) for e in ledger.events if e.action in ("moved", "given")],
        "inferred": [_event(e) for e in ledger.events if e.action == "inferred"],
        "flags": [_event(e) for e in ledger.events if e.action == "flagged"],
        "audit": {
            "tokens_in": audit.tokens_in,
            "tokens_out": audit.tokens_out,
            "kept": audit.kept,
            "moved": audit.moved,
            "removed": audit.removed,
            "changed": audit.changed,
            "inserted": audit.inserted,
            "unaccounted": audit.unaccounted,
            "problems": list(audit.problems),
        },
    }


def ledger_json(ledger: Ledger) -> str:
    """Return the ledger as indented JSON with a newline at the end; the same ledger gives the same bytes."""
    return json.dumps(ledger_object(ledger), ensure_ascii=False, indent=2) + "\n"


def _event(event: Event) -> dict[str, Json]:
    item: dict[str, Json] = {
        "step": event.step,
        "reason": event.reason,
        "confidence": event.confidence,
        "severity": event.severity,
        "start": event.start,
        "end": event.end,
        "line": event.line,
    }
    if event.action == "changed":
        item["before"] = event.before
    elif event.before:
        item["text"] = event.before
    if event.after or event.action == "changed":
        item["after"] = event.after
    if event.destination:
        item["destination"] = event.destination
    if event.original:
        item["dup_of"] = {"start": event.original[0], "end": event.original[1]}
    return item
