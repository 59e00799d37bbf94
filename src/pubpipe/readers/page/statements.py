"""A page's own statements (JSON-LD, meta elements, its headings) -> title, authors, day, language, address."""

from __future__ import annotations

import itertools
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.model import Json
from pubpipe.readers.page.credits import authors, day
from pubpipe.readers.page.elements import is_control
from pubpipe.readers.page.sayings import compact, same, spaced

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
# Scripts without spaces set none around the dash before the site's name either.
_PARTED = re.compile(
    r"\s+(?:[|–—·•»«:/-]|--)\s+|\s*\|\s*|(?<=[\u3040-\u30ff\u3400-\u9fff])[-_–—]+(?=[\u3040-\u30ff\u3400-\u9fff])"
)
_ARTICLE = re.compile(r"(?i)article|posting|report|page$|recipe|review")
_ENTRY = "entry-title"
_LONGEST = 200
_SHOUTED = 50  # elements among which one may hold the title
_SEAMS = 20  # a title that has more has no parts of its own
_OWN_LINKS = ("canonical", "shortlink", "alternate", "home", "pingback", "start", "index")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page says about itself, by the keys of a front matter; and the words of its first-level headings."""

    values: tuple[tuple[str, Json], ...]
    base: str


def statements(root: HtmlElement, page: str) -> Statements:
    """Return what a page states (NORMALIZER 1.3 `title`, 2).

    JSON-LD and meta elements come before headings, since a heading may be the site's name; the day falls
    back to what htmldate reads off the page.
    """
    metas = _metas(root)
    linked = next(_linked(root), {})
    url = _address(root, metas)
    base = _base(root) or url
    values: dict[str, Json] = {
        "title": _title(root, metas, linked),
        "author": list(authors(root, metas, linked)),
        "date": day(root, metas, linked, page),
        "lang": _language(root, metas),
        "description": spaced(metas.get("og:description") or metas.get("description") or ""),
        "url": url,
    }
    return Statements(tuple((key, value) for key, value in values.items() if value), base)


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked(root: HtmlElement) -> Iterator[dict[str, Json]]:
    """The JSON-LD objects that describe an article, the first one first."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data: Json = json.loads(_bare(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(data) if item.get("headline") or item.get("datePublished"))


def _bare(script: str) -> str:
    """A script's data without the CDATA section or the comment that some pages wrap it in."""
    content = script.replace("<![CDATA[", "").replace("]]>", "")
    starts = [at for sign in "[{" if (at := content.find(sign)) >= 0]
    return content[min(starts, default=0) : max(content.rfind("]"), content.rfind("}")) + 1]


def _objects(data: Json) -> Iterator[dict[str, Json]]:
    queue: deque[Json] = deque([data])
    while queue:
        item = queue.popleft()
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in kinds):
                yield item
            queue.extend(value for key, value in item.items() if key in ("@graph", "mainEntity"))


def _title(root: HtmlElement, metas: dict[str, str], linked: dict[str, Json]) -> str:
    element = root.find(".//head/title")
    whole = spaced("" if element is None else element.text_content())
    stated = [
        spaced(linked.get("headline")),
        spaced(metas.get("og:title")),
        spaced(metas.get("twitter:title")),
    ]
    sites = _sites(root, metas)
    shown = [text for h in root.iter("h1") if len(text := _said(h)) >= 5 and not _is_site(text, sites)]
    # hAtom's name of an entry, on pages without a heading of the first level.
    named = (
        []
        if shown
        else [e for e in root.iter("span", "div", "p") if _ENTRY in (e.get("class") or "").split()]
    )
    shown += [text for e in named[:2] if 5 <= len(text := spaced(e.text_content())) <= _LONGEST]
    parts = _parts(whole)
    # A heading that the page states as its title, too, is the one that people see.
    for heading in (*shown, *map(_said, root.iter("h2", "h3"))):
        if any(same(heading, text) for text in (*stated, *parts) if text and not _is_site(text, sites)):
            return heading
    if not any(stated):
        # A page without headings shows its title in bold or in large letters.
        for shouted in itertools.islice(root.iter("b", "strong", "font"), _SHOUTED):
            text = spaced(shouted.text_content())
            if len(text.split()) >= 3 and any(same(text, part) for part in parts[1:]):
                return text
    if len(shown) == 1 and not any(stated) and (named or not _is_said(root, parts)):
        return shown[0]
    primary = next((text for text in (stated[1], stated[0], stated[2], whole) if text), "")
    if not primary:
        return shown[0] if len(shown) == 1 else ""
    return _without_site(primary, sites, stated)


def _is_said(root: HtmlElement, parts: list[str]) -> bool:
    """Whether a page shows a part of its title element; where it does not, its one heading is its title."""
    body = root.find("body")
    shown = "" if body is None else spaced(body.text_content()).casefold()
    return any(part.casefold() in shown for part in parts if part)


def _said(heading: HtmlElement) -> str:
    """Return the words of a heading, its lines parted, without what only works the page: the link to itself."""
    within = {part for e in heading.iterdescendants() if is_control(e) for part in e.iter()}
    kept: list[str] = []
    for part in heading.xpath(".//text() | .//br"):
        if not hasattr(part, "is_tail"):
            kept.append(" ")
        elif (part.getparent().getparent() if part.is_tail else part.getparent()) not in within:
            kept.append(part)
    return spaced("".join(kept))


def _sites(root: HtmlElement, metas: dict[str, str]) -> frozenset[str]:
    """The site's name as it states it, and the names of the hosts that the page is from."""
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() in _OWN_LINKS]
    links += [a.get("href") for h in root.iter("h1") for a in h.iter("a")]
    hosts = {
        m[1].lower()
        for link in (*links, metas.get("og:url"))
        if (m := re.match(r"https?://([^/?#]+)", link or ""))
    }
    names = {compact(metas.get("og:site_name", "")), compact(metas.get("application-name", ""))}
    return frozenset({*names, *(compact(host.removeprefix("www.")) for host in hosts)} - {""})


def _is_site(text: str, sites: frozenset[str]) -> bool:
    name = compact(text)
    return any(name == site or (len(name) >= 4 and site.startswith(name)) for site in sites)


def _parts(title: str) -> list[str]:
    """A title element's parts, and what stands before and after each of its seams."""
    seams = list(_PARTED.finditer(title))
    if len(seams) > _SEAMS:
        return [title]
    return [
        title,
        *_PARTED.split(title),
        *(title[: m.start()] for m in seams),
        *(title[m.end() :] for m in seams),
    ]


def _without_site(title: str, sites: frozenset[str], stated: list[str]) -> str:
    """A title without the name of its site at the end or the beginning."""
    shorter = [text for text in stated if text and title.startswith(text) and len(text) < len(title)]
    seams = list(_PARTED.finditer(title))
    if shorter and any(seam.start() == len(shorter[0]) for seam in seams):
        return shorter[0]
    if seams and _is_site(title[seams[-1].end() :], sites):
        return title[: seams[-1].start()]
    return title[seams[0].end() :] if seams and _is_site(title[: seams[0].start()], sites) else title


def _language(root: HtmlElement, metas: dict[str, str]) -> str:
    stated = (
        _around_the_text(root),
        root.get("lang") or root.get("xml:lang") or "",
        metas.get("content-language", ""),
        metas.get("og:locale", ""),
    )
    for value in stated:
        tag = value.strip().split(",")[0]
        if _TAG.fullmatch(tag):
            parts = tag.replace("_", "-").split("-")
            return "-".join([parts[0].lower(), *(p.upper() if len(p) == 2 else p for p in parts[1:])])
    return ""


def _around_the_text(root: HtmlElement) -> str:
    """The language of the innermost element that holds most of a page's text (HTML, 3.2.6.2 `lang`), where one says."""
    found = ""
    holders = root.xpath("body/descendant-or-self::*[@lang]")[:_SHOUTED]
    most = _length(root.find("body")) / 2 if holders else 0
    for holder in holders:
        if _length(holder) > most:
            found = holder.get("lang")
    return found


def _length(element: HtmlElement) -> int:
    texts = element.xpath(".//text()[not(parent::script or parent::style)]")
    return sum(len(text.strip()) for text in texts)


def _address(root: HtmlElement, metas: dict[str, str]) -> str:
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    for value in (*links, metas.get("og:url")):
        address = (value or "").strip()
        if re.match(r"https?://[^\s/<>]+\.[^\s<>]*$", address):
            return address
    return ""


def _base(root: HtmlElement) -> str:
    element = root.find(".//base")
    address = "" if element is None else (element.get("href") or "").strip()
    return address if re.match(r"https?://", address) else ""
