"""What the sidecar and the lock file say about the sources -> the records with it."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.errors import ArticleError
from pubpipe.model import Event
from pubpipe.normalize.amending import edit, fill
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.values import flat, plain


def amended(galley: Galley) -> Galley:
    """Fill in what was fetched, then let the sidecar's ``references`` win over everything."""
    stated = galley.wishes.given.get("references")
    fetched = {
        name: {key: plain(value) for key, value in told.items()}
        for name, told in galley.wishes.fetched.items()
    }
    if stated is None and not fetched:
        return galley
    events: list[Event] = []
    records = galley.sources
    if fetched:
        filled = fill(records, fetched)
        for before, record in zip(records, filled, strict=True):
            if record != before:
                told = "\n".join(f"{name} {flat(fetched[record.id].get(name))}" for name in record.fetched)
                reason = f"{', '.join(record.fetched)} fetched from {record.url}"
                event = Event("amended", "inferred", reason, 0.9, 0, 0, 1, after=f"x-fetched {told}")
                events.append(replace(event, destination=f"references:{record.id}"))
        records = filled
    if stated is not None:
        asked = plain(stated.value)
        try:
            result = edit(records, asked)
        except ArticleError as error:
            raise ArticleError(f"{galley.draft.origin.name}: {error.message}", error.hint) from None
        changed = len(result.sources) - result.added - sum(a == b for a, b in zip(records, result.sources))  # noqa: B905
        reason = f"the sidecar edits {changed} sources and adds {result.added}"
        words = f"x-edited x-replaced\n{flat(asked)}"
        events.append(
            Event("amended", "inferred", reason, 1.0, 0, 0, 1, after=words, destination="references")
        )
        records = result.sources
    return replace(galley, sources=records, events=(*galley.events, *events))
