"""A page of a catalogue -> an acquisition feed of OPDS 1.2 (Atom, RFC 4287)."""

from __future__ import annotations

from lxml import etree

from pubpipe.catalogue.entry import Cover, Entry, Offer, is_date
from pubpipe.catalogue.opds.search import SEARCH
from pubpipe.catalogue.opds.shelf import (
    ATOM,
    JSON,
    OPDS_2,
    OPEN_ACCESS,
    Shelf,
    front,
    moment,
    moment_of,
    offers,
    urn,
)
from pubpipe.catalogue.paging import Page
from pubpipe.editions.html.metadata import MEDIA_TYPES, called
from pubpipe.editions.parts import xml_text

_ATOM = "http://www.w3.org/2005/Atom"
_TERMS = "http://purl.org/dc/terms/"
_METALINK = "urn:ietf:params:xml:ns:metalink"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_IMAGES = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")


def atom(page: Page, shelf: Shelf) -> bytes:
    """Return one page as XML in UTF-8.

    Each edition has its size (``length``) and its SHA-256 as RFC 5854 (4.2.4) writes it, within its link. What the
    article does not tell is left out but for ``updated``, which Atom demands.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "dc": _TERMS, "ml": _METALINK})  # type: ignore[dict-item]
    root.set(f"{_XML}lang", shelf.lang)
    if shelf.base:
        root.set(f"{_XML}base", shelf.base)
    number = "" if page.number == page.last else f":{page.number}"
    _add(root, "id", urn(f"opds:{shelf.identity}{number}"))
    _add(root, "title", shelf.title)
    _add(root, "updated", moment_of(max((entry.changed for entry in page.entries), default="")))
    if shelf.publication:
        _add(_add(root, "author"), "name", shelf.publication)
    for relation, file, kind in shelf.ways(page, ATOM):
        _add(root, "link", rel=relation, type=kind, href=shelf.address(file))
    if page.number == page.last:
        _add(root, "link", rel="alternate", type=OPDS_2, href=shelf.address(front(JSON)))
    if shelf.search:
        kind = "application/opensearchdescription+xml"
        _add(root, "link", rel="search", type=kind, href=shelf.address(SEARCH))
    _add(root, "generator", "pubpipe")
    for entry in page.entries:
        _add_entry(root, entry, shelf)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add_entry(root: etree._Element, entry: Entry, shelf: Shelf) -> None:
    element = _add(root, "entry")
    element.set(f"{_XML}lang", entry.lang)
    _add(element, "title", entry.title)
    _add(element, "id", urn(f"{entry.slug}:{entry.date}"))
    _add(element, "updated", moment(entry))
    if is_date(entry.date):
        _add(element, "published", moment_of(entry.date))
        _term(element, "issued", entry.date)
    for name in entry.authors or tuple(filter(None, (entry.byline or shelf.publication or shelf.title,))):
        _add(_add(element, "author"), "name", name)
    _term(element, "language", entry.lang)
    if shelf.publication:
        _term(element, "publisher", shelf.publication)
    if entry.kicker:
        _add(element, "category", term=entry.kicker, label=entry.kicker)
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.picture:
        _add_images(element, entry.picture, shelf)
    for offer in offers(entry):
        _add_offer(element, entry, offer, shelf)


def _add_images(element: etree._Element, picture: Cover, shelf: Shelf) -> None:
    for relation in _IMAGES:
        _add(element, "link", rel=relation, type="image/jpeg", href=shelf.address(picture.file))


def _add_offer(element: etree._Element, entry: Entry, offer: Offer, shelf: Shelf) -> None:
    kind = MEDIA_TYPES.get(offer.format.partition("-")[0], "application/octet-stream")
    href, name = shelf.address(offer.file), called(offer.format)
    link = _add(element, "link", rel=OPEN_ACCESS, type=kind, href=href, title=name, hreflang=entry.lang)
    link.set("length", str(offer.size))
    if offer.sha256:
        etree.SubElement(link, f"{{{_METALINK}}}hash", {"type": "sha-256"}).text = offer.sha256
    if offer.format == "html":
        _add(element, "link", rel="alternate", type=kind, href=href, hreflang=entry.lang)


def _add(parent: etree._Element, name: str, words: str = "", **attributes: str) -> etree._Element:
    told = {key: xml_text(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", told)
    element.text = xml_text(words) or None
    return element


def _term(parent: etree._Element, name: str, words: str) -> None:
    etree.SubElement(parent, f"{{{_TERMS}}}{name}").text = xml_text(words)
