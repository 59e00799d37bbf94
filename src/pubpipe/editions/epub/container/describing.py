"""What is known about an article -> the metadata of its package document (EPUB 3.3 §5.5)."""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from pubpipe.editions.epub.container.access import Access
from pubpipe.editions.epub.container.names import file_as
from pubpipe.editions.parts import keywords, xml_text
from pubpipe.model import Json, Manuscript

if TYPE_CHECKING:
    from ebooklib import epub

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_NO_DATE = "2000-01-01"  # dcterms:modified must be there, and an article without a date has none


def identifier(manuscript: Manuscript) -> str:
    """Return ``urn:uuid:…``, a name-based UUID (RFC 9562, version 5) of the slug and the canonical text."""
    digest = hashlib.sha256(manuscript.markdown.encode()).hexdigest()
    return uuid.uuid5(uuid.NAMESPACE_URL, f"pubpipe:{manuscript.slug}:{digest}").urn


def modified(manuscript: Manuscript) -> datetime:
    """Return the article's own day of change, else of publication: the clock's would differ in each build."""
    for value in (manuscript.meta.updated, manuscript.meta.date):
        if _ISO_DATE.fullmatch(value):
            try:
                return datetime.fromisoformat(value + "-01" * (2 - value.count("-")))
            except ValueError:
                continue
    return datetime.fromisoformat(_NO_DATE)


def describe(package: epub.EpubBook, manuscript: Manuscript, publication: str, access: Access) -> None:
    """Write the metadata into a package; what is not known is left out."""
    meta = manuscript.meta
    package.set_title(xml_text(meta.title))
    package.set_language(meta.lang)
    for number, name in enumerate(filter(xml_text, meta.authors or (meta.agency,)), 1):
        refined = {"refines": f"#creator-{number}"}
        _add(package, "DC", "creator", name, {"id": f"creator-{number}"})
        _add(package, "OPF", "meta", "aut", {**refined, "property": "role", "scheme": "marc:relators"})
        as_person = file_as(name) if meta.authors else name
        _add(package, "OPF", "meta", as_person, {**refined, "property": "file-as"})
    _add(package, "DC", "publisher", publication)
    # EPUBCheck OPF-053: an ISO date or none.
    _add(package, "DC", "date", meta.date if _ISO_DATE.fullmatch(meta.date) else "")
    _add(package, "DC", "description", meta.description or meta.subtitle)
    for subject in keywords(manuscript):
        _add(package, "DC", "subject", subject)
    _add(package, "DC", "source", meta.url)
    _add(package, "DC", "rights", meta.license)
    _series(package, dict(meta.extra))
    for name, value, lang in access.properties():
        marked = {XML_LANG: lang} if lang and not meta.lang.lower().startswith(lang) else {}
        _add(package, "OPF", "meta", value, {"property": name, **marked})


def describe_conformance(package: epub.EpubBook, claim: str, certified_by: str) -> None:
    """Write the claim of conformance and who answers for it (EPUB Accessibility 1.1 §3.5)."""
    if claim:
        _add(package, "OPF", "meta", claim, {"property": "dcterms:conformsTo", "id": "conformance"})
        refined = {"property": "a11y:certifiedBy", "refines": "#conformance"}
        _add(package, "OPF", "meta", certified_by, refined)


def describe_pages(package: epub.EpubBook, source: str) -> None:
    """Say of which edition the listed pages are, as W3C's page-source-id, and as EPUB 3.3 D.3.10 for older readers."""
    _add(package, "DC", "source", source, {"id": "pages"})
    _add(package, "OPF", "meta", source, {"property": "pageBreakSource"})
    if source:
        _add(package, "OPF", "meta", source, {"property": "schema:pageBreakSource"})
        _add(package, "OPF", "meta", "pagination", {"property": "source-of", "refines": "#pages"})


def _add(
    package: epub.EpubBook, namespace: str, name: str, value: str, attributes: dict[str, str] | None = None
) -> None:
    clean = " ".join(xml_text(value).split())
    if clean:
        package.add_metadata(namespace, name, clean, attributes or {})


def _series(package: epub.EpubBook, extra: dict[str, Json]) -> None:
    name = next(iter(_texts(extra.get("series"))), "")
    if not name:
        return
    _add(package, "OPF", "meta", name, {"property": "belongs-to-collection", "id": "series"})
    _add(package, "OPF", "meta", "series", {"property": "collection-type", "refines": "#series"})
    number = str(extra.get("series-number") or "").strip()
    # EPUB 3.3 D.3.6: whole numbers with points between, as 2 or 2.1.
    if re.fullmatch(r"\d+(\.\d+)*", number, re.ASCII):
        _add(package, "OPF", "meta", number, {"property": "group-position", "refines": "#series"})
    # What readers of EPUB 2 look for, KOReader and calibre before 3.0 among them.
    package.add_metadata(
        None, "meta", "", {"name": "calibre:series", "content": " ".join(xml_text(name).split())}
    )
    if re.fullmatch(r"\d+(\.\d+)?", number, re.ASCII):
        package.add_metadata(None, "meta", "", {"name": "calibre:series_index", "content": number})


def _texts(value: Json) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [str(item) for item in items if isinstance(item, str | int | float) and str(item).strip()]
