"""Lines between blank lines -> tables where tabs or pipes part their cells (NORMALIZER 1.2 `table`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.inlines import trim
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.raw.lifted import Lifted, Lines, lifted_from
from pubpipe.normalize.raw.lines import Line

_RULE = re.compile(r"[|+:\-=\s]+")
# What Word copies of a list: its bullet, a tab, the words.
_ITEM = re.compile("[•‣◦▪➢●○■→➔➤►▸▶✓✔☐☑☒·\uf0b7\uf0a7\uf0d8o§ü]\t+[^\t]*$")
_WIDEST = 30


def grids(group: Lines) -> Iterator[Lines | Lifted]:
    """Yield a group of lines as it is, or in parts where two and more rows in a row make a table."""
    if not any("\t" in line.text or "|" in line.text for line in group):
        yield group
        return

    def look(n: int) -> tuple[int, Lifted | None]:
        rows = _rows(group, n)
        piece = _table(group[n : n + rows]) if rows >= 2 else None
        return n + max(1, rows), Lifted(piece) if piece else None

    yield from lifted_from(group, look)


def _rows(group: Lines, first: int) -> int:
    """How many lines from ``first`` on have the same number of cells, two at least; rules count as rows."""
    width = len(_cells(group[first]))
    if width < 2 or width > _WIDEST:
        return 0
    n = first
    while n < len(group) and (_is_rule(group[n]) or len(_cells(group[n])) == width):
        n += 1
    return n - first


def _is_rule(line: Line) -> bool:
    return "-" in line.text and "|" in line.text and _RULE.fullmatch(line.text) is not None


def _cells(line: Line) -> list[str]:
    if _ITEM.match(line.text):
        return []
    if "\t" in line.raw.rstrip("\r\n "):
        return [cell.strip() for cell in line.raw.rstrip("\r\n ").split("\t")]
    if "|" not in line.text:
        return []
    inner = line.text.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in inner.split("|")]


def _table(group: Lines) -> Piece | None:
    """The table of rows; None when it is a mere pair of parted words, or has no canonical form."""
    rows = [tuple(trim((doc.Text(cell),)) for cell in _cells(line)) for line in group if not _is_rule(line)]
    framed = any(_is_rule(line) or line.text.startswith("|") for line in group) or any(
        "\t" in line.text for line in group
    )
    # Lines that are only indented by tabs have nothing in their first cells.
    if (
        len(rows) < 2
        or not any(any(row[:1]) for row in rows)
        or not (framed or len(rows) >= 3)
        or sum(any(row) for row in rows) < 2
        or max(sum(map(bool, row)) for row in rows) < 2
    ):
        return None
    table = doc.Table(("",) * len(rows[0]), rows[0], tuple(rows[1:]))
    if not print_checked(table)[1]:
        return None
    return Piece(table, group[0].start, group[-1].end)
