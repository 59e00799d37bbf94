"""A page of a catalogue -> a feed of OPDS 2.0 (JSON, on the model of the Readium Web Publication Manifest)."""

from __future__ import annotations

import json

from pubpipe.catalogue.entry import Cover, Entry, Offer, is_date
from pubpipe.catalogue.opds.shelf import (
    ACQUISITION,
    ATOM,
    JSON,
    OPEN_ACCESS,
    Shelf,
    front,
    moment_of,
    offers,
    urn,
)
from pubpipe.catalogue.paging import Page
from pubpipe.editions.html.metadata import MEDIA_TYPES, called
from pubpipe.model import Json


def publications(page: Page, shelf: Shelf) -> bytes:
    """Return one page as JSON in UTF-8.

    Each edition's link has its size and its SHA-256, named ``length`` and ``hash`` as in Readium's licences (LCP).
    What the article does not tell is left out.
    """
    links: list[Json] = [
        {"rel": relation, "href": shelf.address(file), "type": kind}
        for relation, file, kind in shelf.ways(page, JSON)
    ]
    if page.number == page.last:
        links.append({"rel": "alternate", "href": shelf.address(front(ATOM)), "type": ACQUISITION})
    if shelf.search:
        template = shelf.search.replace("{searchTerms}", "{query}")
        links.append({"rel": "search", "href": template, "type": ACQUISITION, "templated": True})
    told: dict[str, Json] = {
        "metadata": {"title": shelf.title},
        "links": links,
        "publications": [_publication(entry, shelf) for entry in page.entries],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _publication(entry: Entry, shelf: Shelf) -> dict[str, Json]:
    metadata: dict[str, Json] = {
        "@type": "http://schema.org/Article",
        "title": entry.title,
        "identifier": urn(f"{entry.slug}:{entry.date}"),
        "language": entry.lang,
    }
    known: dict[str, Json] = {
        "author": [{"name": name} for name in entry.authors],
        "publisher": shelf.publication,
        "published": entry.date if is_date(entry.date) else "",
        "modified": moment_of(entry.changed) if entry.changed else "",
        "description": entry.summary,
        "subject": [{"name": entry.kicker}] if entry.kicker else [],
    }
    metadata |= {name: value for name, value in known.items() if value}
    told: dict[str, Json] = {
        "metadata": metadata,
        "links": [_link(offer, entry, shelf) for offer in offers(entry)],
    }
    return told | ({"images": [_image(entry.picture, shelf)]} if entry.picture else {})


def _link(offer: Offer, entry: Entry, shelf: Shelf) -> dict[str, Json]:
    kind = MEDIA_TYPES.get(offer.format.partition("-")[0], "application/octet-stream")
    href = shelf.address(offer.file)
    told: dict[str, Json] = {"rel": OPEN_ACCESS, "href": href, "type": kind, "title": called(offer.format)}
    told |= {"language": entry.lang, "length": offer.size}
    return told | ({"hash": offer.sha256} if offer.sha256 else {})


def _image(picture: Cover, shelf: Shelf) -> dict[str, Json]:
    return {
        "href": shelf.address(picture.file),
        "type": "image/jpeg",
        "width": picture.width,
        "height": picture.height,
    }
