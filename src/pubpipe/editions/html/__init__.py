"""An edition -> one HTML file that needs nothing beside it: text, styles, faces and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe import styling
from pubpipe.editions.html.body import Body, dress
from pubpipe.editions.html.metadata import alternates, around, cards, home, lead, linked_data
from pubpipe.editions.html.sheet import dressed, nonce
from pubpipe.editions.parts import body_tree, direction, is_link, title_block
from pubpipe.editions.works import Calls, entry_markup, link_calls, robust_links, source_labels
from pubpipe.model import Edition, Rendering
from pubpipe.wording import Words, words

if TYPE_CHECKING:
    from markupsafe import Markup

# What web.css sets in italics.
_SLANTED = ("<em>", "<h4>", "<cite", 'class="standfirst"', 'class="missing"')


def render(edition: Edition) -> Rendering:
    """Return a web page (HTML Living Standard, UTF-8) that makes no request and runs no script.

    The style's ``web.html`` is filled in; ``web.css`` and those faces of ``web-faces.css`` that the page's
    characters need are put into it. Facts: ``faces``, the embedded font files, and ``description``. Findings:
    ``html-unsafe-link``, ``html-picture-missing``, ``html-picture-undescribed``. Raises ConfigurationError
    for a style that does not fit, EditionError where pandoc fails.
    """
    from markupsafe import Markup

    manuscript, style = edition.manuscript, edition.style
    vocabulary = words(manuscript.meta.lang)
    tree = body_tree(manuscript)
    description = manuscript.meta.description or manuscript.meta.subtitle or lead(tree)
    linked = link_calls(tree, edition)
    body = dress(tree, manuscript, vocabulary)
    values = _values(edition, body, vocabulary, description) | {
        "sources": tuple(_sources(edition, linked)),
        "works": bool(edition.options.citation_style) and not linked.of,
    }
    bare = styling.page(style, "web.html", **values, css="", nonce="")
    slanted = any(mark in bare for mark in _SLANTED)
    sheet, faces = dressed(style, bare, slanted=slanted)
    values |= {"css": Markup(sheet), "nonce": nonce(sheet)}  # noqa: S704 - the style's own sheet
    page = styling.page(style, "web.html", **values)
    return Rendering(page.encode(), body.findings, {"faces": [*faces], "description": description})


def _values(edition: Edition, body: Body, vocabulary: Words, description: str) -> dict[str, object]:
    from markupsafe import Markup

    manuscript = edition.manuscript
    meta = manuscript.meta
    block = title_block(manuscript)
    foreign = vocabulary.lang != meta.lang.split("-", 1)[0].lower()
    return {
        "lang": meta.lang,
        "direction": direction(meta.lang),
        "foreign": Markup(' lang="{}" dir="ltr"').format(vocabulary.lang) if foreign else "",
        "words": vocabulary,
        "block": block,
        "date": _time(meta.date, block.date),
        "updated": _updated(meta.updated, block.updated, vocabulary),
        "description": description,
        "authors": meta.authors or tuple(filter(None, (meta.agency,))),
        "canonical": home(edition),
        "license": meta.license if is_link(meta.license) else "",
        "publication": edition.options.publication,
        "cards": tuple(cards(edition, description)),
        "linked_data": Markup(linked_data(edition, description)),  # noqa: S704 - escaped as JSON
        "body": Markup(body.text),  # noqa: S704 - serialized from a tree
        "contents": body.contents,
        "reading": vocabulary.reading.format(minutes=body.minutes),
        "alternates": tuple(alternates(edition)),
        "index": around(edition, "index"),
    }


def _sources(edition: Edition, linked: Calls) -> Iterator[dict[str, object]]:
    for label in source_labels(edition, linked):
        yield {
            "number": label.number,
            "calls": label.calls,
            "cited": entry_markup(label, _breakable),
            "parts": label.parts,
            "address": label.address,
            "shown": _breakable(label.address),
            "linked": is_link(label.address),
            "robust": robust_links(label),
            "archived": label.copy,
            "derived": label.derived,
            "note": label.note,
        }


def _breakable(address: str) -> Markup:
    """Offer line ends in an address at its joints, where no hyphen could be read into it."""
    from markupsafe import Markup, escape

    return Markup("<wbr>").join(escape(piece) for piece in re.split(r"(?<=[^/:]/)|(?=[?&#=])", address))


def _time(iso: str, shown: str) -> Markup | str:
    """HTML Living Standard 4.5.14: a ``time`` element states its day, month or year in the ISO form."""
    from markupsafe import Markup

    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", iso, re.ASCII):
        return shown
    return Markup('<time datetime="{}">{}</time>').format(iso, shown)


def _updated(iso: str, shown: str, vocabulary: Words) -> Markup | str:
    from markupsafe import Markup, escape

    return escape(vocabulary.updated).format(date=Markup(_time(iso, shown))) if shown else ""  # noqa: S704
