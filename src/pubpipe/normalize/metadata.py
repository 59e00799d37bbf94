"""What a galley knows of its article and of its own making -> the values of the front matter."""

from __future__ import annotations

import re

from pubpipe.model import Event, Json, Metadata
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.references import generated
from pubpipe.normalize.values import plain
from pubpipe.ruby import spelt_out

# Raised when the canonical form of the same input changes, so that a release alone touches no edition.
REVISION = 1

_OVER_THE_TEXT = frozenset({"title", "subtitle", "kicker", "description"})
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def metadata(galley: Galley) -> Metadata:
    """Return what is known of the article, each value one line of text that an edition can print."""
    known = dict(galley.meta)
    for key in tuple(known):
        if key == "pubpipe" or key.startswith("pubpipe."):
            del known[key]

    def text(key: str) -> str:
        value = plain(known.pop(key, None))
        # Control characters have no place in YAML, nor in any edition.
        line = "" if value is None else " ".join(_CONTROLS.sub("", str(value)).split())
        # What stands over the text is no Markdown.
        return spelt_out(line) if "{" in line and key in _OVER_THE_TEXT else line

    authors = known.pop("author", None)
    inferred = text("title-status") == "inferred"
    return Metadata(
        title=text("title"),
        title_status="inferred" if inferred else "given",
        title_source=text("title-source"),
        lang=text("lang"),
        subtitle=text("subtitle"),
        kicker=text("kicker"),
        authors=tuple(str(a) for a in authors) if isinstance(authors, list) else (),
        date=text("date"),
        updated=text("updated"),
        place=text("place"),
        dateline=text("dateline"),
        agency=text("agency"),
        description=text("description"),
        url=text("url"),
        license=text("license"),
        extra=tuple(known.items()),
    )


def provenance(galley: Galley, off: list[str], on: list[str]) -> dict[str, Json]:
    """Return what the front matter says about its own making; switches and marks make the next run do the same.

    ``off`` and ``on`` are the steps that were switched.
    """
    received = galley.meta.get("pubpipe.input-sha256")
    made: dict[str, Json] = {"normalizer": REVISION, "input-sha256": received or galley.draft.origin.sha256}
    marks: dict[str, Json] = {"off": [*off], "on": [*on], "keep": galley.meta.get("pubpipe.keep")}
    return made | {key: value for key, value in marks.items() if value}


def declared(galley: Galley, lang: str, pubpipe: dict[str, Json]) -> tuple[Event, ...]:
    """Return events for the words that the canonical form adds: provenance, the sources' heading, numbers, notes."""
    values = " ".join([*map(str, pubpipe.values()), *(source.id for source in galley.sources)])
    found = [Event("canonical", "inferred", "revision, digest, sources' ids", 1.0, 0, 0, 1, after=values)]
    words = generated(galley.sources, lang)
    if words:
        reason = "generated words of the sources section"
        found.append(Event("canonical", "inferred", reason, 1.0, 0, 0, 1, after=words))
    return tuple(found)
