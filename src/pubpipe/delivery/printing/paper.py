"""Names of paper as printers know them, and sizes of pages -> one another, and what people call them (PWG 5101.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIZE = re.compile(
    r"^(?P<kind>[a-z]+)_(?P<name>.+?)_(?P<x>\d+(?:\.\d+)?)x(?P<y>\d+(?:\.\d+)?)(?P<unit>mm|in)"
)
_INCH = 25.4
_CLOSE = 1.0  # millimetres by which a page may miss the paper's size
_POINT = 25.4 / 72
# What people call paper that is not of the series A, B and C.
_NAMES = {
    "letter": "US Letter",
    "legal": "US Legal",
    "ledger": "US Ledger",
    "executive": "US Executive",
    "dl": "DL envelope",
    "number-10": "No. 10 envelope",
    "monarch": "Monarch envelope",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, upright, in millimetres. ``keyword`` is the printer's name for it, empty for a page of a file."""

    width: float
    height: float
    keyword: str = ""
    name: str = ""
    in_inches: bool = False

    def fits(self, other: Paper) -> bool:
        """Tell whether both are the same size, whichever way round."""
        return abs(self.width - other.width) <= _CLOSE and abs(self.height - other.height) <= _CLOSE

    def __str__(self) -> str:
        unit, by = ("in", _INCH) if self.in_inches else ("mm", 1.0)
        decimals = 2 if self.in_inches else 0
        width, height = (f"{round(side / by, decimals):g}" for side in (self.width, self.height))
        size = f"{width} × {height} {unit}"
        return f"{self.name} ({size})" if self.name else size


def upright(
    width: float, height: float, keyword: str = "", name: str = "", *, in_inches: bool = False
) -> Paper:
    """Return paper of these sides in millimetres, the shorter one across."""
    return Paper(min(width, height), max(width, height), keyword, name, in_inches)


def of_keyword(keyword: str) -> Paper | None:
    """Return the paper that a self-describing name tells of (``iso_a4_210x297mm``); None for others and for ranges."""
    found = _SIZE.match(keyword)
    if found is None or found["kind"] == "custom":
        return None
    inches = found["unit"] == "in"
    by = _INCH if inches else 1.0
    width, height = float(found["x"]) * by, float(found["y"]) * by
    return upright(width, height, keyword, _called(found["kind"], found["name"]), in_inches=inches)


def range_of(keywords: tuple[str, ...]) -> tuple[Paper, Paper] | None:
    """Return the smallest and the largest paper of any size that a printer takes, None where it takes none."""
    bounds: dict[str, Paper] = {}
    for keyword in keywords:
        for end in ("min", "max"):
            if keyword.startswith(f"custom_{end}_") and (found := _SIZE.match(keyword)):
                by = _INCH if found["unit"] == "in" else 1.0
                bounds[end] = Paper(float(found["x"]) * by, float(found["y"]) * by, keyword)
    return (bounds["min"], bounds["max"]) if len(bounds) == 2 else None


def of_page(width: float, height: float) -> Paper:
    """Return the paper of a page whose sides are in points, named where it is a common one."""
    page = upright(width * _POINT, height * _POINT)
    for keyword in _COMMON:
        known = of_keyword(keyword)
        if known is not None and known.fits(page):
            return Paper(page.width, page.height, "", known.name, known.in_inches)
    return page


def named(keywords: tuple[str, ...]) -> tuple[Paper, ...]:
    """Return those papers of a printer whose size is known, each size once: what has no margins comes last."""
    found: list[Paper] = []
    for keyword in sorted(keywords, key=lambda word: "borderless" in word or "transverse" in word):
        paper = of_keyword(keyword)
        if paper is not None and not any(paper.fits(other) for other in found):
            found.append(paper)
    return tuple(found)


def setting_of(paper: Paper) -> str:
    """Return what the setting ``page`` calls a paper, empty where articles are not set for it."""
    return {"A4": "a4", "A5": "a5", "US Letter": "letter"}.get(paper.name, "")


_COMMON = (
    "iso_a3_297x420mm",
    "iso_a4_210x297mm",
    "iso_a5_148x210mm",
    "iso_a6_105x148mm",
    "iso_b5_176x250mm",
    "jis_b5_182x257mm",
    "na_letter_8.5x11in",
    "na_legal_8.5x14in",
    "na_ledger_11x17in",
    "na_invoice_5.5x8.5in",
)


def _called(kind: str, name: str) -> str:
    if kind in ("iso", "jis") and re.fullmatch(r"[abc]\d+", name):
        return f"{'JIS ' if kind == 'jis' else ''}{name.upper()}"
    return _NAMES.get(name, "")
