"""Entries -> an Atom feed (RFC 4287) of the newest of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from urllib.parse import quote, urljoin

from lxml import etree

from pubpipe.catalogue.entry import Entry, is_date
from pubpipe.editions.html.metadata import MEDIA_TYPES, called
from pubpipe.editions.parts import xml_text

FEED = "feed.xml"
NEWEST = 50  # entries; feed readers look often, the whole is in the index

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def feed(entries: Iterable[Entry], title: str, url: str, lang: str) -> bytes | None:
    """Return the feed, None where no article tells its date.

    Atom demands of each entry when it was updated (4.2.15). Articles that do not tell are left out: a time of
    the clock, or of the file, would be invented. With ``url``, the folder's address on the web, it is the base of
    all addresses (XML Base); without it they are relative to the feed, which RFC 4287 allows (2).
    """
    dated = sorted(
        (e for e in entries if e.changed), key=lambda e: (e.changed, e.title, e.slug), reverse=True
    )
    if not dated:
        return None
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set(_LANG, lang)
    base = url if not url or url.endswith("/") else f"{url}/"
    if base:
        root.set(_BASE, base)
    first = min(dated, key=lambda e: (e.date or e.changed, e.slug))
    _add(root, "id", _name(f"feed:{base or title or _identity(first)}"))
    _add(root, "title", title)
    _add(root, "updated", _moment(dated[0].changed))
    _add(root, "link", rel="self", type="application/atom+xml", href=_address(base, FEED))
    _add(root, "link", rel="alternate", type="text/html", href=_address(base, "") or "index.html")
    _add(root, "generator", "pubpipe")
    for entry in dated[:NEWEST]:
        _add_entry(root, entry, title, base)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_entry(root: etree._Element, entry: Entry, title: str, base: str) -> None:
    element = _add(root, "entry")
    element.set(_LANG, entry.lang)
    _add(element, "id", _name(_identity(entry)))
    _add(element, "title", entry.title)
    if is_date(entry.date):
        _add(element, "published", _moment(entry.date))
    _add(element, "updated", _moment(entry.changed))
    # An author is asked of each entry (4.2.1); for an article that names none it is the publication.
    for name in entry.authors or tuple(filter(None, (entry.byline or title,))):
        _add(_add(element, "author"), "name", name)
    if entry.summary:
        _add(element, "summary", entry.summary)
    for offer in entry.offers:
        kind = MEDIA_TYPES.get(offer.format.partition("-")[0])
        rel = "alternate" if offer == entry.home else "enclosure"
        link = _add(element, "link", rel=rel, href=_address(base, offer.file), title=called(offer.format))
        link.attrib.update({"type": kind, "hreflang": entry.lang} if kind else {"hreflang": entry.lang})
        if rel == "enclosure":
            link.set("length", str(offer.size))


def _add(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = xml_text(words) or None
    return element


def _identity(entry: Entry) -> str:
    """What stays with an article when its text, its title, even its place on the web change."""
    return f"{entry.slug}:{entry.date}"


def _name(told: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"pubpipe:{told}").urn


def _moment(iso: str) -> str:
    """RFC 3339: a day begins at midnight, a month or a year with its first day."""
    return f"{iso}{'-01' * (2 - iso.count('-'))}T00:00:00Z"


def _address(base: str, file: str) -> str:
    return urljoin(base, quote(file))
