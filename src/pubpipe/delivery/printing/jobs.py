"""A ticket -> a job that is handed over whole or not at all, or cancelled (RFC 8011, 4.2 and 4.3)."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from pubpipe.delivery.printing.message import Answer, Said, Tag
from pubpipe.delivery.printing.printers import Printer, checked, number_of
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line
from pubpipe.delivery.printing.ticket import Ticket

_PRINT, _VALIDATE, _CREATE, _SEND, _CANCEL = 0x02, 0x04, 0x05, 0x06, 0x08
_BUSY, _FAILED = 0x0507, 0x0100
_FIRST, _SLOWER, _LAST = 0.1, 1.5, 2.0  # seconds between two tries, and how they grow

News = Callable[[str], None]


def validate(line: Line, printer: Printer, ticket: Ticket) -> None:
    """Let a printer say whether it would take a job, without giving it one; raises Unprinted where it would not."""
    if _VALIDATE in printer.operations:
        answer = line.ask(_VALIDATE, *_head(ticket, with_format=True), job=ticket.attributes)
        checked(answer, printer.name, "refuses the job")


def send(line: Line, printer: Printer, ticket: Ticket, news: News | None = None) -> int:
    """Hand a job over and return its number; raises Unprinted.

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
    with contextlib.suppress(Unprinted):
        return line.ask(_CANCEL, Said("job-id", Tag.INTEGER, (job,))).status < _FAILED
    return False


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
    job = number_of(answer.group(Tag.JOB).get("job-id"))
    if not job:
        raise Unprinted(
            "print-refused", "the printer took the job without giving it a number", "Look whether it prints."
        )
    return job
