"""The printers that there are, or what one would be sent -> the lines that a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pubpipe.cli.terminal import Terminal, size_text

if TYPE_CHECKING:
    from pubpipe.delivery.printing.printers import Printer
    from pubpipe.delivery.printing.ticket import Ticket

_SIDES = {
    "": "as the printer always does",
    "one-sided": "one",
    "two-sided-long-edge": "both, turned over the long edge",
    "two-sided-short-edge": "both, turned over the short edge",
}


def sent(made: Ticket, printer: Printer) -> Iterator[str]:
    """Give what would be sent, line by line."""
    said = " ".join(f"{one.name}={','.join(map(str, one.values))}" for one in made.attributes)
    usual = f" ({_SIDES.get(printer.usual_sides, printer.usual_sides)})" if not made.sides else ""
    yield f"{made.document.name} (not sent)"
    yield f"  printer  {printer.name}{f', {printer.model}' if printer.model else ''}"
    yield f"  where    {printer.address.uri}"
    yield f"  paper    {amount(made)}"
    yield f"  sides    {_SIDES.get(made.sides, made.sides)}{usual}"
    yield f"  copies   {made.copies}"
    yield f"  sent     {size_text(len(made.document.data))} of application/pdf{f', {said}' if said else ''}"


def amount(made: Ticket) -> str:
    """Return how much paper a ticket takes, as far as it is known: ``2 sheets of A4 (210 × 297 mm)``."""
    pages = made.document.pages
    sheets = f"{made.sheets} {'sheet' if made.sheets == 1 else 'sheets'} of {made.paper}"
    if made.sides == "":
        sheets = f"{pages} {'page' if pages == 1 else 'pages'} of {made.paper}"
        return f"{made.copies} × {sheets}" if made.copies > 1 else sheets
    return sheets


_STATES = {3: "ready", 4: "printing", 5: "stopped"}


def listed(printer: Printer, out: Terminal) -> Iterator[str]:
    """Give a printer line by line: its name, its state, the paper that is in it, and where it is."""
    from pubpipe.delivery.printing import reasons

    head = out.paint(printer.name, bold=True)
    usual = " (the usual one)" if printer.is_default else ""
    yield f"{head}{usual}{f'  {printer.model}' if printer.model else ''}"
    state = [_STATES.get(printer.state, "in a state of its own"), *reasons.of_printer(printer.reasons)]
    state += [] if printer.accepts else ["takes no jobs"]
    if printer.waiting:
        state.append(f"{printer.waiting} {'job' if printer.waiting == 1 else 'jobs'} waiting")
    yield out.wrap("; ".join(state), "  ", "    ")
    loaded = printer.ready or ((printer.usual,) if printer.usual else ())
    papers = ", ".join(map(str, loaded)) or "unknown"
    papers += "" if printer.ready or not loaded else " is the usual one"
    others = [
        paper.name or str(paper) for paper in printer.papers if not any(paper.fits(one) for one in loaded)
    ]
    also = f"; takes {', '.join(others)} too" if others else ""
    yield out.wrap(f"paper: {papers}{also}", "  ", "    ")
    yield f"  sides: {'both' if printer.is_two_sided else 'one'}"
    yield out.wrap(f"at: {printer.address.uri}", "  ", "    ")
