"""Source records and what a sidecar or a lock file says about them -> records with it, and nothing given lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pubpipe.errors import ArticleError
from pubpipe.model import Json, Source
from pubpipe.normalize.references import from_front_matter, identified, says_something, to_front_matter
from pubpipe.sources.address import comparable

REPLACED = "x-replaced"
_NAMES = ("id", "URL", "DOI")
_PROVENANCE = ("x-derived", "x-fetched", "x-edited", REPLACED)


@dataclass(frozen=True, slots=True)
class Amended:
    """Records as amended; ``added`` counts those that the article does not name."""

    sources: tuple[Source, ...]
    added: int = 0


def edit(sources: tuple[Source, ...], edits: Json) -> Amended:
    """Apply a sidecar's ``references``: each names a record by ``id``, ``URL`` or ``DOI``; its fields win.

    An empty field takes a field out. What the article itself gives and an edit replaces is kept under
    ``x-replaced``. An edit that names no record is a further source. Raises ArticleError where a record is left with
    nothing to print.
    """
    records = list(sources)
    added = 0
    for item in _items(edits):
        at = next((n for n, record in enumerate(records) if _names_it(item, record)), None)
        if at is None:
            records.append(_further(item))
            added += 1
        else:
            records[at] = _edited(records[at], item)
        if not says_something(records[-1 if at is None else at]):
            raise _nothing_left(item, further=at is None)
    return Amended(tuple(records), added)


def _nothing_left(item: Mapping[str, Json], *, further: bool) -> ArticleError:
    name = next(str(item[name]) for name in _NAMES if item.get(name))
    if further:
        return ArticleError(
            f"the sidecar edits source {name!r}, which is not there",
            "`pubpipe sources ARTICLE --json` tells the sources' ids. A further source has at least a title or a URL.",
        )
    return ArticleError(
        f"the sidecar leaves nothing of source {name!r} that a list of sources could print",
        "Leave it a title or a URL.",
    )


def fill(sources: tuple[Source, ...], fetched: Mapping[str, Mapping[str, Json]]) -> tuple[Source, ...]:
    """Put what was fetched, by the record's id, where a record has nothing or only what its address told."""
    return tuple(
        _filled(source, fetched[source.id]) if source.id in fetched else source for source in sources
    )


def _items(edits: Json) -> Iterator[dict[str, Json]]:
    """The edits; one that names a work by its title alone has the id that such a record gets."""
    items = [item for item in edits if isinstance(item, dict)] if isinstance(edits, list) else []
    titles = identified(item for item in items if not _is_named(item))
    for item in items:
        yield item if _is_named(item) else next(titles)


def _is_named(item: Mapping[str, Json]) -> bool:
    return any(item.get(name) for name in _NAMES)


def _names_it(item: Mapping[str, Json], record: Source) -> bool:
    if item.get("id"):
        return str(item["id"]) == record.id
    if item.get("URL") and record.url:
        return comparable(str(item["URL"])) == comparable(record.url)
    return bool(item.get("DOI")) and str(item["DOI"]).lower() == record.doi.lower()


def _further(item: dict[str, Json]) -> Source:
    (record,) = from_front_matter([item])
    return replace(record, edited=tuple(name for name in item if name not in ("id", *_PROVENANCE)))


def _edited(record: Source, item: Mapping[str, Json]) -> Source:
    now = to_front_matter(record)
    # The name by which an edit finds its record changes nothing, be it spelt in another way.
    name = next(name for name in _NAMES if item.get(name))  # `_names_it` has found it
    fields = {key: value for key, value in item.items() if key not in (name, *_PROVENANCE)}
    (stated,) = from_front_matter([{"id": record.id, **fields}])
    values = {key: value for key, value in to_front_matter(stated).items() if key in fields}
    unlike = {key for key in fields if now.get(key) != values.get(key)}
    known_before = {*record.derived, *record.fetched, *record.edited}
    lost = {key: now[key] for key in now if key in unlike and key not in known_before}
    held = dict(record.extra).get(REPLACED)
    replaced = {**lost, **held} if isinstance(held, dict) else lost
    guessed = {*record.derived, *record.fetched}
    edited = tuple(dict.fromkeys((*record.edited, *(k for k in fields if k in unlike or k in guessed))))
    kept = {key: value for key, value in now.items() if key not in unlike and key not in _PROVENANCE}
    more: dict[str, Json] = {REPLACED: dict(replaced)} if replaced else {}
    (amended,) = from_front_matter([{**kept, **{k: v for k, v in values.items() if k in unlike}, **more}])
    return replace(
        amended,
        type=record.type if "type" not in fields else amended.type,
        derived=tuple(key for key in record.derived if key not in fields),
        fetched=tuple(key for key in record.fetched if key not in fields),
        edited=edited,
    )


def _filled(record: Source, found: Mapping[str, Json]) -> Source:
    now = to_front_matter(record)
    guessed = {*record.derived, *record.fetched}
    # What the address makes of a record (sources/address.py) is no more than a guess at its kind.
    guessed |= {"type"} if record.type in ("webpage", "article-newspaper") else set()
    free = {
        k: v for k, v in found.items() if v and k not in record.edited and (k in guessed or not now.get(k))
    }
    if not free:
        return record
    (filled,) = from_front_matter([{**now, **free}])
    return replace(
        filled,
        derived=tuple(key for key in record.derived if key not in free),
        fetched=tuple(dict.fromkeys((*record.fetched, *free))),
    )
