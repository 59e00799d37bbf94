"""The entries of a folder -> the files that list them: the pages of its index, its feed, its catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from pubpipe import catalogue
from pubpipe.catalogue import Entry, opds
from pubpipe.catalogue.entry import Offer
from pubpipe.catalogue.page import language
from pubpipe.model import Json, Style
from pubpipe.press.plan.identity import FEED, INDEX, makers
from pubpipe.press.plan.reach import digest
from pubpipe.settings import Settings
from pubpipe.wording import words

CATALOGUE = "opds"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file that lists articles, those with ``slugs``: its format, its name, digests of what it is made of."""

    format: str
    name: str
    slugs: frozenset[str]
    parts: Mapping[str, str]
    render: Callable[[], bytes]


def index(settings: Settings, style: Style, entries: tuple[Entry, ...]) -> Iterator[Listed]:
    """Yield the pages of the index, the front page first, then its feed."""
    lang = language(entries, settings.lang)
    has_feed = any(entry.changed for entry in entries)
    house = catalogue.House(style, settings.publication, settings.url, lang, has_feed)
    parts = {
        "style": digest(style, "index"),
        "settings": plain_digest([settings.publication, settings.url, lang, style.name]),
        "tools": plain_digest(makers("html")),
    }
    for page in catalogue.pages(entries):
        told: Json = [page.number, page.last, has_feed, [_shown(entry) for entry in page.entries]]
        slugs, render = frozenset(e.slug for e in page.entries), partial(catalogue.render, page, house)
        yield Listed(INDEX, page.name, slugs, parts | {"articles": plain_digest(told)}, render)
    title = settings.publication or words(lang).articles
    data = catalogue.feed(entries, title, settings.url, lang)
    if data is not None:
        made = parts | {"style": "", "articles": hashlib.sha256(data).hexdigest()}
        yield Listed(FEED, catalogue.FEED, frozenset(e.slug for e in entries), made, lambda: data)


def readers_catalogue(settings: Settings, entries: tuple[Entry, ...], *, has_index: bool) -> Iterator[Listed]:
    """Yield the pages of the catalogue for e-readers, and its search description where something answers searches."""
    lang = language(entries, settings.lang)
    shelf = opds.Shelf(
        opds.identity(entries, settings.url, settings.publication),
        settings.publication or words(lang).articles,
        lang,
        settings.publication,
        settings.url,
        catalogue.FRONT if has_index else "",
        settings.catalogue_search,
    )
    shared: list[Json] = [shelf.identity, shelf.title, lang, shelf.url, shelf.index, shelf.search]
    parts = {"settings": plain_digest(shared), "tools": plain_digest(makers("html"))}
    known: dict[int, str] = {}
    for name, kind, page in opds.shelves(entries):
        if page.number not in known:
            known[page.number] = plain_digest([page.last, [catalogue.plain(entry) for entry in page.entries]])
        write = opds.atom if kind == opds.ATOM else opds.publications
        made = parts | {"articles": known[page.number]}
        slugs = frozenset(entry.slug for entry in page.entries)
        yield Listed(CATALOGUE, name, slugs, made, partial(write, page, shelf))
    if shelf.search:
        yield Listed(CATALOGUE, opds.SEARCH, frozenset(), parts, partial(opds.description, shelf))


def _shown(entry: Entry) -> dict[str, Json]:
    """What a page of the index shows of an entry: neither the cover that e-readers take nor hashes."""
    return catalogue.plain(
        replace(entry, picture=None, offers=tuple(Offer(o.format, o.file, o.size) for o in entry.offers))
    )


def plain_digest(value: Json) -> str:
    """Return the hexadecimal SHA-256 of plain data."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
