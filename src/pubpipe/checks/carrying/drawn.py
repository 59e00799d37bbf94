"""A text edition -> its words, without the lines, grids and marks that it is drawn with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pubpipe.checks.carrying.carried import DRAWN, Carried, Gatherer
from pubpipe.editions.text.columns import width

_DRAWING = re.compile(r"""\s*([=\-~*_^"#+:`'])\1*(?:\s+\1+)*\s*""")
_ORNAMENT = re.compile(
    r"((?:\s*(?:\d+\.|\S)\s)*?)\s*([^\w\s])(?:\s+\2){2,}\s*"
)  # behind the markers of lists
_LEAST = 3  # marks of a line that is drawn
_GRID = re.compile(r"(.*?)(\+(?:-+\+)+)\s*")  # the marker of a list may stand before it


def is_drawing(line: str, above: str = "") -> bool:
    """Whether a line holds nothing but one mark again and again: an underline, a rule, an ornament.

    One or two marks are an underline where the line above is as wide and says something else.
    """
    if _DRAWING.fullmatch(line) is None:
        return False
    marks = len(line) - line.count(" ")
    over, under = above.strip(), line.strip()
    return marks >= _LEAST or (over not in ("", under) and width(over) == len(under))


def parted(line: str, above: str = "") -> tuple[str, str]:
    """Return what a line says, and behind it what it may be drawn with: all, or an ornament behind lists' markers."""
    ornament = _ORNAMENT.fullmatch(line)
    if ornament:
        return ornament[1], line[ornament.end(1) :]
    return ("", line) if is_drawing(line, above) else (line, "")


def shown(page: str) -> Carried:
    """Return the words of a text edition in the order in which they are read, the cells of a grid row by row.

    What may be drawn is a passage of the kind ``DRAWN``.
    """
    gatherer = Gatherer()
    lines = page.split("\n")
    at = 0
    while at < len(lines):
        grid = _GRID.fullmatch(lines[at])
        if grid:
            gatherer.say(f" {grid[1]} ")
            at = _grid(lines, at, len(grid[1]), gatherer)
            continue
        said, drawn = parted(lines[at], lines[at - 1] if at else "")
        gatherer.say(f" {said} ")
        if drawn:
            _draw(gatherer, drawn)
        at += 1
    return gatherer.carried(structured=False)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a text edition: ``page`` is all that it says, ``grids`` what each grid says, without blanks."""

    page: str
    grids: frozenset[str]

    def draws(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a table with these cells, its header first, stands there in columns: under a rule or in a grid."""
        head, *body = ("".join("".join(row).split()) for row in rows)
        ruled = f"{re.escape(head)}-+{re.escape(''.join(body))}"
        return _said(*(cell for row in rows for cell in row)) in self.grids or bool(
            re.search(ruled, self.page)
        )

    def tells(self, row: Sequence[str]) -> bool:
        """Whether these cells, each after its column's name, stand there one below the other."""
        first = "".join("".join(row).split())
        return ":" in first and first in self.page


def tables(page: str) -> Tables:
    """Return the tables of a text edition."""
    lines, grids = page.split("\n"), set[str]()
    at = 0
    while at < len(lines):
        grid = _GRID.fullmatch(lines[at])
        gatherer = Gatherer()
        at = _grid(lines, at, len(grid[1]), gatherer) if grid else at + 1
        if grid:
            grids.add("".join(token.text for token in gatherer.carried(structured=False).tokens))
    return Tables("".join(page.split()), frozenset(grids))


def _said(*cells: str) -> str:
    gatherer = Gatherer()
    for cell in cells:
        gatherer.say(f" {cell} ")
    return "".join(token.text for token in gatherer.carried(structured=False).tokens)


def _draw(gatherer: Gatherer, marks: str) -> None:
    gatherer.end()
    kind, gatherer.kind = gatherer.kind, DRAWN
    gatherer.say(marks)
    gatherer.end()
    gatherer.kind = kind


def _grid(lines: list[str], at: int, indent: int, gatherer: Gatherer) -> int:
    rule = lines[at][indent:].rstrip()
    widths = [len(part) for part in rule.strip("+").split("+")]
    cells = [""] * len(widths)
    while at < len(lines) and (lines[at][indent:].startswith(("|", "+"))):
        if lines[at][indent:].rstrip() == rule:
            for cell in cells:
                gatherer.say(f" {cell} ")
            cells = [""] * len(widths)
        else:
            parts = _cut(lines[at][indent:], widths)
            cells = [f"{cell} {part}" for cell, part in zip(cells, parts, strict=True)]
        at += 1
    return at


def _cut(line: str, widths: list[int]) -> Iterator[str]:
    """Cut a line of a grid into its cells by columns: a bar may also stand in a cell."""
    rest = line[1:]
    for columns in widths:
        end = 0
        while end < len(rest) and width(rest[: end + 1]) <= columns:
            end += 1
        yield rest[:end]
        rest = rest[end + 1 :]
