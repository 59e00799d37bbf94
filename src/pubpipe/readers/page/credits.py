"""A page's JSON-LD, meta elements and elements of their own for it -> who wrote it, and on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe.model import Json
from pubpipe.readers.page.sayings import same, spaced
from pubpipe.sources.dates import dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "publish-date", "publication_date", "pubdate", "date",
)  # fmt: skip
_DATED = re.compile(r"(?i)date|publi|posted|byline|dateline|timestamp|meta\b|time\b|fecha|datum|heure|data\b")
_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>1[3-9]|2\d|3[01])-(?P<m>0?[1-9]|1[0-2])-(?P<y>20\d\d)(?!\d)"),
)
# So many elements under a title may say when, each on a line of no more letters; one of two days ("updated") says less.
_UNDER = 3
_LINE = 120
_BESIDE = 30
_TELLING = frozenset(("p", "td", "li", "dd", "pre", "blockquote"))
_AUTHOR_CLASSES = frozenset((
    "author", "author-name", "author_name", "byline__name", "byline-name", "article__author", "entry-author-name",
    "byline", "by-line", "article-byline", "article__byline", "post-byline", "entry-byline", "story-byline",
    "fn", "p-author", "story__author", "wp-block-post-author-name", "wp-block-post-author__name",
))  # fmt: skip
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "article:author")


def authors(root: HtmlElement, metas: dict[str, str], linked: dict[str, Json]) -> Iterator[str]:
    """Yield the authors that a page states: JSON-LD, meta elements, links, an element of the author's own."""
    people = linked.get("author")
    names = [
        spaced(person.get("name") if isinstance(person, dict) else person)
        for person in (people if isinstance(people, list) else [people])
    ]
    if not any(names):
        names = [spaced(next((metas[key] for key in _AUTHORS if _is_name(metas.get(key, ""))), ""))]
    if not any(names):
        names = [
            spaced(a.text_content()) for a in root.iter("a") if "author" in (a.get("rel") or "").split()
        ][:3]
    if not any(names):
        names = list(_named(root))[:1]
    site = metas.get("og:site_name", "")
    for name in dict.fromkeys(re.sub(r"(?i)^(?:by|von|par|por|di)\s+", "", name) for name in names):
        if _is_name(name) and not same(name, site):
            yield name


def _named(root: HtmlElement) -> Iterator[str]:
    """The name in the first element that content systems make for the author's (WordPress' blocks, news sites)."""
    for element in root.iter("a", "address", "div", "p", "span"):
        if _AUTHOR_CLASSES.isdisjoint((element.get("class") or "").split()):
            continue
        around = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in element.iterancestors())
        name = re.sub(r"(?i)^(?:by|von|par|por|di|door|av|af)\s+", "", spaced(element.text_content()))
        if re.search(r"(?i)comment|respond|sidebar|related", around) or any(
            e.tag in ("nav", "aside", "footer") for e in element.iterancestors()
        ):
            continue
        if 2 <= len(name.split()) <= 5 and name[:1].isalpha() and not re.search(r"[:,;|]", name):
            yield name


def _is_name(text: str) -> bool:
    return 2 < len(text) <= 60 and not re.search(r"[/@\d{}<>]|\b(?:admin|staff|editor)\b", text, re.I)


def day(root: HtmlElement, metas: dict[str, str], linked: dict[str, Json], page: str) -> str:
    """Return the ISO 8601 day on which a page says that it was published, empty when nothing tells."""
    stated = [linked.get("datePublished"), *(metas.get(key) for key in _DATES)]
    stated.extend(
        t.get("datetime")
        for t in root.iter("time")
        if t.get("itemprop") == "datePublished" or "pubdate" in t.attrib
    )
    for value in stated:
        match = _DAY.match(str(value or ""))
        if match and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
            return f"{match[1]}-{match[2]}-{match[3]}"
    if shown := _under_title(root):
        return shown
    from htmldate import find_date

    try:
        # Its extensive search tries two hundred locales on every figure of the page: ten seconds and more.
        found = str(
            find_date(page, original_date=True, deferred_url_extractor=True, extensive_search=False) or ""
        )
    except Exception:  # it raises on pages that it cannot parse; a page need not be dated
        found = ""
    # From a year alone it makes the first of January.
    if found and not found.endswith("-01-01") and not _told(root, found):
        return found
    return _in_its_element(root) or _in_address(root, metas)


def _told(root: HtmlElement, day: str) -> bool:
    """Whether a page names a day only in telling of it: in long sentences, or in those of several days."""
    named = False
    for element in root.iter():
        if any(form in value for value in element.attrib.values() for form in (day, day.replace("-", ""))):
            return False
        if element.tag in _TELLING:
            text = spaced(element.text_content())
        elif any(e.tag in _TELLING for e in element.iterancestors()):
            continue
        else:
            text = spaced(" ".join(filter(None, (element.text, *(child.tail for child in element)))))
        days = [found for found in dates(text) if len(found.iso) == 10] if day[:4] in text else []
        if day in {found.iso for found in days}:
            beside = len(text) - sum(found.end - found.start for found in days)
            if beside <= (_LINE if len(days) == 1 else _BESIDE):
                return False
            named = True
    return named


def _in_address(root: HtmlElement, metas: dict[str, str]) -> str:
    """The day in the page's own address: ``/2021/10/29/``, ``29-10-2021``."""
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    for address in (*links, metas.get("og:url")):
        for form in _IN_ADDRESS:
            match = form.search(address or "")
            if match:
                return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    return ""


def _in_its_element(root: HtmlElement) -> str:
    """The first day in an element that content systems make for it, outside comments and other articles' lists."""
    for element in root.iter("time", "span", "p", "div", "td", "small", "li", "i", "em"):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("time", "i", "em") or _DATED.search(named):
            text = spaced(element.text_content())
            days = [found.iso for found in dates(text) if len(found.iso) == 10] if len(text) <= _LINE else []
            beside = any(e.tag in ("nav", "aside", "footer", "ul", "ol") for e in element.iterancestors())
            if days and not beside:
                return days[0]
    return ""


def _under_title(root: HtmlElement) -> str:
    """The day that the page shows right under its last first-level heading, empty without one."""
    titles = list(root.iter("h1"))
    shown: list[str] = []
    after = titles[-1].itersiblings() if titles else iter(())
    for element in after:
        if isinstance(element.tag, str):
            shown.append(spaced(element.text_content()))
        if len(shown) == _UNDER:
            break
    days = [
        found.iso for text in shown if len(text) <= _LINE for found in dates(text) if len(found.iso) == 10
    ]
    return days[0] if days else ""
