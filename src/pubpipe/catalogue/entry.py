"""What a build keeps of an article -> its entry in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import cast

from pubpipe.model import Json


@dataclass(frozen=True, slots=True)
class Offer:
    """One edition that can be had: its format, its file beside the index's, its size in bytes, its SHA-256."""

    format: str
    file: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover as a picture: its file, its width and height in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the catalogue shows it; dates are ISO 8601, ``byline`` is written in the article's language.

    ``cover`` is the small one of the index, ``picture`` the one of catalogues for e-readers, which take JPEG. File
    names are relative to the catalogue's folder, with ``/`` between folders.
    """

    slug: str
    title: str
    lang: str
    kicker: str = ""
    byline: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    updated: str = ""
    summary: str = ""
    offers: tuple[Offer, ...] = ()
    cover: Cover | None = None
    picture: Cover | None = None

    @property
    def home(self) -> Offer | None:
        """The edition that a title leads to: the web page, else the first that there is."""
        pages = (offer for offer in self.offers if offer.format == "html")
        return next(pages, self.offers[0] if self.offers else None)

    @property
    def changed(self) -> str:
        """The last day that the article tells of itself, empty for none that is a day, a month or a year."""
        return next(filter(is_date, (self.updated, self.date)), "")


_COVERS = ("cover", "picture")
_PLAIN = tuple(f.name for f in fields(Entry) if f.name not in ("authors", "offers", *_COVERS))


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day of ISO 8601 that the calendar has."""
    from datetime import date

    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def plain(one: Entry) -> dict[str, Json]:
    """Return an entry as plain data, for :func:`entry`."""
    covers = {name: getattr(one, name) for name in _COVERS}
    return {
        # dataclasses.asdict takes six times as long, for ten thousand entries more than a second.
        **{name: getattr(one, name) for name in _PLAIN},
        "authors": [*one.authors],
        "offers": [
            {"format": o.format, "file": o.file, "size": o.size, "sha256": o.sha256} for o in one.offers
        ],
        **{
            name: {"file": c.file, "width": c.width, "height": c.height} if c else None
            for name, c in covers.items()
        },
    }


def entry(kept: Mapping[str, Json]) -> Entry | None:
    """Return the entry that plain data hold, None where another version of pubpipe wrote them otherwise."""
    try:
        offers = kept["offers"]
        covers = {name: cast("dict[str, str]", kept[name]) for name in _COVERS}
        return Entry(
            **{name: kept[name] for name in _PLAIN},  # type: ignore[arg-type]
            authors=tuple(cast("list[str]", kept["authors"])),
            offers=tuple(Offer(**offer) for offer in cast("list[dict[str, str]]", offers)),  # type: ignore[arg-type]
            **{name: Cover(**told) if told else None for name, told in covers.items()},  # type: ignore[arg-type]
        )
    except (KeyError, TypeError):
        return None
