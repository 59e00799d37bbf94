"""An edition -> what machines read about it in a web page: description, Open Graph, schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from pubpipe.editions.parts import is_link
from pubpipe.model import Edition, Json, Source
from pubpipe.sources.labels import archived
from pubpipe.wording import words

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "txt": "text/plain",
    "md": "text/markdown",
    "html": "text/html",
}
_DESCRIPTION = 200  # characters; what a search page or a link's card shows


def lead(tree: etree._Element) -> str:
    """Return the first words of a body tree's paragraphs, without dateline and calls of notes.

    As many as a description holds, with an ellipsis where they are cut.
    """
    text = " ".join(" ".join(_plain(paragraph) for paragraph in tree.iterfind("p")).split())
    if len(text) <= _DESCRIPTION:
        return text
    cut = text[:_DESCRIPTION].rpartition(" ")[0] or text[:_DESCRIPTION]
    return f"{cut.rstrip(' ,;:–—-')}…"


def home(edition: Edition) -> str:
    """Return the article's address on the web: where it came from, else where its page will stand; may be empty."""
    own = edition.manuscript.meta.url
    return own if is_link(own) else _at_home(edition, f"{edition.manuscript.slug}.html")


def image(edition: Edition) -> str:
    """Return the address of the cover that stands beside the page, by the fact ``cover``; empty where none is known."""
    cover = edition.facts.get("cover")
    return _at_home(edition, cover) if isinstance(cover, str) else ""


def _at_home(edition: Edition, file: str) -> str:
    site = edition.options.site
    return f"{site.removesuffix('/')}/{quote(file)}" if site else ""


def cards(edition: Edition, description: str) -> Iterator[tuple[str, str]]:
    """Yield the Open Graph properties that are known (ogp.me)."""
    meta = edition.manuscript.meta
    known = [
        ("og:type", "article"),
        ("og:title", meta.title),
        ("og:description", description),
        ("og:url", home(edition)),
        ("og:image", image(edition)),
        ("og:image:alt", meta.title if image(edition) else ""),
        ("og:site_name", edition.options.publication),
        ("og:locale", meta.lang.replace("-", "_") if re.fullmatch("[a-z]{2}-[A-Z]{2}", meta.lang) else ""),
        ("article:published_time", meta.date),
        ("article:modified_time", meta.updated),
        *(("article:author", author) for author in meta.authors),
    ]
    yield from ((name, value) for name, value in known if value)


def around(edition: Edition, name: str) -> str:
    """Return the address of the ``index`` that the page is in, or of its ``feed``; empty where there is none.

    The facts of these names hold file names relative to the page.
    """
    return quote(str(edition.facts.get(name) or ""))


def alternates(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield address, media type and name of the sister editions that stand beside the page, and of the feed.

    The fact ``sisters`` holds a pair of format and file name for each.
    """
    sisters = edition.facts.get("sisters")
    for sister in sisters if isinstance(sisters, list) else ():
        if isinstance(sister, list) and len(sister) == 2:
            form, name = map(str, sister)
            if media_type := MEDIA_TYPES.get(form.partition("-")[0]):
                yield quote(name), media_type, called(form)
    if feed := around(edition, "feed"):
        title = edition.options.publication or words(edition.manuscript.meta.lang).articles
        yield feed, "application/atom+xml", title


def called(form: str) -> str:
    """Return what people call a format: ``PDF``, of a variant ``PDF (large)``."""
    kind, _, variant = form.partition("-")
    name = "Markdown" if kind == "md" else kind.upper()
    return f"{name} ({variant})" if variant else name


def linked_data(edition: Edition, description: str) -> str:
    """Return the article as schema.org JSON-LD, known facts alone; a dateline or an agency makes it news."""
    meta = edition.manuscript.meta
    known: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle" if meta.dateline or meta.agency else "Article",
        "headline": meta.title,
        "alternativeHeadline": meta.subtitle,
        "description": description,
        "inLanguage": meta.lang,
        "url": home(edition),
        "image": image(edition),
        "datePublished": meta.date,
        "dateModified": meta.updated,
        "dateline": meta.dateline,
        "author": [{"@type": "Person", "name": name} for name in meta.authors],
        "sourceOrganization": {"@type": "Organization", "name": meta.agency} if meta.agency else "",
        "publisher": {"@type": "Organization", "name": edition.options.publication}
        if edition.options.publication
        else "",
        "license": meta.license if is_link(meta.license) else "",
        "citation": [cited for source in edition.manuscript.sources if (cited := _citation(source))],
    }
    text = json.dumps({name: value for name, value in known.items() if value}, ensure_ascii=False)
    # Nothing in it may end the element that it stands in.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _citation(source: Source) -> dict[str, Json]:
    """A source as schema.org's CreativeWork; a title read off the address is not claimed as its name."""
    name = "" if "title" in source.derived else source.title
    address = source.url if is_link(source.url) else ""
    known: dict[str, Json] = {"@type": "CreativeWork"}
    if name:
        known["name"] = name
    if address:
        known["url"] = address
    if (copy := archived(source, "en")) is not None and len(known) > 1:
        known["archivedAt"] = copy.address
    return known if len(known) > 1 else {}


def _plain(element: etree._Element) -> str:
    if element.get("class") in {"dateline", "footnote-ref"}:
        return ""
    return (element.text or "") + "".join(_plain(child) + (child.tail or "") for child in element)
