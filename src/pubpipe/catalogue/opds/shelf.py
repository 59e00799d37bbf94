"""Entries -> the pages of a catalogue, and what all of these share: names, addresses, moments."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from pubpipe.catalogue.entry import Entry, Offer, is_date
from pubpipe.catalogue.paging import Page, pages

ATOM, JSON = ".xml", ".json"  # OPDS 1.2 and 2.0
SIZE = 50  # entries of an older page; so the front has up to 99, and a hundred make two pages
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
OPDS_2 = "application/opds+json"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"

# Atom demands of everything when it was updated; an article without a day gets that of its e-book.
_NO_DATE = "2000-01-01"
# As people ask for an edition on a reader, the e-book first; what is not here follows.
_ORDER = ("epub", "pdf", "html", "txt", "md")
_TYPES = {ATOM: ACQUISITION, JSON: OPDS_2}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What all pages of a catalogue share.

    ``identity`` is a name that stays, see :func:`identity`; ``url`` is the folder's address on the web (may be empty),
    ``index`` the file of the folder's web index, ``search`` the OpenSearch template of what answers searches, both
    empty where there is none.
    """

    identity: str
    title: str
    lang: str = "en"
    publication: str = ""
    url: str = ""
    index: str = ""
    search: str = ""

    @property
    def base(self) -> str:
        """The address that all others are relative to, empty for that of the catalogue itself."""
        return self.url if not self.url or self.url.endswith("/") else f"{self.url}/"

    def address(self, file: str) -> str:
        """Return a file's address: below the folder's where that is known, else beside the catalogue."""
        return urljoin(self.base, quote(file))

    def ways(self, page: Page, kind: str) -> Iterator[tuple[str, str, str]]:
        """Yield (relation, file, media type) of the ways from a page of one kind, its own first."""
        yield "self", _name(page.number, page.last, kind), _TYPES[kind]
        yield "start", front(kind), _TYPES[kind]
        if page.last > 1:
            yield "first", front(kind), _TYPES[kind]
            yield "last", _name(1, page.last, kind), _TYPES[kind]
        if page.number < page.last:
            yield "previous", _name(page.number + 1, page.last, kind), _TYPES[kind]
        if page.number > 1:
            yield "next", _name(page.number - 1, page.last, kind), _TYPES[kind]
        if self.index:
            yield "alternate", self.index, "text/html"


def shelves(entries: Iterable[Entry]) -> Iterator[tuple[str, str, Page]]:
    """Yield (file name, ``ATOM`` or ``JSON``, page) of all pages of a catalogue, newest first.

    As in the index pages are counted from the oldest, so that a new article changes the front page alone.
    """
    cut = pages(entries, SIZE)
    for kind in (ATOM, JSON):
        for page in cut:
            yield _name(page.number, page.last, kind), kind, page


def front(kind: str) -> str:
    """Return the name of the file that readers are given: ``opds.xml`` or ``opds.json``."""
    return f"opds{kind}"


def is_catalogue(file: str) -> bool:
    """Whether a file name is that of a page of a catalogue, or of its search description."""
    return re.fullmatch(r"opds(\.\d+)?\.(xml|json)|opds\.search\.xml", file, re.ASCII) is not None


def identity(entries: Iterable[Entry], url: str, publication: str) -> str:
    """Return what stays the name of a catalogue: its address, else its publication, else its oldest article."""
    oldest = min((f"{e.date} {e.slug}" for e in entries), default="")
    return url or publication or oldest


def urn(told: str) -> str:
    """Return a name-based UUID (RFC 9562, version 5) as an IRI."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"pubpipe:{told}").urn


def offers(entry: Entry) -> list[Offer]:
    """Return an entry's editions as readers want them, the e-book first."""
    return sorted(entry.offers, key=lambda offer: _rank(offer.format))


def moment(entry: Entry) -> str:
    """Return when an article was changed last, by what it says itself (RFC 3339); see ``_NO_DATE``."""
    return moment_of(entry.changed)


def moment_of(iso: str) -> str:
    """Return the first moment of a year, month or day."""
    day = iso if is_date(iso) else _NO_DATE
    return f"{day}{'-01' * (2 - day.count('-'))}T00:00:00Z"


def _rank(form: str) -> tuple[int, str]:
    kind = form.partition("-")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), form)


def _name(number: int, last: int, kind: str) -> str:
    return front(kind) if number == last else f"opds.{number}{kind}"
