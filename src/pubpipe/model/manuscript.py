"""An article in canonical form: what is known about it, its body, its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pubpipe.model.draft import Asset
from pubpipe.model.finding import Json

# The id of the item that holds an article's canonical Markdown in an EPUB of ours: part of the format.
SOURCE_ID = "pubpipe-source"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's or a body's name in CSL's terms: ``literal``, or ``family`` with ``given``."""

    literal: str = ""
    family: str = ""
    given: str = ""

    @property
    def text(self) -> str:
        """The name as it is printed."""
        return self.literal or f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Source:
    """One source as a CSL item with the provenance of its fields, by their CSL names.

    ``derived`` fields were read off the address, ``fetched`` ones come from the page itself, ``edited`` ones
    from the sidecar (an edited field without a value was taken out); all others are given by the article.
    ``note`` holds what the other fields do not, as received; ``extra`` keeps CSL fields that no edition prints.
    """

    id: str
    type: str = "webpage"
    title: str = ""
    authors: tuple[Name, ...] = ()
    container_title: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""
    publisher: str = ""
    note: str = ""
    derived: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    extra: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of an entry: ``kind`` is an HTML element's name or empty, ``href`` where a link leads."""

    kind: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; dates are ISO 8601 days, ``lang`` is BCP 47, empty means unknown."""

    title: str
    lang: str
    title_status: Literal["given", "inferred"] = "given"
    title_source: str = ""
    subtitle: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    place: str = ""
    dateline: str = ""
    agency: str = ""
    description: str = ""
    url: str = ""
    license: str = ""
    extra: tuple[tuple[str, Json], ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One canonical article: ``body`` is Markdown without front matter and sources, ``markdown`` the whole file."""

    slug: str
    meta: Metadata
    body: str
    markdown: str
    sources: tuple[Source, ...] = ()
    assets: tuple[Asset, ...] = ()
