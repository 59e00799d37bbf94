"""A PDF -> how many pages it has and on what paper; some of its pages, or all on other paper, as another PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubpipe.delivery.printing.paper import Paper, of_page
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.errors import UsageProblem

if TYPE_CHECKING:
    import pikepdf

BLANK = 0  # in the place of a page's number
_POINTS = 72 / 25.4
_RANGE = re.compile(r"(\d+)?(-)?(\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF: ``papers`` has the size of each page, upright; ``is_landscape`` whether the first lies across it."""

    name: str
    data: bytes
    papers: tuple[Paper, ...]
    is_landscape: bool

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.papers)


def document_of(name: str, data: bytes) -> Document:
    """Return what is to be known of a PDF; raises Unprinted for what is none, or has no page."""
    import pikepdf

    try:
        # Mended, it would be read here and not by the printer, which is sent the file as it is.
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            sides = [_sides(page) for page in pdf.pages]
    except pikepdf.PasswordError as error:
        raise Unprinted("print-file", f"{name} has a password", "Print a copy without one.") from error
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise Unprinted(
            "print-file", f"{name} is damaged, or no PDF", "pubpipe check says what is wrong with it."
        ) from error
    if not sides:
        raise Unprinted("print-file", f"{name} has no pages")
    papers = tuple(of_page(*pair) for pair in sides)
    return Document(name, data, papers, sides[0][0] > sides[0][1])


def only_paper(document: Document) -> Paper:
    """Return the paper that all pages are for; raises Unprinted where they are not of one size."""
    first = document.papers[0]
    for number, paper in enumerate(document.papers, 1):
        if not paper.fits(first):
            raise Unprinted(
                "print-paper",
                f"{document.name} is for two kinds of paper: page 1 is {first}, page {number} {paper}",
                "--pages prints those of one size, --fit all on the same paper.",
            )
    return first


def numbers(ranges: str, pages: int) -> tuple[int, ...]:
    """Return the pages that ``1-3,7,9-`` names, each once, in the order of the file; raises UsageProblem."""
    wanted = set[int]()
    for part in ranges.replace(" ", "").split(","):
        found = _RANGE.fullmatch(part)
        if found is None or not any(found.group(1, 3)):
            raise UsageProblem(f"--pages {ranges!r} is no range of pages", "Write 1-3,7 or 5-.")
        first = int(found[1] or 1)
        last = int(found[3] or pages) if found[2] else first
        if not 1 <= first <= last <= pages:
            there = "there is page 1 alone" if pages == 1 else f"there are pages 1 to {pages}"
            raise UsageProblem(f"--pages {part} is not in the file: {there}")
        wanted.update(range(first, last + 1))
    return tuple(sorted(wanted))


def with_pages(document: Document, chosen: Sequence[int]) -> Document:
    """Return a PDF of these pages in this order; ``BLANK`` is one without a mark, as large as the page before it.

    What leads from page to page, and the tags, are left out: it is for paper.
    """
    import pikepdf

    made = pikepdf.Pdf.new()
    papers: list[Paper] = []
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        for place, number in enumerate(chosen):
            if number == BLANK:
                beside = chosen[place - 1] if place else chosen[1]
                made.add_blank_page(page_size=_sides(pdf.pages[beside - 1]))
                papers.append(document.papers[beside - 1])
                continue
            made.pages.append(pdf.pages[number - 1])
            papers.append(document.papers[number - 1])
            if "/Annots" in made.pages[-1].obj:
                del made.pages[-1].obj["/Annots"]
        return Document(document.name, _saved(made), tuple(papers), document.is_landscape)


def fitted(document: Document, paper: Paper) -> Document:
    """Return a PDF with each page as large as fits on other paper, in its middle.

    It is done here and not asked of the printer, since few printers know how, and none tells what it made of it.
    """
    import pikepdf

    made = pikepdf.Pdf.new()
    with pikepdf.open(io.BytesIO(document.data)) as pdf:
        for page in pdf.pages:
            width, height = _sides(page)
            sheet = (paper.width * _POINTS, paper.height * _POINTS)
            wide, high = sheet if width <= height else sheet[::-1]
            made.add_blank_page(page_size=(wide, high))
            made.pages[-1].add_overlay(page, pikepdf.Rectangle(0, 0, wide, high))
        papers = (paper,) * len(made.pages)
        return Document(document.name, _saved(made), papers, document.is_landscape)


def _sides(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is seen, in points: its crop box, turned as it says (ISO 32000-1, 14.11.2)."""
    left, foot, right, head = (float(value) for value in page.cropbox)
    width, height = abs(right - left), abs(head - foot)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = width * unit, height * unit
    turned = int(page.rotation) % 180 != 0
    return (height, width) if turned else (width, height)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    sink = io.BytesIO()
    pdf.save(sink, deterministic_id=True)
    return sink.getvalue()
