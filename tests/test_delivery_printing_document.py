"""pubpipe.delivery.printing.document: what a PDF is printed on, and parts of it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pubpipe.delivery.printing.document import (
    BLANK,
    Document,
    document_of,
    fitted,
    numbers,
    only_paper,
    with_pages,
)
from pubpipe.delivery.printing.paper import Paper, of_page
from pubpipe.errors import DeliveryError, UsageProblem
from tests.support.sheets import A4, LETTER, bars, pdf


def document(*sizes: tuple[float, float], rotate: int = 0) -> Document:
    return document_of("a.pdf", pdf(*sizes, rotate=rotate))


def test_pages_are_known_with_their_paper_whichever_way_round() -> None:
    found = document(A4, A4)
    assert (found.pages, str(only_paper(found)), found.is_landscape) == (2, "A4 (210 × 297 mm)", False)
    assert document(A4[::-1]).is_landscape
    assert document(A4, rotate=90).is_landscape
    assert only_paper(document(LETTER[::-1])).name == "US Letter"


def test_two_kinds_of_paper_are_told_with_their_pages() -> None:
    with pytest.raises(DeliveryError, match=r"page 1 is A4.*page 3 US Letter"):
        only_paper(document(A4, A4, LETTER))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"Dear Sir", pdf(A4, A4)[:-60]])
def test_what_is_damaged_is_not_printed(data: bytes) -> None:
    with pytest.raises(DeliveryError, match="is damaged, or no PDF"):
        document_of("a.pdf", data)


def test_a_file_without_pages_or_with_a_password_is_not_printed() -> None:
    with pytest.raises(DeliveryError, match="has no pages"):
        document_of("a.pdf", pdf())
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(A4))) as made:
        made.save(sink, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(DeliveryError, match="has a password"):
        document_of("a.pdf", sink.getvalue())


@pytest.mark.parametrize(
    ("ranges", "chosen"),
    [("1", (1,)), ("2-4", (2, 3, 4)), ("5-", (5, 6, 7)), ("-2", (1, 2)), ("7,1-2, 2", (1, 2, 7))],
)
def test_ranges_of_pages(ranges: str, chosen: tuple[int, ...]) -> None:
    assert numbers(ranges, 7) == chosen


@pytest.mark.parametrize("ranges", ["0", "8", "3-9", "4-2", "a", "1,,2", "-", "1-2-3", "²"])
def test_ranges_that_are_none_are_refused(ranges: str) -> None:
    with pytest.raises(UsageProblem):
        numbers(ranges, 7)


def test_pages_are_taken_in_any_order_with_blank_ones_between() -> None:
    found = with_pages(document(A4, A4, LETTER), (3, BLANK, 1))
    assert bars(found.data) == [3, 0, 1]
    assert [paper.name for paper in found.papers] == ["US Letter", "US Letter", "A4"]
    assert bars(with_pages(document(A4, A4), (BLANK, 2)).data) == [0, 2]
    again = with_pages(document(A4, A4, LETTER), (3, BLANK, 1))
    assert again.data == found.data


def test_pages_are_as_large_as_fits_in_the_middle_of_other_paper() -> None:
    found = fitted(document(A4, A4[::-1]), of_page(*LETTER))
    with pikepdf.open(io.BytesIO(found.data)) as made:
        sides = [tuple(float(value) for value in page.mediabox)[2:] for page in made.pages]
    assert [tuple(round(side) for side in pair) for pair in sides] == [(612, 792), (792, 612)]
    assert all(paper.fits(Paper(215.9, 279.4)) for paper in found.papers)
