"""A page -> what trafilatura and readability take for its article, as running text (NORMALIZER 3.1)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, cast

from pubpipe.readers.page.parsing import quicken

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from readability import Document

# What XML cannot hold: readability moves texts about with lxml, which refuses them.
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WITHIN_LINES = ("a", "b", "i", "em", "strong", "span", "font", "sup", "sub", "code", "abbr", "small")


def by_trafilatura(page: str) -> str:
    """Return the article that trafilatura finds; nothing where it finds none."""
    from trafilatura import bare_extraction

    _quickened()
    try:
        found = bare_extraction(page, include_comments=False, deduplicate=False, with_metadata=False)
    except Exception:  # a page that it cannot read is one about which it says nothing
        return ""
    return str(getattr(found, "text", "") or "")


def by_readability(page: str) -> str:
    """Return the article that readability finds; nothing where it finds none."""
    from lxml import html

    _quickened()
    try:
        summary = cast(
            "HtmlElement", html.document_fromstring(_readability()(_UNHELD.sub("", page)).summary())
        )
    except Exception:  # likewise; it raises on pages without text
        return ""
    parts: list[str] = []
    for element in summary.iter():
        # Words of two blocks in a row are not one word.
        seam = "" if element.tag in _WITHIN_LINES else " "
        parts += [seam, (element.text or "") if isinstance(element.tag, str) else ""]
        parts += [] if len(element) else _closing(element)
    return " ".join("".join(parts).split())


def _closing(element: HtmlElement) -> list[str]:
    """The tails of an element without children and of every element that ends with it."""
    parts: list[str] = []
    last: HtmlElement | None = element
    while last is not None:
        parts += ["" if last.tag in _WITHIN_LINES else " ", last.tail or ""]
        parent = last.getparent()
        last = parent if last.getnext() is None else None
    return parts


@functools.cache
def _readability() -> type[Document]:
    """readability, which takes attributes off with an expression over the whole page, once for each in an element."""
    from readability import Document
    from readability.cleaners import bad_attrs

    bad = re.compile("|".join(f"(?:{name})" for name in bad_attrs), re.I)

    class Linear(Document):  # type: ignore[misc]  # readability states no types
        def get_clean_html(self) -> str:
            from lxml import etree

            tree = self._html()
            for element in tree.iter(etree.Element):
                for name in [n for n, value in element.attrib.items() if value and bad.fullmatch(n)]:
                    del element.attrib[name]
            return str(etree.tostring(tree, encoding="unicode", method="html"))

    return Linear


@functools.cache
def _quickened() -> None:
    """The extractors' own parsers, where they have them by these names; what they log is heard by who listens only."""
    import logging

    import readability.htmls
    import trafilatura.utils
    from lxml.html import HTMLParser

    for name in ("readability", "trafilatura"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    for parser in (
        getattr(trafilatura.utils, "HTML_PARSER", None),
        getattr(readability.htmls, "utf8_parser", None),
    ):
        if isinstance(parser, HTMLParser):
            quicken(parser)
