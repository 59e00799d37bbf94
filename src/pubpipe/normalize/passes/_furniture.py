"""A line of furniture and what it says -> the galley with it in the front matter, or a flag where it is doubtful."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event, Finding, Json, Place
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.names import place
from pubpipe.normalize.passes._credits import Credits
from pubpipe.normalize.tokens import words


def is_kept(galley: Galley, piece: Piece) -> bool:
    """Tell whether the sidecar's ``keep`` protects the received line at which a piece begins."""
    if not galley.wishes.keep:
        return False
    line = galley.line(piece.start)
    return any(first <= line <= last for first, last in galley.wishes.keep)


def flagged(galley: Galley, step: str, piece: Piece, reason: str, hint: str = "") -> Galley:
    """Return the galley with a doubt about a piece, which stays: an event and a finding."""
    doubt = Event(step, "flagged", reason, 0.7, piece.start, piece.end, 0, severity="warning")
    event = galley.event(doubt)
    where = Place(galley.draft.origin.name, event.line)
    finding = Finding("warning", f"normalize-{step}", reason, hint, where)
    return replace(galley, events=(*galley.events, event), findings=(*galley.findings, finding))


def told(galley: Galley, events: tuple[Event, ...], hint: str) -> Galley:
    """Return the galley with events, and with a finding for each of them that a person should look at."""
    placed = tuple(galley.event(event) for event in events)
    findings = (
        Finding(
            event.severity,
            f"normalize-{event.step}",
            event.reason,
            hint,
            Place(galley.draft.origin.name, event.line),
        )
        for event in placed
        if event.severity != "info"
    )
    return replace(
        galley, events=(*galley.events, *placed), findings=(*galley.findings, *dict.fromkeys(findings))
    )


def moved(galley: Galley, step: str, n: int, reason: str, values: dict[str, Json]) -> Galley:
    """Return the galley without piece ``n``, whose words stand in the front matter under the keys of ``values``.

    Words that do not stand there (``By``, a clock) make it a change, and the ledger says into what.
    """
    piece = galley.pieces[n]
    after = "\n".join(text for value in values.values() for text in _texts(value))
    exact = set(words(galley.draft.text[piece.start : piece.end])) <= set(words(after))
    event = Event(
        step,
        "moved" if exact else "changed",
        reason,
        0.95,
        piece.start,
        piece.end,
        0,
        after="" if exact else after,
        destination=f"meta:{next(iter(values))}",
    )
    pieces = (*galley.pieces[:n], *galley.pieces[n + 1 :])
    fresh = {key: value for key, value in values.items() if not galley.meta.get(key)}
    return replace(galley, pieces=pieces, events=(*galley.events, galley.event(event))).with_meta(**fresh)


def values_of(found: Credits) -> dict[str, Json]:
    """Return a line's credits under the keys of the front matter."""
    values: dict[str, Json] = {}
    if found.people:
        values["author"] = list(found.people)
    if found.agency:
        values["agency"] = found.agency
    if found.where and found.sure:
        values["place"] = place(found.where)
    for day in found.days:
        values["updated" if day.updated else "date"] = day.iso
    return values


def agrees(galley: Galley, values: dict[str, Json]) -> bool:
    """Tell whether nothing else is known already under the keys of ``values``."""
    for key, value in values.items():
        known = galley.meta.get(key)
        if known and set(words("\n".join(_texts(known)))) != set(words("\n".join(_texts(value)))):
            return False
    return True


def _texts(value: Json) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
