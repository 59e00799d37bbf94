"""Edition -> a PDF for paper, screen, voice and archive: PDF/A-3a and PDF/UA-1 where nothing stands in the way."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pubpipe import styling
from pubpipe.editions import phrases
from pubpipe.editions.parts import body_tree, colophon, direction, serialize_html, title_block
from pubpipe.editions.pdf import claims, engine
from pubpipe.editions.pdf.body import for_paper, listing, tables
from pubpipe.editions.pdf.composition.fitting import closest, fitted
from pubpipe.editions.pdf.composition.markers import before_items
from pubpipe.editions.pdf.composition.numbers import leave_out, number_lines
from pubpipe.editions.pdf.directions import mark_ways
from pubpipe.editions.pdf.enclosure import enclose
from pubpipe.editions.pdf.faces import answerable
from pubpipe.editions.pdf.findings import heard, told
from pubpipe.editions.pdf.headline import balanced
from pubpipe.editions.pdf.house import House, asking, house_of, lay_out
from pubpipe.editions.pdf.imposition import Folding, folded, impose, turn_pages
from pubpipe.editions.pdf.languages import mark_tags
from pubpipe.editions.pdf.letters import spelt
from pubpipe.editions.pdf.outlines import name_outlines, numbered
from pubpipe.editions.pdf.page import (
    SourceEntry,
    folio,
    headline_size,
    setting,
    short_title,
    source_entry,
)
from pubpipe.editions.pdf.pagemap import page_map
from pubpipe.editions.pdf.pictures import printable
from pubpipe.editions.pdf.tagging import finish_tags, gathered
from pubpipe.editions.pdf.weights import lacking, weighed
from pubpipe.editions.readings import spelt_out
from pubpipe.editions.works import Calls, link_calls, source_labels
from pubpipe.errors import EditionError
from pubpipe.markup import xhtml_ahead
from pubpipe.model import Asset, Edition, Finding, Json, Rendering
from pubpipe.wording import words

if TYPE_CHECKING:
    import logging

    import pydyf
    from lxml import etree
    from weasyprint import Document


def render(edition: Edition) -> Rendering:
    """Return the PDF of an edition; facts: ``pages`` (how many), ``pdfua`` (whether PDF/UA-1 is claimed), ``pdfa``
    (the level of PDF/A that is claimed: ``3a``, ``3u`` or nothing), ``breaks`` (where each page begins, see
    :mod:`pubpipe.editions.pdf.pagemap`).

    Tagged and described as ISO 14289-1 (PDF/UA-1) and ISO 19005-3 (PDF/A-3) ask, with title, language and
    bookmarks, and with the canonical Markdown inside. No file and no address is read but the style's and the
    manuscript's own. Findings: ``pdf-missing-glyph``, ``pdf-private-character``, ``pdf-picture-missing``,
    ``pdf-picture-unreadable``, ``pdf-picture-too-large``, ``pdf-picture-without-description``,
    ``pdf-heading-skipped``, ``pdf-file-refused``, ``pdf-face-without-bold`` (``-light``, ``-italic``, ``-weight``,
    ``-width``), ``pdf-css-ignored``, ``pdf-code-too-large``. Raises EditionError when Pango is not installed,
    ConfigurationError for a style that does not hold.
    """
    manuscript = edition.manuscript
    with xhtml_ahead(manuscript.body):
        _need_pango()
    body = spelt_out(body_tree(manuscript))
    linked = link_calls(body, edition)
    findings = list(for_paper(body, manuscript, edition.format))
    pictures = {f"asset:{asset.name}": printable(asset) for asset in manuscript.assets}
    sources, more = _sources(edition, linked)
    findings += more
    pictures |= {entry.code.address: entry.code.drawing for entry in sources if entry.code}
    with answerable(edition):
        house = house_of(edition)
        findings += house.findings
        with heard() as log:
            _fit(body, edition, house)
            works = bool(edition.options.citation_style) and not linked.of
            values = {"balanced": balanced(edition, house), "sources": sources, "works": works}
            document = _laid_out(edition, body, values, house, pictures)
            folding = _folding(edition, len(document.pages))
            content = _written(edition, document, folding, log, findings)
    kept = claims.kept(findings, imposed=folding is not None)
    return Rendering(content, tuple(findings), _facts(document, kept, folding))


def _facts(document: Document, kept: claims.Claims, folding: Folding | None) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "pages": len(document.pages),
        "pdfua": kept.ua,
        "pdfa": kept.archival,
        "breaks": page_map(document),
    }
    return facts | ({"signatures": [*folding.signatures]} if folding else {})


def _laid_out(
    edition: Edition,
    body: etree._Element,
    values: Mapping[str, object],
    house: House,
    pictures: Mapping[str, Asset],
) -> Document:
    page = _html(edition, serialize_html(body), values)
    least = closest(edition.style, edition.format[4:])
    return fitted(
        lay_out(page, house, pictures), least, lambda line: lay_out(page, house.leaded(line), pictures)
    )


def _folding(edition: Edition, pages: int) -> Folding | None:
    if edition.format != "pdf-booklet":
        return None
    rtl = direction(edition.manuscript.meta.lang) == "rtl"
    return folded(pages, edition.options.booklet.sheets, rtl=rtl)


def _written(
    edition: Edition,
    document: Document,
    folding: Folding | None,
    log: list[logging.LogRecord],
    findings: list[Finding],
) -> bytes:
    """Write a document with its tags, its source and the claims that hold; adds to the findings what it meets."""
    manuscript, is_draft = edition.manuscript, edition.format == "pdf-draft"
    if is_draft:
        number_lines(document)
    claims.describe(document, manuscript)
    claims.intend_srgb(document)

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        if is_draft:
            leave_out(document, pdf)
        mark_tags(origins, manuscript.meta.lang)
        mark_ways(origins, manuscript.meta.lang)
        finish_tags(document, pdf, origins)
        turn_pages(pdf)
        if folding:
            impose(pdf, folding, edition.options.booklet.thickness)
        name_outlines(pdf)
        enclose(pdf, manuscript)
        findings.extend(told(log, manuscript, edition.style))
        findings.extend(lacking(light, edition.style.name, functools.partial(asking, edition)))
        findings.extend(claims.private_characters(manuscript, findings))
        kept = claims.kept(findings, imposed=folding is not None)
        claims.write_metadata(pdf, manuscript, kept, edition.options.publication)

    with gathered() as origins, spelt(), before_items(), numbered(), weighed() as light:
        content: bytes = document.write_pdf(finisher=finish, **claims.VARIANT)
    return content


def _sources(edition: Edition, linked: Calls) -> tuple[list[SourceEntry], tuple[Finding, ...]]:
    labels, lang = source_labels(edition, linked), edition.manuscript.meta.lang
    if not edition.options.sources_qr:
        return [source_entry(label, lang) for label in labels], ()
    from pubpipe.editions.pdf.codes import codes

    made, findings = codes(labels, words(lang).code_for)
    return [source_entry(label, lang, made.get(label.number)) for label in labels], findings


def _html(edition: Edition, body: str, values: Mapping[str, object]) -> str:
    from markupsafe import Markup

    manuscript = edition.manuscript
    meta = manuscript.meta
    vocabulary, block = words(meta.lang), title_block(manuscript)
    return styling.page(
        edition.style,
        "print.html",
        lang=meta.lang,
        direction=direction(meta.lang),
        setting=setting(meta.lang),
        block=block,
        headline=phrases.spans(block.headline, meta.lang),
        standfirst=phrases.spans(block.standfirst, meta.lang),
        words=vocabulary,
        authors=meta.authors,
        description=meta.description,
        created=meta.date,
        modified=meta.updated,
        publication=edition.options.publication,
        running=short_title(meta.title, styling.token(edition.style, "--running", edition.format[4:])),
        folio=folio(vocabulary.page_of),
        size=headline_size(meta.title),
        body=Markup(body),  # noqa: S704 - the tree's own serialization
        colophon=colophon(manuscript) if edition.options.colophon else "",
        **values,
    )


def _fit(body: etree._Element, edition: Edition, house: House) -> None:
    """Give wide tables and drawings the size at which their words and strokes are whole, as a page of them shows it."""
    wide, drawn = tables.doubtful(body), listing.drawn(body, edition.format)
    if not wide and not drawn:
        return
    from markupsafe import escape

    lang = escape(edition.manuscript.meta.lang)
    probes = tables.probe(wide) + (listing.probe(drawn) if drawn else "")
    page = f'<html lang="{lang}"><title>-</title><body><article>{probes}'
    places = (item for sheet in lay_out(page, house, {}).pages for item in sheet.anchors.items())
    widths = {name: x2 - x1 for name, (x1, _, x2, _) in places}
    tables.fit(wide, widths)
    listing.fit(drawn, widths)


def _need_pango() -> None:
    try:
        engine.load()
    except OSError as error:
        raise EditionError(
            "Pango, which sets the type of the PDF, is not installed",
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, macOS: brew install pango",
        ) from error
