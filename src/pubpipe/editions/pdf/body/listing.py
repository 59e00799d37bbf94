"""Code with long lines -> the same with a hanging indent, so that a turnover is not read as a new line."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.pdf.tree import text_of

_WIDTH = 66  # letters of the fixed-width face that the measure of the narrowest page has room for
_SHORT = 12  # lines that no page's end divides
_DEEPEST = 24  # letters of indentation that a turnover follows


def hang(listing: etree._Element) -> None:
    """Make each line of a ``pre`` a block of its own where one is too long; its turnovers stand below its start.

    Not a letter is changed: a line keeps its spaces, and turnovers go two letters deeper.
    """
    lines = text_of(listing).removesuffix("\n").split("\n")
    if len(lines) <= _SHORT:
        listing.set("class", f"{listing.get('class', '')} short".strip())
    holder = listing[0] if len(listing) == 1 else listing
    if max(map(len, lines)) <= _WIDTH or len(holder):
        return
    holder.text = None
    if holder is not listing:
        # Blocks in an inline element have an empty line before them, and a page might end after that one.
        holder.set("class", f"{holder.get('class', '')} rows".strip())
    for line in lines:
        deep = min(len(line) - len(line.lstrip(" ")), _DEEPEST) + 2
        style = f"padding-inline-start: {deep}ch; text-indent: -{deep}ch"
        etree.SubElement(holder, "span", {"class": "row", "style": style}).text = line
