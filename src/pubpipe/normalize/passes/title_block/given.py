"""Values that the file, its sidecar or an option states -> what is known about the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pubpipe.model import Declared, Event, Json
from pubpipe.normalize.dates import date_line
from pubpipe.normalize.galley import Galley, Given
from pubpipe.normalize.passes._ranges import gaps
from pubpipe.normalize.passes.title_block._mastheads import without_site
from pubpipe.normalize.tokens import words
from pubpipe.normalize.values import flat, plain

_WEAKEST = ("setting",)


def given(galley: Galley) -> Galley:
    """Take over every stated value; an option is stronger than the sidecar, and that than the file itself."""
    events: list[Event] = []
    meta: dict[str, Json] = dict(galley.meta)
    # A sidecar's references amend those of the file, record by record (the step `amended`).
    stated = {
        key: replace(wish, value=_in_days(key, plain(wish.value)))
        for key, wish in galley.wishes.given.items()
        if key != "references"
    }
    for declared in _by_the_file(galley):
        if reason := _idle(galley, declared, stated):
            removed = Event("given", "removed", reason, 1.0, declared.start, declared.end, 0)
            events.append(galley.event(removed))
        else:
            meta[declared.key] = declared.value
            events.append(galley.event(_event(galley, declared)))
    events += (galley.event(event) for event in _comments(galley))
    for key, wish in stated.items():
        if key in meta and wish.origin in _WEAKEST:
            continue
        meta[key] = wish.value
        events.append(_wished(key, wish))
    return replace(galley, meta=meta, events=(*galley.events, *events))


def _idle(galley: Galley, declared: Declared, stated: Mapping[str, Given]) -> str:
    """Why a value that the file states does not count, nothing where it does."""
    stronger = stated.get(declared.key)
    if stronger is not None and stronger.origin not in _WEAKEST:
        return f"{declared.key} of the file is overruled by the {stronger.origin}"
    if declared.key not in ("title-status", "title-source"):
        return ""
    inferred = any(d.key == "title-status" and d.value == "inferred" for d in galley.draft.declared)
    return "" if inferred else "only of a title that was proposed is it said where it is from"


def _comments(galley: Galley) -> Iterator[Event]:
    """What stands in the front matter of a text file and declares nothing."""
    if galley.draft.kind not in ("markdown", "text"):
        return
    text = galley.draft.text
    for start, end in gaps(
        (text.find("\n") + 1, galley.draft.declared_end),
        sorted((d.start, d.end) for d in galley.draft.declared),
    ):
        if words(text[start:end]):
            reason = "a comment of the front matter, which the canonical one has no place for"
            yield Event("given", "removed", reason, 1.0, start, end, 0)


def _by_the_file(galley: Galley) -> Iterator[Declared]:
    """What the file declares; the title of a web page without the name of the site that it is from."""
    known = (str(declared.value) for declared in galley.draft.declared if declared.key == "url")
    wished = galley.wishes.given.get("url")
    address = str(wished.value) if wished else next(known, "")
    for declared in galley.draft.declared:
        value = _in_days(declared.key, plain(declared.value))
        if declared.key == "title" and galley.draft.kind == "html" and address:
            value = without_site(str(value), address)
        yield replace(declared, value=value)


def _in_days(key: str, value: Json) -> Json:
    """A date that is written out (``15 June 2006``) as a day of ISO 8601, where it can be told."""
    if key not in ("date", "updated") or not isinstance(value, str):
        return value
    days = date_line(value)
    return days[0].iso if len(days) == 1 and days[0].iso else value


def _event(galley: Galley, declared: Declared) -> Event:
    before = words(galley.draft.text[declared.start : declared.end])
    known = set(words(flat(declared.value))) | set(words(declared.key))
    # A switch may be overruled: it stands in the canonical text as what came of it.
    exact = set(before) <= known and declared.key not in ("pubpipe.off", "pubpipe.on", "pubpipe.keep")
    exact = exact and not (declared.key == "references" and galley.wishes.amends)
    return Event(
        "given",
        "given" if exact else "changed",
        "stated in the front matter" if galley.draft.kind == "markdown" else "stated by the document itself",
        1.0,
        declared.start,
        declared.end,
        0,
        after=flat(declared.value),
        destination=f"meta:{declared.key}",
    )


def _wished(key: str, wish: Given) -> Event:
    reason = f"stated by the {wish.origin}"
    return Event("given", "given", reason, 1.0, 0, 0, 1, after=flat(wish.value), destination=f"meta:{key}")
