"""A job that was handed over -> how it ends, and what is told on the way (RFC 8011, 5.3.7 and 5.3.8)."""

from __future__ import annotations

import time
from dataclasses import dataclass

from pubpipe.delivery.printing import reasons
from pubpipe.delivery.printing.jobs import News, cancel
from pubpipe.delivery.printing.message import Said, Tag, Value
from pubpipe.delivery.printing.printers import IDLE, STOPPED, Printer, checked, number_of, requested
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line

_PRINTER_ATTRIBUTES, _JOB_ATTRIBUTES = 0x0B, 0x09
_NOT_FOUND = 0x0406

_HELD, _STANDING, _CANCELLED, _ABORTED, _COMPLETED = 4, 6, 7, 8, 9
_FIRST, _SLOWER, _LAST = 0.1, 1.5, 2.0  # seconds between two questions, and how they grow
_LONG = 20.0  # seconds after which a printer's own words are told
_STALLED = 4  # looks at which a job stands still on an idle printer
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


def follow(line: Line, printer: Printer, job: int, news: News) -> Printed:
    """Wait until a job is done; ``news`` is told in words what keeps it from going on, whenever that changes.

    Raises Unprinted for a job that was cancelled or given up elsewhere, for a printer that stops for what nobody
    puts right at the device (its job is cancelled then), and for one that cannot be reached any more.
    """
    course, pause, unreached = _Course(printer, job, news), _FIRST, 0.0
    while True:
        try:
            seen = _looked(line, job)
            unreached = 0.0
        except Unprinted as error:
            if unreached > _PATIENCE:
                raise _lost(printer, job, error) from error
            seen, unreached = None, unreached + pause
        if seen is not None:
            if seen.state in (_CANCELLED, _ABORTED, _COMPLETED, 0):
                return _ended(printer, job, seen)
            if why := course.stopped(seen):
                raise _given_up(line, printer, job, why)
            course.tell(seen, pause)
        time.sleep(pause)
        pause = min(pause * _SLOWER, _LAST)


@dataclass(slots=True)
class _Course:
    """What has been seen and told of a job so far."""

    printer: Printer
    job: int
    news: News
    told: tuple[str, ...] = ()
    own: str = ""
    waited: float = 0.0
    stalled: int = 0

    def stopped(self, seen: _Seen) -> str:
        """Return why a job will not go on though nobody is asked to do something at the printer, empty where it may.

        A print server whose program fails keeps the job, stopped, on a printer that is idle or stopped itself.
        """
        grave = reasons.stopping(seen.printer_reasons)
        if reasons.mended_by_hand(grave):
            self.stalled = 0
            return ""
        if seen.printer_state == STOPPED and grave:
            return _and(reasons.of_printer(grave), seen.printer_message)
        # While a printer changes from job to job, it may be seen so for a moment.
        self.stalled = self.stalled + 1 if seen.state == _STANDING and seen.printer_state == IDLE else 0
        return _and(reasons.of_job(seen.reasons), seen.message) if self.stalled >= _STALLED else ""

    def tell(self, seen: _Seen, pause: float) -> None:
        """Tell what keeps a job from going on, whenever that changes; of a long wait also the printer's own words."""
        self.waited += pause
        if (now := _hindered(seen)) != self.told:
            before, self.told = self.told, now
            if now:
                self.news(f"{self.printer.name}: {'; '.join(now)}")
            elif before:
                self.news(f"{self.printer.name} goes on")
        own = seen.printer_message.strip().rstrip(".")
        if self.waited > _LONG and own and own != self.own and not now:
            self.own = own
            self.news(f"{self.printer.name} says '{own}'")


def _looked(line: Line, job: int) -> _Seen:
    answer = line.ask(_JOB_ATTRIBUTES, Said("job-id", Tag.INTEGER, (job,)), requested(_JOB_ASKED))
    if answer.status == _NOT_FOUND:
        return _Seen(0)
    checked(answer, line.address.called)
    values = answer.group(Tag.JOB)
    seen = _Seen(
        number_of(values.get("job-state")),
        _words(values.get("job-state-reasons")),
        next(
            iter(_words(values.get("job-printer-state-message")) or _words(values.get("job-state-message"))),
            "",
        ),
        number_of(values.get("job-media-sheets-completed"))
        or number_of(values.get("job-impressions-completed")),
    )
    if seen.state in (_CANCELLED, _ABORTED, _COMPLETED):
        return seen
    found = line.ask(_PRINTER_ATTRIBUTES, requested(_PRINTER_ASKED)).group(Tag.PRINTER)
    return _Seen(
        seen.state,
        seen.reasons,
        seen.message,
        seen.sheets,
        number_of(found.get("printer-state")),
        _words(found.get("printer-state-reasons")),
        next(iter(_words(found.get("printer-state-message"))), ""),
    )


def _ended(printer: Printer, job: int, seen: _Seen) -> Printed:
    words = reasons.of_job(reason for reason in seen.reasons if reason != "aborted-by-system")
    why = _and(words, seen.message)
    if seen.state == _CANCELLED:
        raise Unprinted(
            "print-cancelled",
            f"job {job} on {printer.name} was cancelled{_because(why)}",
            "Nothing more comes of it.",
        )
    if seen.state == _ABORTED:
        raise Unprinted(
            "print-given-up",
            f"{printer.name} gave up job {job}{_because(why)}",
            "pubpipe check says whether the file is in order; the printer's own page or log says more.",
        )
    return Printed(job, seen.sheets, words, seen.state == _COMPLETED)


def _given_up(line: Line, printer: Printer, job: int, why: str) -> Unprinted:
    after = f"; job {job} was cancelled" if cancel(line, job) else ""
    return Unprinted(
        "print-stopped",
        f"{printer.name} has stopped: {why}{after}",
        f"Where it is a queue of this machine, its log says why; cupsenable {printer.name} starts it.",
    )


def _and(words: tuple[str, ...], own: str) -> str:
    """Join what is said in plain words and in the printer's own."""
    plain = own.strip().rstrip(".")
    return "; ".join((*words, *((f"it says '{plain}'",) if plain else ())))


def _hindered(seen: _Seen) -> tuple[str, ...]:
    """Return in words what keeps a job from going on, or will soon."""
    words = (*reasons.of_printer(seen.printer_reasons), *reasons.of_job(seen.reasons))
    if seen.state == _HELD and not words:
        words = ("the job is held until somebody lets it go",)
    return tuple(dict.fromkeys(words))


def _lost(printer: Printer, job: int, error: Unprinted) -> Unprinted:
    return Unprinted(
        "print-lost",
        f"{printer.name} has job {job}, but cannot be reached any more: {error.message}",
        "It may print all the same: look before you print again.",
    )


def _because(why: str) -> str:
    return f": {why}" if why else ""


def _words(values: tuple[Value, ...] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or () if isinstance(value, str) and value != "none")
