"""Source records <-> CSL items of the front matter, and the section that prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from pubpipe.errors import ArticleError
from pubpipe.model import Json, Name, Source
from pubpipe.normalize import document as doc
from pubpipe.sources.address import identifier
from pubpipe.sources.labels import label
from pubpipe.wording import words as wording

# CSL-JSON name -> field of Source, in the order in which they are printed.
_FIELDS = {
    "id": "id",
    "type": "type",
    "title": "title",
    "container-title": "container_title",
    "issued": "issued",
    "accessed": "accessed",
    "URL": "url",
    "DOI": "doi",
    "publisher": "publisher",
    "note": "note",
}
_PROVENANCE = ("derived", "fetched", "edited")


def from_front_matter(value: Json) -> Iterator[Source]:
    """Yield the records of a front matter's ``references`` (CSL-JSON in YAML), each under an id of its own.

    Raises ArticleError when it is not a list of mappings.
    """
    if value is None or value == "":
        return
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ArticleError("front matter: references must be a list of CSL items", "- URL: https://…")
    yield from map(_record, identified([item for item in value if isinstance(item, dict)]))


def identified(items: Iterable[Mapping[str, Json]]) -> Iterator[dict[str, Json]]:
    """Yield CSL items, each with an id: the stated one, else one that is made of its address, DOI or title.

    Two works may share them all (the report of each year, two chapters at one address): no made id is another's.
    """
    items = list(items)
    taken = {_text(item.get("id")) for item in items}
    for item in items:
        name = _text(item.get("id"))
        said = next((text for key in ("URL", "DOI", "title") if (text := _text(item.get(key)))), "")
        made = (identifier(said if n == 1 else f"{said} {n}") for n in count(1))
        name = name or next(other for other in made if other not in taken)
        taken.add(name)
        yield {**item, "id": name}


def to_front_matter(source: Source) -> dict[str, Json]:
    """Return a record as a CSL item without empty fields, ``x-`` keys last."""
    item: dict[str, Json] = {}
    for name, attribute in _FIELDS.items():
        value = getattr(source, attribute)
        if name == "container-title" and source.authors:
            item["author"] = [_name(n) for n in source.authors]
        if value:
            item[name] = value
    item.update(source.extra)
    for name in _PROVENANCE:
        if fields := getattr(source, name):
            item[f"x-{name}"] = list(fields)
    return item


def says_something(source: Source) -> bool:
    """Whether a list of sources has anything to print of a record."""
    said = (
        getattr(source, field) for name, field in _FIELDS.items() if name not in ("id", "type", "accessed")
    )
    return any((*said, *source.authors))


def section(sources: tuple[Source, ...], lang: str) -> tuple[doc.Block, ...]:
    """Return the generated sources section: a heading and one numbered item a source; empty without sources.

    Dates stay as ISO 8601 days here, so that the canonical text does not change with a library's locale data.
    """
    if not sources:
        return ()
    items = tuple((doc.Paragraph(tuple(_entry(source, lang))),) for source in sources)
    return doc.Heading(2, (doc.Text(wording(lang).sources),)), doc.ItemList(items, 1)


def generated(sources: tuple[Source, ...], lang: str) -> str:
    """Return the words that the section adds to the records: its heading, its numbers, what was derived."""
    notes = [f"{n} {label(source, lang).derived}" for n, source in enumerate(sources, 1)]
    return "\n".join([wording(lang).sources, *notes]) if sources else ""


def _entry(source: Source, lang: str) -> Iterator[doc.Inline]:
    entry = label(source, lang)
    parts = [", ".join(n.text for n in source.authors), entry.publisher, entry.title, source.issued]
    lead = ", ".join(part for part in parts if part)
    if lead:
        yield doc.Text(f"{lead}. " if entry.address else f"{lead}.")
    if entry.address:
        yield doc.Link((doc.Text(entry.address),), entry.address)
    if entry.note:
        yield doc.Text(f" {entry.note}")
    if entry.derived:
        yield doc.Text(f" ({entry.derived})")


def _record(item: Mapping[str, Json]) -> Source:
    fields = {attribute: _text(item.get(name)) for name, attribute in _FIELDS.items()}
    derived, fetched, edited = (_listed(item.get(f"x-{name}")) for name in _PROVENANCE)
    known = {*_FIELDS, "author", *(f"x-{name}" for name in _PROVENANCE)}
    fields["type"] = fields["type"] or "webpage"
    return Source(
        **fields,
        authors=tuple(_names(item.get("author"))),
        derived=derived,
        fetched=fetched,
        edited=edited,
        extra=tuple((key, value) for key, value in item.items() if key not in known),
    )


def _text(value: Json) -> str:
    """A CSL value as text; a date given in parts as an ISO 8601 day, month or year."""
    if isinstance(value, dict):
        parts = value.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list):
            return "-".join(str(part).zfill(2) for part in first)
        return str(value.get("raw") or value.get("literal") or "")
    return "" if value is None else re.sub(r"\s+", " ", str(value)).strip()


def _listed(value: Json) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _names(value: Json) -> Iterator[Name]:
    for person in value if isinstance(value, list) else [value] if value else []:
        if isinstance(person, dict):
            yield Name(*(_text(person.get(key)) for key in ("literal", "family", "given")))
        else:
            yield Name(literal=_text(person))


def _name(name: Name) -> dict[str, Json]:
    parts = {"literal": name.literal, "family": name.family, "given": name.given}
    return {key: value for key, value in parts.items() if value}
