"""An edition -> one HTML file that needs nothing beside it: text, styles, faces and pictures."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe import styling
from pubpipe.editions.html.body import Body, dress
from pubpipe.editions.html.metadata import alternates, cards, lead, linked_data
from pubpipe.editions.parts import body_tree, direction, is_link, source_labels, title_block
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Manuscript, Rendering, Style
from pubpipe.wording import Words, words

if TYPE_CHECKING:
    from markupsafe import Markup

# What web.css sets in italics.
_SLANTED = ("<em>", "<h4>", "<cite", 'class="standfirst"', 'class="missing"')


def render(edition: Edition) -> Rendering:
    """Return a web page (HTML Living Standard, UTF-8) that makes no request and runs no script.

    The style's ``web.html`` is filled in; ``web.css`` and those faces of ``web-faces.css`` that the page's
    characters need are put into it. Facts: ``faces``, the embedded font files. Findings:
    ``html-unsafe-link``, ``html-picture-missing``, ``html-picture-undescribed``. Raises ConfigurationError
    for a style that does not fit, EditionError where pandoc fails.
    """
    from markupsafe import Markup

    manuscript, style = edition.manuscript, edition.style
    vocabulary = words(manuscript.meta.lang)
    tree = body_tree(manuscript)
    description = manuscript.meta.description or manuscript.meta.subtitle or lead(tree)
    body = dress(tree, manuscript, vocabulary)
    values = _values(edition, body, vocabulary, description)
    bare = styling.page(style, "web.html", **values, css="", nonce="")
    slanted = any(mark in bare for mark in _SLANTED)
    faces = dict(_faces(style, frozenset(bare), slanted=slanted))
    sheet = "\n".join([*faces.values(), _squeezed(_sheet(style))])
    values |= {"css": Markup(sheet), "nonce": _nonce(sheet)}  # noqa: S704 - the style's own sheet
    page = styling.page(style, "web.html", **values)
    return Rendering(page.encode(), body.findings, {"faces": [*faces]})


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
        "canonical": meta.url if is_link(meta.url) else "",
        "license": meta.license if is_link(meta.license) else "",
        "publication": edition.options.publication,
        "cards": tuple(cards(edition, description)),
        "linked_data": Markup(linked_data(edition, description)),  # noqa: S704 - escaped as JSON
        "body": Markup(body.text),  # noqa: S704 - serialized from a tree
        "contents": body.contents,
        "reading": vocabulary.reading.format(minutes=body.minutes),
        "alternates": tuple(alternates(edition)),
        "sources": tuple(_sources(manuscript)),
    }


def _nonce(sheet: str) -> str:
    """Return what the page's own style and data are told by from any others (CSP 3, 2.3.1), the same every time.

    Not the hash of each: checkers of HTML see a nonce only. A page that is a file has no part that others write.
    """
    return b64encode(hashlib.sha256(sheet.encode()).digest()).decode("ascii")


def _sheet(style: Style) -> str:
    """Return ``web.css`` with those design tokens before it that it uses."""
    tokens, sheet = styling.text(style, "tokens.css"), styling.text(style, "web.css")
    declared = dict(
        re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", re.sub(r"/\*.*?\*/", "", tokens, flags=re.DOTALL))
    )
    used = set(re.findall(r"var\((--[\w-]+)", sheet))
    while more := {n for u in used for n in re.findall(r"var\((--[\w-]+)", declared.get(u, ""))} - used:
        used |= more
    lines = [f"  {name}: {value};" for name, value in declared.items() if name in used]
    return "\n".join([":root {", *lines, "}", sheet])


def _sources(manuscript: Manuscript) -> Iterator[dict[str, object]]:
    for label in source_labels(manuscript):
        yield {
            "parts": label.parts,
            "address": label.address,
            "shown": _breakable(label.address),
            "linked": is_link(label.address),
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


def _faces(style: Style, characters: frozenset[str], *, slanted: bool) -> Iterator[tuple[str, str]]:
    """Yield the font files that a page needs, each with its rule of ``web-faces.css`` and in it the file.

    Those of the families that the style's sheet asks for. A rule's ``unicode-range`` (CSS Fonts 4) says what it
    is for; italics stay out where nothing is slanted.
    """
    asked = _asked(styling.css(style, "web.css", resolve=False))
    for rule in re.findall(r"@font-face\s*\{[^}]*\}", styling.text(style, "web-faces.css")):
        ranges = re.search(r"unicode-range:([^;}]*)", rule)
        file = re.search(r'url\("([^"]+)"\)', rule)
        if not file or not ranges:
            raise ConfigurationError(
                f'style {style.name!r}, web-faces.css: a face without url("…") or unicode-range'
            )
        family = re.search(r'font-family:\s*("[^"]+")', rule)
        if family and family[1] not in asked:
            continue
        if ("italic" in rule and not slanted) or not _covers(ranges[1], characters):
            continue
        if file[1] not in style.files:
            raise ConfigurationError(f"style {style.name!r} has no file {file[1]}")
        data = b64encode(style.files[file[1]]).decode("ascii")
        yield file[1], _squeezed(rule.replace(file[0], f"url(data:font/woff2;base64,{data})"))


def _asked(sheet: str) -> str:
    """Return what the rules of a stylesheet say, and the custom properties that they come to by ``var()``."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    properties = dict(re.findall(r"(--[\w-]+)\s*:\s*([^;}]+)", sheet))
    found = re.sub(r"--[\w-]+\s*:\s*[^;}]+", "", sheet)
    told: set[str] = set()
    while names := set(re.findall(r"var\((--[\w-]+)", found)) - told:
        told |= names
        found += "\n".join(properties.get(name, "") for name in names)
    return found


def _covers(ranges: str, characters: frozenset[str]) -> bool:
    for first, last in re.findall(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?", ranges):
        if any(int(first, 16) <= ord(char) <= int(last or first, 16) for char in characters):
            return True
    return False


def _squeezed(sheet: str) -> str:
    """Return a stylesheet without its comments and empty lines."""
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()
