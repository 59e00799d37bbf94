"""Lines between blank lines -> tables where spaces set their cells one below the other (NORMALIZER 1.2 `table`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Piece
from pubpipe.normalize.inlines import trim
from pubpipe.normalize.printer import print_checked
from pubpipe.normalize.raw.lifted import Lifted, Lines, doubt, lifted_from
from pubpipe.normalize.raw.lines import Line, columns
from pubpipe.normalize.raw.surroundings import is_letter_head

_COLUMN = re.compile(r"1(?:01|1)*")
_RULE = re.compile(r"[-=+_\s]+")
_MARK = re.compile(r"[^\w\s]|[([]?(?:\d{1,3}|[A-Za-z])[.):\]]|[QAo§ü]")
_LEAST_ROWS = 3
_WIDEST = 30
_PROSE = 4  # words of a cell


def aligned(group: Lines) -> Iterator[Lines | Lifted]:
    """Yield a group of lines as it is, or in parts where three and more rows in a row are set in columns.

    A column is parted from the next by two spaces in every row. Prose set in two columns is no table, nor
    are items behind their marks.
    """

    def look(n: int) -> tuple[int, Lifted | None]:
        stop = n
        while stop < len(group) and "  " in _shown(group[stop]):
            stop += 1
        rows = cells_of(group[n:stop]) if stop - n >= _LEAST_ROWS else []
        found = _table(group[n:stop], rows)
        if found is None and _is_side_by_side(rows):
            told = doubt("columns", "two columns stand side by side and are read across", group)
            found = Lifted(None, told)
        return max(stop, n + 1), found

    yield from lifted_from(group, look)


def _shown(line: Line) -> str:
    return line.raw.rstrip().replace("\u00a0", " ").expandtabs(8)


def cells_of(group: Lines) -> list[list[str]]:
    """Return the cells of lines as far as two spaces and more part them in all lines; none where they are too many."""
    rows = [_spread(_shown(line)) for line in group]
    width = max(map(len, rows))
    used = bytearray(b"0" * width)
    for row in rows:
        for n, sign in enumerate(row):
            if sign != " ":
                used[n] = ord("1")
    spans = [match.span() for match in _COLUMN.finditer(used.decode())]
    if len(spans) > _WIDEST:
        return []
    return [[row[start:end].replace("\0", "").strip() for start, end in spans] for row in rows]


def _spread(text: str) -> str:
    """The text with an empty sign behind each that is two columns wide."""
    return text if text.isascii() else "".join(sign + "\0" * (columns(sign) - 1) for sign in text)


def _table(group: Lines, cells: list[list[str]]) -> Lifted | None:
    """The table of rows in columns; None where they are none, or where it has no canonical form."""
    rows = [row for row in cells if not _is_rule(row)]
    width = len(rows[0]) if rows else 0
    if width < 2 or len(rows) < _LEAST_ROWS or is_letter_head(group):
        return None
    filled = [sum(map(bool, row)) for row in rows]
    if min(filled) < 2 or sum(n == width for n in filled) < 0.6 * len(rows) or _is_text(rows):
        return None
    inlines = [tuple(trim((doc.Text(cell),)) for cell in row) for row in rows]
    table = doc.Table(("",) * width, inlines[0], tuple(inlines[1:]))
    if not print_checked(table)[1]:
        return None
    reason = f"{len(rows)} lines in columns are read as a table"
    return Lifted(Piece(table, group[0].start, group[-1].end), doubt("table", reason, group))


def _is_rule(row: list[str]) -> bool:
    return _RULE.fullmatch(" ".join(row)) is not None


def _is_side_by_side(rows: list[list[str]]) -> bool:
    """Whether two columns of prose stand beside each other, as a PDF's layout puts them."""
    if len(rows) <= _LEAST_ROWS or len(rows[0]) != 2:
        return False
    every = [cell for row in rows for cell in row if cell]
    both = sum(all(row) for row in rows)
    words, small = sum(len(cell.split()) for cell in every), sum(cell[0].islower() for cell in every)
    return 2 * both >= len(rows) and words >= (_PROSE - 1) * len(every) and 3 * small >= len(every)


def _is_text(rows: list[list[str]]) -> bool:
    """Whether what stands in columns is read on: prose beside prose, items, what somebody says."""
    means = [sum(len(cell.split()) for cell in column) / len(rows) for column in zip(*rows, strict=True)]
    first = [row[0] for row in rows]
    marks = all(_MARK.fullmatch(cell) for cell in first)
    names = (
        len(means) == 2 and means[1] >= _PROSE and all(cell.endswith((":", "：")) for cell in first if cell)
    )
    return marks or names or sum(mean >= _PROSE for mean in means) >= 2
