"""A page of the index and its house -> one HTML file that needs nothing but the covers beside it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from pubpipe import styling
from pubpipe.catalogue.entry import Entry, is_date
from pubpipe.catalogue.feed import FEED
from pubpipe.catalogue.paging import FRONT, Page, name
from pubpipe.editions.html.metadata import MEDIA_TYPES, called
from pubpipe.editions.html.sheet import dressed, nonce
from pubpipe.editions.parts import direction
from pubpipe.model import Style
from pubpipe.wording import date_text, language_text, size_text, words

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class House:
    """What all pages share: style, publication, the folder's address on the web (may be empty), language.

    ``feed`` says whether there is one beside them.
    """

    style: Style
    publication: str = ""
    url: str = ""
    lang: str = "en"
    feed: bool = False


def language(entries: Iterable[Entry], wanted: str) -> str:
    """Return the language of an index: the project's, else that of most articles, of equals the first by name.

    English articles are one language's, whether American or British; the tag is that of most of them.
    """
    counts = Counter(entry.lang for entry in entries)
    spoken = Counter({_spoken(lang): 0 for lang in counts})
    for lang, count in counts.items():
        spoken[_spoken(lang)] += count
    order = {lang: (-spoken[_spoken(lang)], _spoken(lang), -counts[lang], lang) for lang in counts}
    return wanted or min(counts, key=order.__getitem__, default="en")


def _spoken(lang: str) -> str:
    return lang.split("-", maxsplit=1)[0].lower()


def render(page: Page, house: House) -> bytes:
    """Return a page of the index as HTML (Living Standard, UTF-8); raises ConfigurationError for a style at fault.

    The style's ``index.html`` is filled in; ``web.css``, ``index.css`` and the faces that the page's characters
    need are put into it. It runs no script.
    """
    from markupsafe import Markup

    vocabulary = words(house.lang)
    foreign = vocabulary.lang != house.lang.split("-", 1)[0].lower()
    values: dict[str, object] = {
        "lang": house.lang,
        "direction": direction(house.lang),
        "foreign": Markup(' lang="{}" dir="ltr"').format(vocabulary.lang) if foreign else "",
        "words": vocabulary,
        "title": house.publication or vocabulary.articles,
        "generated": not house.publication,
        "page": page,
        "entries": tuple(_shown(page.entries, house)),
        "newer": name(page.number + 1, page.last) if page.number < page.last else "",
        "older": name(page.number - 1, page.last) if page.number > 1 else "",
        "numbers": tuple((n, name(n, page.last)) for n in range(page.last, 0, -1)) if page.last > 1 else (),
        "canonical": address(house.url, "" if page.name == FRONT else page.name) if house.url else "",
        "publication": house.publication,
        "feed": FEED if house.feed else "",
    }
    bare = styling.page(house.style, "index.html", **values, css="", nonce="")
    sheet, _ = dressed(house.style, bare, "index.css", slanted="<em" in bare)
    values |= {"css": Markup(sheet), "nonce": nonce(sheet)}  # noqa: S704 - the style's own sheet
    return styling.page(house.style, "index.html", **values).encode()


def address(url: str, file: str) -> str:
    """Return a file's address: below the folder's on the web where that is known, else beside the page."""
    return urljoin(url if url.endswith("/") else f"{url}/", quote(file)) if url else quote(file)


def _shown(entries: tuple[Entry, ...], house: House) -> Iterator[dict[str, object]]:
    several = {_spoken(entry.lang) for entry in entries} != {_spoken(house.lang)}
    for entry in entries:
        home = entry.home
        yield {
            "lang": entry.lang,
            "direction": direction(entry.lang),
            "kicker": entry.kicker,
            "title": entry.title,
            "href": quote(home.file) if home else "",
            "byline": entry.byline,
            "date": _time(entry.date, entry.lang),
            "language": language_text(entry.lang) if several else "",
            "summary": entry.summary,
            "cover": entry.cover,
            "cover_href": quote(entry.cover.file) if entry.cover else "",
            "offers": tuple(_offers(entry)),
        }


def _offers(entry: Entry) -> Iterator[dict[str, str]]:
    for offer in entry.offers:
        yield {
            "href": quote(offer.file),
            "type": MEDIA_TYPES.get(offer.format.partition("-")[0], ""),
            "name": called(offer.format),
            "size": size_text(offer.size, entry.lang),
        }


@functools.lru_cache(maxsize=1024)
def _time(iso: str, lang: str) -> Markup | str:
    """HTML Living Standard 4.5.14: a ``time`` element states its day, month or year in the ISO form."""
    from markupsafe import Markup

    shown = date_text(iso, lang)
    return Markup('<time datetime="{}">{}</time>').format(iso, shown) if is_date(iso) else shown
