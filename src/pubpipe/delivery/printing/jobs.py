"""A ticket -> a job that is handed over whole or not at all, followed to its end, or cancelled (RFC 8011, 4.2-4.3)."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from pubpipe.delivery.printing import reasons
from pubpipe.delivery.printing.message import Answer, Said, Tag, Value
from pubpipe.delivery.printing.printers import STOPPED, Printer, checked, requested
from pubpipe.delivery.printing.talking import Line
from pubpipe.delivery.printing.ticket import Ticket
from pubpipe.errors import DeliveryError

_PRINT, _VALIDATE, _CREATE, _SEND, _CANCEL, _JOB_ATTRIBUTES = 0x02, 0x04, 0x05, 0x06, 0x08, 0x09
_PRINTER_ATTRIBUTES = 0x0B
_NOT_FOUND, _BUSY, _FAILED = 0x0406, 0x0507, 0x0100

_HELD, _WORKING, _WAITING, _CANCELLED, _ABORTED, _COMPLETED = 4, 5, 6, 7, 8, 9
_FIRST, _SLOWER, _LAST = 0.1, 1.5, 2.0  # seconds between two questions, and how they grow
_PATIENCE = 60  # seconds for which a printer that has the job may be out of reach

_JOB_ASKED = (
    "job-state",
    "job-state-reasons",
    "job-state-message",
    "job-printer-state-message",
    "job-impressions-completed",
    "job-media-sheets-completed",
)
_PRINTER_ASKED = ("printer-state", "printer-state-reasons", "printer-state-message")

News = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """How a job ended: the sheets or sides that the printer counted, 0 where it counts none; what else it says."""

    job: int
    sheets: int = 0
    words: tuple[str, ...] = ()
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class _Seen:
    """A job, and its printer, at one moment."""

    state: int
    reasons: tuple[str, ...] = ()
    message: str = ""
    sheets: int = 0
    printer_state: int = 0
    printer_reasons: tuple[str, ...] = ()
    printer_message: str = ""


def validate(line: Line, printer: Printer, ticket: Ticket) -> None:
    """Let a printer say whether it would take a job, without giving it one; raises DeliveryError where it would not."""
    if _VALIDATE in printer.operations:
        answer = line.ask(_VALIDATE, *_head(ticket, with_format=True), job=ticket.attributes)
        checked(answer, printer.name, "refuses the job")


def send(line: Line, printer: Printer, ticket: Ticket, news: News | None = None) -> int:
    """Hand a job over and return its number; raises DeliveryError.

    Where a printer can, the job is made first and the document sent into it: so a job whose document does not arrive
    whole, or is interrupted on its way, can be named, and is cancelled. ``news`` is told that the printer has another
    job at hand and takes none before that is done, which is waited for; without it, that is a refusal.
    """
    document = ticket.document.data
    if not {_CREATE, _SEND} <= printer.operations:
        head = _head(ticket, with_format=True)
        return _taken(
            lambda: line.ask(_PRINT, *head, job=ticket.attributes, document=document), printer, news
        )
    head = _head(ticket, with_format=False)
    job = _taken(lambda: line.ask(_CREATE, *head, job=ticket.attributes), printer, news)
    said = (
        Said("job-id", Tag.INTEGER, (job,)),
        Said("document-name", Tag.NAME, (_short(ticket.document.name),)),
        Said("document-format", Tag.MEDIA_TYPE, ("application/pdf",)),
        Said("last-document", Tag.BOOLEAN, (True,)),
    )
    try:
        answer = line.ask(_SEND, *said, document=document)
        checked(answer, printer.name, "refuses the file")
    except BaseException:
        cancel(line, job)
        raise
    return job


def _taken(ask: Callable[[], Answer], printer: Printer, news: News | None) -> int:
    """Ask until a printer is free to take a job, and return the job's number."""
    answer = ask()
    if answer.status == _BUSY and news is not None:
        news(f"{printer.name} has another job at hand; this one waits")
        pause = _FIRST
        while answer.status == _BUSY:
            time.sleep(pause)
            pause = min(pause * _SLOWER, _LAST)
            answer = ask()
    checked(answer, printer.name, "refuses the job")
    return _number(answer)


def cancel(line: Line, job: int) -> bool:
    """Cancel a job and tell whether the printer agreed; it does not where the job is done."""
    with contextlib.suppress(DeliveryError):
        return line.ask(_CANCEL, Said("job-id", Tag.INTEGER, (job,))).status < _FAILED
    return False


def follow(line: Line, printer: Printer, job: int, news: News) -> Printed:
    """Wait until a job is done; ``news`` is told in words what keeps it from going on, whenever that changes.

    Raises DeliveryError for a job that was cancelled or given up elsewhere, for a printer that stops for what nobody
    puts right at the device (its job is cancelled then), and for one that cannot be reached any more.
    """
    told: tuple[str, ...] = ()
    pause, unreached = _FIRST, 0.0
    while True:
        try:
            seen = _looked(line, job)
            unreached = 0.0
        except DeliveryError as error:
            if unreached > _PATIENCE:
                raise _lost(printer, job, error) from error
            seen, unreached = None, unreached + pause
        if seen is not None:
            if seen.state in (_CANCELLED, _ABORTED, _COMPLETED, 0):
                return _ended(printer, job, seen)
            _check_going(line, printer, job, seen)
            if (now := _hindered(seen)) != told:
                told = now
                news(f"{printer.name}: {'; '.join(now)}" if now else f"{printer.name} goes on")
        time.sleep(pause)
        pause = min(pause * _SLOWER, _LAST)


def _looked(line: Line, job: int) -> _Seen:
    answer = line.ask(_JOB_ATTRIBUTES, Said("job-id", Tag.INTEGER, (job,)), requested(_JOB_ASKED))
    if answer.status == _NOT_FOUND:
        return _Seen(0)
    checked(answer, line.address.called)
    values = answer.group(Tag.JOB)
    seen = _Seen(
        _whole(values.get("job-state")),
        _words(values.get("job-state-reasons")),
        next(
            iter(_words(values.get("job-printer-state-message")) or _words(values.get("job-state-message"))),
            "",
        ),
        _whole(values.get("job-media-sheets-completed")) or _whole(values.get("job-impressions-completed")),
    )
    if seen.state in (_CANCELLED, _ABORTED, _COMPLETED):
        return seen
    found = line.ask(_PRINTER_ATTRIBUTES, requested(_PRINTER_ASKED)).group(Tag.PRINTER)
    return _Seen(
        seen.state,
        seen.reasons,
        seen.message,
        seen.sheets,
        _whole(found.get("printer-state")),
        _words(found.get("printer-state-reasons")),
        next(iter(_words(found.get("printer-state-message"))), ""),
    )


def _ended(printer: Printer, job: int, seen: _Seen) -> Printed:
    own = seen.message.strip().rstrip(".")
    words = reasons.of_job(reason for reason in seen.reasons if reason != "aborted-by-system")
    why = "; ".join((*words, *((f"it says '{own}'",) if own else ())))
    if seen.state == _CANCELLED:
        raise DeliveryError(
            f"job {job} on {printer.name} was cancelled{_because(why)}", "Nothing more comes of it."
        )
    if seen.state == _ABORTED:
        raise DeliveryError(
            f"{printer.name} gave up job {job}{_because(why)}",
            "pubpipe check says whether the file is in order; the printer's own page or log says more.",
        )
    return Printed(job, seen.sheets, words, seen.state == _COMPLETED)


def _check_going(line: Line, printer: Printer, job: int, seen: _Seen) -> None:
    """Raise DeliveryError, with the job cancelled, where the printer has stopped for good."""
    grave = reasons.stopping(seen.printer_reasons)
    if seen.printer_state != STOPPED or not grave or reasons.mended_by_hand(grave):
        return
    cancelled = cancel(line, job)
    why = "; ".join(reasons.of_printer(grave))
    own = seen.printer_message.strip().rstrip(".")
    says = f" ('{own}')" if own else ""
    after = f"; job {job} was cancelled" if cancelled else ""
    raise DeliveryError(
        f"{printer.name} has stopped: {why}{says}{after}",
        f"Where it is a queue of this machine, its log says why; cupsenable {printer.name} starts it.",
    )


def _hindered(seen: _Seen) -> tuple[str, ...]:
    """Return in words what keeps a job from going on, or will soon."""
    words = (*reasons.of_printer(seen.printer_reasons), *reasons.of_job(seen.reasons))
    if seen.state == _HELD and not words:
        words = ("the job is held until somebody lets it go",)
    return tuple(dict.fromkeys(words))


def _lost(printer: Printer, job: int, error: DeliveryError) -> DeliveryError:
    return DeliveryError(
        f"{printer.name} has job {job}, but cannot be reached any more: {error.message}",
        "It may print all the same: look before you print again.",
    )


def _head(ticket: Ticket, *, with_format: bool) -> tuple[Said, ...]:
    """Return what a job is called, and that nothing may be left out of what is asked (RFC 8011, 4.2.1.1)."""
    said = (
        Said("job-name", Tag.NAME, (_short(ticket.document.name),)),
        Said("ipp-attribute-fidelity", Tag.BOOLEAN, (True,)),
    )
    return (*said, Said("document-format", Tag.MEDIA_TYPE, ("application/pdf",))) if with_format else said


def _short(name: str, most: int = 255) -> str:
    """Return a name as long as names may be, in bytes (RFC 8011, 5.1.3)."""
    return name.encode()[:most].decode("utf-8", "ignore")


def _number(answer: Answer) -> int:
    job = _whole(answer.group(Tag.JOB).get("job-id"))
    if not job:
        raise DeliveryError("the printer took the job without giving it a number", "Look whether it prints.")
    return job


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _whole(values: tuple[Value, ...] | None) -> int:
    return next((value for value in values or () if isinstance(value, int)), 0)


def _words(values: tuple[Value, ...] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or () if isinstance(value, str) and value != "none")
