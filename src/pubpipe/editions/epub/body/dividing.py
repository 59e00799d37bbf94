"""The tree of a text -> the trees of its documents: small readers lay out a whole document before they show a page."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.epub.body.fragments import OPS, fragment
from pubpipe.editions.epub.body.headings import HEADINGS

SPLIT_ABOVE = 60_000  # bytes of XHTML; a shorter text is one document
LARGEST = 200_000  # of a document; readers built on Adobe's engine open none of more than 300,000


def divide(root: etree._Element) -> list[etree._Element]:
    """Return the text as one tree, or when it is long as one a top-level ``h2``.

    A section that is too large goes on in a new document, at a heading where there is one, never after one.
    """
    sizes = [_size(block) for block in root]
    if sum(sizes) <= SPLIT_ABOVE:
        return [root]
    chapters = [fragment()]
    chapters[0].text = root.text
    size = 0
    for block, its in zip(list(root), sizes, strict=True):
        chapter = chapters[-1]
        headed = len(chapter) > 0 and chapter[-1].tag in HEADINGS
        full = size > LARGEST / 2 if block.tag in HEADINGS else size + its > LARGEST
        if len(chapter) and (block.tag == "h2" or (full and not headed)):
            chapters.append(fragment())
            size = 0
        chapters[-1].append(block)
        size += its
    return chapters


def _size(block: etree._Element) -> int:
    """Return the bytes of a block in its document, where the namespace is declared once."""
    written = etree.tostring(block, encoding="unicode")
    return len(written.replace(f' xmlns:epub="{OPS}"', "", 1).encode())
