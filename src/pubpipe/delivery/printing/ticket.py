"""What is wished for, a PDF and a printer -> the job's ticket, or why this printer cannot do that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pubpipe.delivery.printing import reasons
from pubpipe.delivery.printing.document import BLANK, Document, fitted, numbers, only_paper, with_pages
from pubpipe.delivery.printing.message import Said, Tag
from pubpipe.delivery.printing.paper import Paper, range_of, setting_of
from pubpipe.delivery.printing.printers import STOPPED, Printer
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.errors import UsageProblem

Duplex: TypeAlias = Literal["auto", "long-edge", "short-edge", "off", "fronts", "backs"]

_PDF = "application/pdf"
_COLLATED = "separate-documents-collated-copies"
_TURN = (
    "Print the fronts with --duplex fronts, put the pile back into the tray, turned over, and print the backs with "
    "--duplex backs; with --reverse as well where the printer lays its sheets face up."
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wants of a print. ``pages`` is written ``1-3,7``; empty is all of them.

    ``fit``: scaled to the paper that is there. ``load``: on the right paper, though it is not loaded yet.
    ``facing_pages``: they were set for two sides.
    """

    copies: int = 1
    duplex: Duplex = "auto"
    pages: str = ""
    fit: bool = False
    load: bool = False
    reverse: bool = False
    is_booklet: bool = False
    facing_pages: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a printer is asked for: the document as it is sent, and the job's attributes.

    ``sides`` is empty where the printer does as it always does.
    """

    document: Document
    paper: Paper
    copies: int
    sides: str
    attributes: tuple[Said, ...]

    @property
    def sheets(self) -> int:
        """How many sheets all copies take."""
        each = -(-self.document.pages // 2) if self.sides.startswith("two-sided") else self.document.pages
        return each * self.copies


def ticket(document: Document, printer: Printer, wishes: Wishes) -> Ticket:
    """Return what to ask of a printer; raises Unprinted for what it cannot do, UsageProblem for wrong wishes."""
    _check_state(printer)
    _check_kind(document, printer)
    chosen = _chosen(document, wishes)
    sides = _sides(chosen, printer, wishes)
    chosen, paper = _on_paper(chosen, printer, wishes)
    if wishes.copies > printer.copies:
        raise Unprinted(
            "print-copies",
            f"{printer.name} prints at most {printer.copies} {'copy' if printer.copies == 1 else 'copies'} of a job",
            "Print several times.",
        )
    return Ticket(chosen, paper, wishes.copies, sides, _attributes(printer, paper, wishes.copies, sides))


def _check_state(printer: Printer) -> None:
    why = "; ".join(reasons.of_printer(printer.reasons))
    if not printer.accepts:
        raise Unprinted(
            "print-refused",
            f"{printer.name} takes no jobs{f': {why}' if why else ''}",
            f"Where it is a queue of this machine, its administrator lets it: cupsaccept {printer.name}",
        )
    if printer.state == STOPPED:
        own = printer.message.strip().rstrip(".")
        told = "; ".join(part for part in (why, own and f"it says '{own}'") if part)
        if reasons.mended_by_hand(reasons.stopping(printer.reasons)):
            hint = "Put that right at the printer, then print again."
        else:
            hint = (
                f"Where it is a queue of this machine, its administrator starts it: cupsenable {printer.name}"
            )
        raise Unprinted("print-stopped", f"{printer.name} has stopped{f': {told}' if told else ''}", hint)


def _check_kind(document: Document, printer: Printer) -> None:
    if printer.formats and _PDF not in printer.formats:
        raise Unprinted(
            "print-format",
            f"{printer.name} takes no PDF, only {', '.join(printer.formats)}",
            f"Let the print server turn {document.name} into that: lpadmin -p NAME -E -v {printer.address.uri} -m "
            "everywhere, then pubpipe print --printer NAME.",
        )


def _chosen(document: Document, wishes: Wishes) -> Document:
    """Return the pages that are wanted, in the order in which they are printed, as a file of their own."""
    everything = tuple(range(1, document.pages + 1))
    chosen = numbers(wishes.pages, document.pages) if wishes.pages else everything
    if wishes.duplex == "fronts":
        chosen = chosen[::2]
    elif wishes.duplex == "backs":
        # Each front has its back, if only a blank one: else the pile is a sheet short for all that follow.
        chosen = (*chosen[1::2], *((BLANK,) if len(chosen) % 2 else ()))
        if chosen == (BLANK,):
            raise UsageProblem("a single page has no back", "Leave --duplex out.")
    if wishes.reverse:
        chosen = chosen[::-1]
    return document if chosen == everything else with_pages(document, chosen)


def _sides(document: Document, printer: Printer, wishes: Wishes) -> str:
    """Return the value of ``sides`` (RFC 8011, 5.2.8), empty for what the printer does when it is told nothing."""
    by_hand = wishes.duplex in ("off", "fronts", "backs")
    if wishes.is_booklet and wishes.duplex == "long-edge":
        raise UsageProblem(
            "a booklet that is turned over the long edge has every other page upside down",
            "Leave --duplex out: booklets are turned over the short edge.",
        )
    if by_hand:
        return "one-sided"
    if wishes.duplex != "auto":
        wanted = f"two-sided-{wishes.duplex}"
    elif wishes.is_booklet:
        wanted = "two-sided-short-edge"
    elif wishes.facing_pages and document.pages > 1 and "two-sided-long-edge" in printer.sides:
        wanted = "two-sided-long-edge"
    else:
        return ""
    if wanted in printer.sides:
        return wanted
    if printer.is_two_sided:
        edge = wanted.removeprefix("two-sided-").replace("-", " ")
        raise Unprinted("print-sides", f"{printer.name} does not turn sheets over the {edge}", _TURN)
    what = "a booklet needs both" if wishes.is_booklet else "--duplex asks for both"
    raise Unprinted("print-sides", f"{printer.name} prints on one side of the paper only, and {what}", _TURN)


def _on_paper(document: Document, printer: Printer, wishes: Wishes) -> tuple[Document, Paper]:
    """Return the document on paper that the printer has; raises Unprinted where it has none of its size."""
    if wishes.fit:
        there = _there(printer)
        right = next((one for one in there if one.fits(document.papers[0])), None)
        target = right or (printer.usual if printer.usual in there else next(iter(there), None))
        if target is None:
            raise Unprinted(
                "print-paper",
                f"{printer.name} does not say what paper it has",
                "Print without --fit: it goes out as it is.",
            )
        same = all(target.fits(paper) for paper in document.papers)
        return (document if same else fitted(document, target)), target
    wanted = only_paper(document)
    there = _there(printer)
    known = _known(wanted, printer)
    if known is None:
        raise Unprinted(
            "print-paper",
            f"{document.name} is for {wanted}, which {printer.name} does not take; it has"
            f" {_listed(there or printer.papers)}",
            _other(printer),
        )
    if there and not wishes.load and not any(one.fits(wanted) for one in there):
        has = f"has {_listed(there)} in it" if printer.ready else f"is set to {_listed(there)}"
        raise Unprinted(
            "print-paper",
            f"{document.name} is for {wanted}, and {printer.name} {has}",
            f"Put that paper in, or send it with --load, and the printer asks for it. {_other(printer)}",
        )
    return document, known


def _there(printer: Printer) -> tuple[Paper, ...]:
    """Return the paper that is loaded, or what the printer prints on when it is told nothing."""
    return printer.ready or ((printer.usual,) if printer.usual else ())


def _known(wanted: Paper, printer: Printer) -> Paper | None:
    """Return the paper as the printer names it, a size of its own where it takes any; the page's where it is silent."""
    if not printer.media:
        return wanted
    for paper in (*printer.ready, *printer.papers):
        if paper.fits(wanted):
            return paper
    bounds = range_of(printer.media)
    if bounds and all(
        low <= side <= high
        for low, side, high in (
            (bounds[0].width, wanted.width, bounds[1].width),
            (bounds[0].height, wanted.height, bounds[1].height),
        )
    ):
        keyword = f"custom_page_{round(wanted.width, 2):g}x{round(wanted.height, 2):g}mm"
        return Paper(wanted.width, wanted.height, keyword, wanted.name, wanted.in_inches)
    return None


def _other(printer: Printer) -> str:
    for paper in _there(printer):
        if name := setting_of(paper):
            return f"--paper {name} sets it anew for that paper, --fit scales the pages."
    return "--fit scales the pages to what is in it."


def _listed(papers: tuple[Paper, ...], most: int = 4) -> str:
    told = [str(paper) for paper in papers[:most]]
    if len(papers) > most:
        return f"{', '.join(told)} and {len(papers) - most} more"
    return (
        " and ".join((", ".join(told[:-1]), told[-1]))
        if len(told) > 1
        else "".join(told) or "no paper that it names"
    )


def _attributes(printer: Printer, paper: Paper, copies: int, sides: str) -> tuple[Said, ...]:
    """Return the job's attributes (RFC 8011, 5.2), those only that the printer has and that are not as ever."""
    said: list[Said] = []
    if copies > 1:
        said.append(Said("copies", Tag.INTEGER, (copies,)))
        if _COLLATED in printer.collating:
            said.append(Said("multiple-document-handling", Tag.KEYWORD, (_COLLATED,)))
    if paper.keyword:
        said.append(Said("media", Tag.KEYWORD, (paper.keyword,)))
    if sides and sides in printer.sides:
        said.append(Said("sides", Tag.KEYWORD, (sides,)))
    if "none" in printer.scaling:
        said.append(Said("print-scaling", Tag.KEYWORD, ("none",)))
    return tuple(said)
