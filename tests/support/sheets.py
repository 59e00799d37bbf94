"""PDFs whose pages can be told from one another: each has a bar, as many hundredths of the width as its number."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

A4, LETTER = (595.276, 841.89), (612.0, 792.0)


def pdf(*sizes: Sequence[float], rotate: int = 0) -> bytes:
    """Return a PDF with a page of each size, in points."""
    made = pikepdf.Pdf.new()
    for number, (width, height) in enumerate(sizes, 1):
        made.add_blank_page(page_size=(width, height))
        page = made.pages[-1]
        page.contents_add(f"0 g 0 {height / 2:g} {number * width / 100:g} 20 re f".encode())
        if rotate:
            page.obj["/Rotate"] = rotate
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def bars(data: bytes) -> list[int]:
    """Return the numbers of the pages of such a PDF, 0 for one without a bar."""
    with pikepdf.open(io.BytesIO(data)) as made:
        return [_number(page) for page in made.pages]


def _number(page: pikepdf.Page) -> int:
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "re":
            return round(float(instruction.operands[2]) * 100 / float(page.mediabox[2]))
    return 0
