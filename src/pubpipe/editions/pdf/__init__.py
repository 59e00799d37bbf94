"""Edition -> a PDF for paper and screen, tagged as PDF/UA-1 where nothing stands in the way."""

from __future__ import annotations

import atexit
import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe import styling
from pubpipe.editions.parts import body_tree, direction, serialize, title_block
from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.body import for_paper
from pubpipe.editions.pdf.findings import breaks_claim, heard, told
from pubpipe.editions.pdf.notes import BLOCK, crowding, keep_together
from pubpipe.editions.pdf.page import (
    balance,
    folio,
    headline_size,
    paper,
    setting,
    short_title,
    source_entry,
)
from pubpipe.editions.pdf.tags import furniture_as_artifacts, list_bodies, notes_at_calls, withdraw_claim
from pubpipe.editions.works import Calls, link_calls, source_labels
from pubpipe.errors import EditionError
from pubpipe.markup import xhtml_ahead
from pubpipe.model import Asset, Edition, Rendering
from pubpipe.wording import words

if TYPE_CHECKING:
    import pydyf
    from lxml import etree
    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

VARIANT = "pdf/ua-1"
_AGAIN = 60  # pages laid out again at most: a paragraph that moves may bring the fault to a later page


def render(edition: Edition) -> Rendering:
    """Return the PDF of an edition; facts: ``pages`` (how many), ``pdfua`` (whether PDF/UA-1 is claimed).

    Tagged and described as ISO 14289-1 (PDF/UA-1) asks, with title, language and bookmarks. No file and no
    address is read but the style's and the manuscript's own. Findings: ``pdf-missing-glyph``,
    ``pdf-picture-missing``, ``pdf-picture-unreadable``, ``pdf-picture-without-description``,
    ``pdf-heading-skipped``, ``pdf-file-refused``. Raises EditionError when Pango is not installed,
    ConfigurationError for a style that does not hold.
    """
    manuscript = edition.manuscript
    with xhtml_ahead(manuscript.body):
        _need_pango()
    body = body_tree(manuscript)
    linked = link_calls(body, edition)
    findings = list(for_paper(body, manuscript))
    pictures = {f"asset:{asset.name}": asset for asset in manuscript.assets}
    house = _house(styling.css(edition.style, "print.css"), tuple(edition.style.files.items()))
    findings += told(house.log)
    with heard() as log:
        balanced = _balance(edition, _lay_out(_probe(edition), house, {}))
        document = _settle(
            body, lambda: _lay_out(_html(edition, serialize(body), balanced, linked), house, pictures)
        )

        def finish(_: Document, pdf: pydyf.PDF) -> None:
            list_bodies(pdf)
            notes_at_calls(pdf)
            furniture_as_artifacts(pdf)
            findings.extend(told(log))
            if breaks_claim(findings):
                withdraw_claim(pdf)

        content = document.write_pdf(finisher=finish, pdf_variant=VARIANT)
    return Rendering(
        content, tuple(findings), {"pages": len(document.pages), "pdfua": not breaks_claim(findings)}
    )


def _settle(body: etree._Element, lay_out: Callable[[], Document]) -> Document:
    """Lay out a text, and where a note was driven off the page of its call, again with the cause removed.

    In a book the note stays where it went, on the next page: there, each layout costs as much as all else.
    """
    document, moved, again = lay_out(), set[str](), 0
    while names := crowding([page.anchors for page in document.pages]) - moved:
        again += len(document.pages)
        if again > _AGAIN:
            break
        moved |= names
        keep_together(body, names)
        document = lay_out()
    for page in document.pages:
        for name in [name for name in page.anchors if name.startswith(BLOCK)]:
            del page.anchors[name]
    return document


def _html(edition: Edition, body: str, balanced: list[str], linked: Calls) -> str:
    from markupsafe import Markup

    manuscript = edition.manuscript
    meta = manuscript.meta
    vocabulary = words(meta.lang)
    return styling.page(
        edition.style,
        "print.html",
        lang=meta.lang,
        direction=direction(meta.lang),
        paper=paper(meta.lang, edition.options.page),
        setting=setting(meta.lang),
        block=title_block(manuscript),
        words=vocabulary,
        authors=meta.authors,
        description=meta.description,
        created=meta.date,
        modified=meta.updated,
        publication=edition.options.publication,
        running=short_title(meta.title),
        folio=folio(vocabulary.page_of),
        balanced=balanced,
        size=headline_size(meta.title),
        body=Markup(body),  # noqa: S704 - the tree's own serialization
        sources=[source_entry(label) for label in source_labels(edition, linked)],
        works=bool(edition.options.citation_style) and not linked.of,
    )


def _probe(edition: Edition) -> str:
    """A title block whose links are as wide as the measure, two first words and a space, and each word."""
    from markupsafe import escape

    meta = edition.manuscript.meta
    parts = []
    for tag, text in _ragged(edition):
        each = [str(escape(word)) for word in text.split()]
        cells = [f"{each[0]}&#160;{each[0]}", *each] if each else []
        links = " ".join(f'<a href="#w" style="display: inline-block">{cell}</a>' for cell in cells)
        parts.append(f'<{tag}><a href="#w" style="display: block">x</a>{links}</{tag.split()[0]}>')
    return (
        f'<html lang="{escape(meta.lang)}" class="{paper(meta.lang, edition.options.page)}"><title>-</title>'
        f'<body><article><header class="title-block">{"".join(parts)}</header>'
    )


def _ragged(edition: Edition) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the parts of the title block whose lines are balanced, with their tags."""
    meta = edition.manuscript.meta
    return (f'h1 class="headline {headline_size(meta.title)}"', meta.title), (
        'p class="standfirst"',
        meta.subtitle,
    )


def _balance(edition: Edition, probe: Document) -> list[str]:
    """Return CSS for headline and standfirst: the width that makes their lines of about one length."""
    links = [x2 - x1 for page in probe.pages for _, _, (x1, _, x2, _), _ in page.links]
    css = []
    for _, text in _ragged(edition):
        count = len(text.split())
        measure, pair, *each = links[: count + 2] if count else (links[0], 0.0)
        links = links[len(each) + 2 :] if count else links[1:]
        css.append(balance(each, pair - 2 * each[0], measure) if each else "")
    return css


def _need_pango() -> None:
    try:
        engine.load()
    except OSError as error:
        raise EditionError(
            "Pango, which sets the type of the PDF, is not installed",
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, macOS: brew install pango",
        ) from error


@dataclass(frozen=True, slots=True)
class _House:
    """A style ready for use: parsed stylesheet, the configuration that holds its faces, files by address."""

    sheet: CSS
    fonts: FontConfiguration
    files: Mapping[str, bytes]
    log: tuple[logging.LogRecord, ...]


@functools.lru_cache(maxsize=4)
def _house(sheet: str, files: tuple[tuple[str, bytes], ...]) -> _House:
    """Parse a style's stylesheet and load its faces, once a process: another configuration loses them."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    # WeasyPrint's clean-up needs its modules, which Python takes apart before it empties this cache.
    atexit.register(_house.cache_clear)
    fonts = FontConfiguration()
    addresses = {f"style:{name}": data for name, data in files}
    with heard() as log:
        parsed = CSS(string=sheet, font_config=fonts, url_fetcher=_fetcher(addresses, {}), base_url="style:")
    return _House(parsed, fonts, addresses, tuple(log))


def _lay_out(html: str, house: _House, pictures: Mapping[str, Asset]) -> Document:
    from weasyprint import HTML

    page = HTML(string=html, base_url="asset:", url_fetcher=_fetcher(house.files, pictures))
    return page.render(font_config=house.fonts, stylesheets=[house.sheet])


def _fetcher(files: Mapping[str, bytes], pictures: Mapping[str, Asset]) -> URLFetcher:
    """Serve the style's files and the article's pictures, and refuse every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url].data, {"Content-Type": pictures[url].media_type})
            if url in files:
                return URLFetcherResponse(url, files[url])
            raise ValueError(f"{url} is neither a file of the style nor a picture of the article")

    return Closed()
