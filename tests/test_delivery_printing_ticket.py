"""pubpipe.delivery.printing.ticket: what a printer is asked for, and what it is not asked for because it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pubpipe.delivery.printing.addresses import Address
from pubpipe.delivery.printing.document import Document, document_of
from pubpipe.delivery.printing.message import Tag
from pubpipe.delivery.printing.paper import named
from pubpipe.delivery.printing.printers import STOPPED, Printer
from pubpipe.delivery.printing.ticket import Ticket, Wishes, ticket
from pubpipe.errors import DeliveryError, UsageProblem
from tests.support.sheets import A4, LETTER, bars, pdf

KEYWORDS = ("iso_a4_210x297mm", "na_letter_8.5x11in")
BOTH = ("one-sided", "two-sided-long-edge", "two-sided-short-edge")
OFFICE = Printer(
    "Office",
    Address("Office", "ipp://office:631/ipp/print"),
    ready=named(KEYWORDS[:1]),
    papers=named(KEYWORDS),
    media=KEYWORDS,
    usual=named(KEYWORDS[:1])[0],
    sides=BOTH,
    formats=("application/pdf", "image/urf"),
    copies=99,
    scaling=("auto", "none"),
    collating=("separate-documents-collated-copies",),
)
LETTER_PRINTER = replace(OFFICE, ready=named(KEYWORDS[1:]), usual=named(KEYWORDS[1:])[0])
ONE_SIDED = replace(OFFICE, sides=("one-sided",))


def letter(pages: int = 3, size: tuple[float, float] = A4) -> Document:
    return document_of("letter.pdf", pdf(*([size] * pages)))


def said(made: Ticket) -> dict[str, object]:
    return {one.name: one.values[0] for one in made.attributes}


def test_a_file_goes_out_as_it_is_on_its_own_paper_unscaled() -> None:
    whole = letter()
    made = ticket(whole, OFFICE, Wishes())
    assert made.document is whole
    assert said(made) == {"media": "iso_a4_210x297mm", "print-scaling": "none"}
    assert (made.sides, made.sheets) == ("", 3)


def test_copies_are_collated_where_the_printer_can() -> None:
    made = ticket(letter(), OFFICE, Wishes(copies=2))
    assert said(made)["copies"] == 2
    assert said(made)["multiple-document-handling"] == "separate-documents-collated-copies"
    assert "multiple-document-handling" not in said(
        ticket(letter(), replace(OFFICE, collating=()), Wishes(2))
    )
    with pytest.raises(DeliveryError, match="at most 99 copies"):
        ticket(letter(), OFFICE, Wishes(copies=100))


def test_a_booklet_is_turned_over_the_short_edge_and_nothing_else_will_do() -> None:
    booklet = letter(2, A4[::-1])
    made = ticket(booklet, OFFICE, Wishes(is_booklet=True))
    assert (said(made)["sides"], made.sheets) == ("two-sided-short-edge", 1)
    with pytest.raises(UsageProblem, match="upside down"):
        ticket(booklet, OFFICE, Wishes(is_booklet=True, duplex="long-edge"))
    with pytest.raises(
        DeliveryError, match="one side of the paper only, and a booklet needs both"
    ) as refused:
        ticket(booklet, ONE_SIDED, Wishes(is_booklet=True))
    assert "--duplex fronts" in refused.value.hint
    with pytest.raises(DeliveryError, match="does not turn sheets over the short edge"):
        ticket(booklet, replace(OFFICE, sides=BOTH[:2]), Wishes(is_booklet=True))


def test_sides_are_as_wished_and_facing_pages_get_both() -> None:
    assert said(ticket(letter(), OFFICE, Wishes(duplex="long-edge")))["sides"] == "two-sided-long-edge"
    assert said(ticket(letter(), OFFICE, Wishes(duplex="off")))["sides"] == "one-sided"
    assert said(ticket(letter(), OFFICE, Wishes(facing_pages=True)))["sides"] == "two-sided-long-edge"
    assert "sides" not in said(ticket(letter(1), OFFICE, Wishes(facing_pages=True)))
    assert "sides" not in said(ticket(letter(), ONE_SIDED, Wishes(facing_pages=True)))
    with pytest.raises(DeliveryError, match="--duplex asks for both"):
        ticket(letter(), ONE_SIDED, Wishes(duplex="long-edge"))


@pytest.mark.parametrize(
    ("pages", "wishes", "printed"),
    [
        (5, Wishes(duplex="fronts"), [1, 3, 5]),
        (5, Wishes(duplex="backs"), [2, 4, 0]),
        (5, Wishes(duplex="backs", reverse=True), [0, 4, 2]),
        (4, Wishes(duplex="fronts", reverse=True), [3, 1]),
        (4, Wishes(duplex="backs", is_booklet=True), [2, 4]),
        (5, Wishes(pages="2-4"), [2, 3, 4]),
        (5, Wishes(pages="2-4", duplex="backs"), [3, 0]),
        (3, Wishes(reverse=True), [3, 2, 1]),
    ],
)
def test_by_hand_each_front_has_its_back(pages: int, wishes: Wishes, printed: list[int]) -> None:
    made = ticket(letter(pages), ONE_SIDED, wishes)
    assert bars(made.document.data) == printed
    assert said(made).get("sides", "one-sided") == "one-sided"


def test_a_single_page_has_no_back() -> None:
    with pytest.raises(UsageProblem, match="has no back"):
        ticket(letter(1), OFFICE, Wishes(duplex="backs"))


def test_the_wrong_paper_is_refused_with_both_named_and_what_to_do() -> None:
    with pytest.raises(DeliveryError) as refused:
        ticket(letter(), LETTER_PRINTER, Wishes())
    assert refused.value.message == (
        "letter.pdf is for A4 (210 × 297 mm), and Office has US Letter (8.5 × 11 in) in it"
    )
    for way in ("--load", "--paper letter", "--fit"):
        assert way in refused.value.hint
    unloaded = replace(LETTER_PRINTER, ready=())
    with pytest.raises(DeliveryError, match="and Office is set to US Letter"):
        ticket(letter(), unloaded, Wishes())
    with pytest.raises(DeliveryError, match="which Office does not take; it has A4"):
        ticket(letter(size=(300, 300)), OFFICE, Wishes())


def test_paper_is_loaded_or_pages_fitted_only_on_request() -> None:
    assert said(ticket(letter(), LETTER_PRINTER, Wishes(load=True)))["media"] == "iso_a4_210x297mm"
    made = ticket(letter(), LETTER_PRINTER, Wishes(fit=True))
    assert said(made)["media"] == "na_letter_8.5x11in"
    assert {paper.name for paper in made.document.papers} == {"US Letter"}
    assert (
        ticket(letter(size=LETTER), LETTER_PRINTER, Wishes(fit=True)).document.data
        == letter(size=LETTER).data
    )
    mixed = document_of("m.pdf", pdf(A4, LETTER))
    assert {paper.name for paper in ticket(mixed, OFFICE, Wishes(fit=True)).document.papers} == {"A4"}
    silent = replace(OFFICE, ready=(), papers=(), media=(), usual=None)
    with pytest.raises(DeliveryError, match="does not say what paper it has"):
        ticket(letter(), silent, Wishes(fit=True))
    assert said(ticket(letter(), silent, Wishes())) == {"print-scaling": "none"}


def test_a_size_of_its_own_is_asked_for_where_the_printer_cuts_any() -> None:
    roll = replace(
        OFFICE, ready=(), usual=None, media=("custom_min_50x50mm", "custom_max_300x900mm"), papers=()
    )
    assert said(ticket(letter(size=(300, 300)), roll, Wishes()))["media"] == "custom_page_105.83x105.83mm"
    with pytest.raises(DeliveryError, match="does not take"):
        ticket(letter(size=(100, 300)), roll, Wishes())


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"accepts": False}, "Office takes no jobs", "cupsaccept Office"),
        (
            {"state": STOPPED, "reasons": ("paused",), "message": "on holiday."},
            "Office has stopped: it is paused; it says 'on holiday'",
            "cupsenable Office",
        ),
        ({"state": STOPPED, "reasons": ("door-open-error",)}, "a door of it is open", "Put that right"),
        ({"formats": ("image/urf",)}, "Office takes no PDF, only image/urf", "lpadmin"),
    ],
)
def test_a_printer_that_cannot_is_not_asked(changes: dict[str, object], message: str, hint: str) -> None:
    with pytest.raises(DeliveryError) as refused:
        ticket(letter(), replace(OFFICE, **changes), Wishes())  # type: ignore[arg-type]
    assert message in refused.value.message
    assert hint in refused.value.hint


def test_what_a_printer_does_not_know_is_not_asked() -> None:
    plain = replace(OFFICE, scaling=())
    assert {one.tag for one in ticket(letter(), plain, Wishes()).attributes} == {Tag.KEYWORD}
    assert "print-scaling" not in said(ticket(letter(), plain, Wishes()))
