"""A page as fetched -> what it says of itself as a source (CSL fields), and a digest of its main words."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.errors import ArticleError
from pubpipe.model import Json
from pubpipe.readers.decode import decode
from pubpipe.readers.page.statements import statements

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WHOLE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_LONGEST = 500  # characters of a title or a name; what is longer is a text that stands where they belong
_FOREIGN = re.compile("[À-ÿ]{4}")  # words of another script, read as Windows-1252
_DOI = re.compile(r"10\.\d{4,9}/\S+")
# By what the name of the whole is given as, the CSL type of the part (Google Scholar's inclusion guidelines).
_KINDS = {"citation_journal_title": "article-journal", "citation_conference_title": "paper-conference"}


@dataclass(frozen=True, slots=True)
class Told:
    """The CSL fields of a page that it states, and the SHA-256 of its main text's words (empty: it has none)."""

    fields: dict[str, Json]
    digest: str


def told(data: bytes, charset: str = "") -> Told:
    """Return what a page says of itself: citation meta tags (Highwire Press), JSON-LD, meta elements, htmldate.

    ``charset`` is what the server states; what the bytes are speaks louder. A page that cannot be parsed tells nothing.
    """
    from lxml import html

    page = _text(data, charset)
    try:
        root = html.document_fromstring(
            page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (ValueError, AssertionError, html.etree.LxmlError):
        return Told({}, "")
    stated = dict(statements(root, page).values)
    cited = _citation(root)
    linked = list(_linked(root))
    kind, container = _kind(cited)
    fields: dict[str, Json] = {
        "type": kind,
        "title": _first(cited, "citation_title") or str(stated.get("title") or ""),
        "author": list(_authors(cited, linked, stated)),
        "container-title": container or _site(root, linked),
        "volume": _first(cited, "citation_volume"),
        "issue": _first(cited, "citation_issue"),
        "page": _pages(cited),
        "issued": _issued(cited) or str(stated.get("date") or ""),
        "DOI": _doi(cited),
    }
    return Told({name: value for name, value in fields.items() if value and _is_short(value)}, _digest(page))


def _is_short(value: Json) -> bool:
    if isinstance(value, list):
        return all(map(_is_short, value))
    if isinstance(value, dict):
        return all(map(_is_short, value.values()))
    return len(str(value)) <= _LONGEST


def _text(data: bytes, charset: str) -> str:
    """By its mark, as UTF-8 where it is that, else as stated, as Windows-1252, or as what it looks like."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig", "replace" if marked else "strict").replace(
            "\x00", ""
        )
    except UnicodeDecodeError:
        pass
    found = re.search(rb"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", data[:4096], re.I)
    for name in (charset, found[1].decode("ascii", "replace") if found else ""):
        wanted = "cp1252" if name.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else name
        if wanted.lower().replace("_", "-") in ("", "utf-8", "utf8"):
            continue
        try:
            return data.decode(wanted, "replace").replace("\x00", "")
        except LookupError:
            continue
    western = data.decode("cp1252", "replace").replace("\x00", "")
    if not _FOREIGN.search(western):
        return western
    try:
        return decode(data, "the page")[0].replace("\x00", "")
    except ArticleError:  # no text
        return western


def _citation(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name.startswith("citation_") and content:
            found.setdefault(name, []).append(content)
    return found


def _first(cited: dict[str, list[str]], *names: str) -> str:
    return next((cited[name][0] for name in names if name in cited), "")


def _linked(root: HtmlElement) -> Iterator[dict[str, Json]]:
    """The JSON-LD objects with an author or a publisher, outermost first."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            queue: deque[Json] = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while queue:
            item = queue.popleft()
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                queue += [item.get("@graph"), item.get("mainEntity")]
                if "author" in item or "publisher" in item:
                    yield item


def _authors(
    cited: dict[str, list[str]], linked: list[dict[str, Json]], stated: dict[str, Json]
) -> Iterator[dict[str, Json]]:
    """Names as they are written: parted only where the page parts them, in citation tags or in schema.org's Person."""
    if "citation_author" in cited:
        # Some sites put all names into one element.
        for name in (part.strip() for value in cited["citation_author"] for part in value.split(";")):
            family, comma, given = name.partition(", ")
            if comma and given and "," not in given:
                yield {"family": family, "given": given}
            elif name:
                yield {"literal": name}
        return
    for item in linked:
        people = item.get("author")
        listed = [p for p in (people if isinstance(people, list) else [people]) if isinstance(p, dict)]
        if any(person.get("familyName") for person in listed):
            yield from (name for name in map(_person, listed) if name)
            return
    names = stated.get("author")
    for whole in names if isinstance(names, list) else []:
        yield {"literal": str(whole)}


def _person(person: dict[str, Json]) -> dict[str, Json]:
    family, given, whole = (
        " ".join(str(person.get(key) or "").split()) for key in ("familyName", "givenName", "name")
    )
    if family:
        return {"family": family, "given": given} if given else {"family": family}
    return {"literal": whole} if whole else {}


def _kind(cited: dict[str, list[str]]) -> tuple[str, str]:
    """The CSL type of a work that is part of another, and that one's title."""
    return next(((kind, cited[tag][0]) for tag, kind in _KINDS.items() if tag in cited), ("", ""))


def _pages(cited: dict[str, list[str]]) -> str:
    first, last = _first(cited, "citation_firstpage"), _first(cited, "citation_lastpage")
    return f"{first}-{last}" if first and last and last != first else first


def _site(root: HtmlElement, linked: list[dict[str, Json]]) -> str:
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:site_name" and meta.get("content"):
            return " ".join(str(meta.get("content")).split())
    for item in linked:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and publisher.get("name"):
            return " ".join(str(publisher["name"]).split())
    return ""


def _issued(cited: dict[str, list[str]]) -> str:
    value = _first(cited, "citation_publication_date", "citation_date", "citation_online_date")
    match = _WHOLE.match(value)
    return "-".join(part.zfill(2) for part in match.groups() if part) if match else ""


def _doi(cited: dict[str, list[str]]) -> str:
    match = _DOI.search(_first(cited, "citation_doi"))
    return match[0] if match else ""


def _digest(page: str) -> str:
    from trafilatura import extract

    words = re.findall(r"\w+", (extract(page, include_comments=False, include_tables=True) or "").casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""
