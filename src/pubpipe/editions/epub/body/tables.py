"""Tables and code of a body tree -> the same, marked for readers that see them and for those that hear them."""

from __future__ import annotations

import re

from lxml import etree

# Letters that stand side by side in a table on a screen of six inches, at the size that most readers have.
_MEASURE = 44
_LEAST = 8  # letters of a word that is never divided, however many columns there are


def mark_code(root: etree._Element) -> None:
    """Give code its direction, whatever that of the text is."""
    for code in root.iter("pre", "code"):
        code.set("dir", "ltr")


def mark_tables(root: etree._Element) -> None:
    """Tell headers of columns from empty corners; let words break that would push a column off the screen.

    A column is as wide as its longest word: one that is longer than the column's share of the screen gives
    its cell the class ``breaks``.
    """
    for table in root.iter("table"):
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        share = max(_LEAST, _MEASURE // max([1, *map(len, rows)]))
        for cell in (cell for row in rows for cell in row):
            words = "".join(map(str, cell.itertext()))
            if any(len(word) > share for word in re.split(r"[\s\u00ad\u200b-]", words)):
                cell.set("class", "breaks")
            if cell.tag == "th":
                _mark_header(cell)


def _mark_header(cell: etree._Element) -> None:
    if not len(cell) and not (cell.text or "").strip():
        cell.tag = "td"
    else:
        cell.set("scope", "col")
