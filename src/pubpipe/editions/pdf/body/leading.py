"""Lines that lead to what stands below them -> the same, kept on its page: ``such as these:``, a caption in bold."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.pdf.tree import text_of

_LED = frozenset({"pre", "ul", "ol", "table", "blockquote", "figure"})
_COLONS = (":", "：")


def keep_leads(body: etree._Element) -> None:
    """Mark each paragraph that a reader would miss above what follows: no page ends after it.

    One that ends in a colon before a list, code, a table, a quotation or a picture, and one that is all bold, which
    stands for a caption or a heading and is marked as that. Its first lines may stay on the page before.
    """
    for paragraph in body.iter("p"):
        below = paragraph.getnext()
        if below is None or not isinstance(below.tag, str):
            continue
        bold = _is_bold(paragraph)
        if bold or (below.tag in _LED and text_of(paragraph).rstrip().endswith(_COLONS)):
            paragraph.set("class", f"{paragraph.get('class', '')} lead{' bold' if bold else ''}".strip())


def _is_bold(paragraph: etree._Element) -> bool:
    words, inner = text_of(paragraph).strip(), list(paragraph)
    return bool(words) and [one.tag for one in inner] == ["strong"] and text_of(inner[0]).strip() == words
