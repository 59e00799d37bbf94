"""What a print server or a printer says of itself -> the printers that there are, and what each can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from pubpipe.delivery.printing.addresses import SCHEMES, Address, address_of, queue
from pubpipe.delivery.printing.message import Answer, Attributes, Said, Tag, Value
from pubpipe.delivery.printing.paper import Paper, named
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line
from pubpipe.errors import UsageProblem

_PRINTER_ATTRIBUTES = 0x000B
_CUPS_DEFAULT, _CUPS_PRINTERS = 0x4001, 0x4002
_SHORT = 3.0  # seconds for a printer that is asked beside its print server
_FAILED = 0x0100  # from here on a status is a refusal (RFC 8011, appendix B.1)
_NOT_FOUND = 0x0406

IDLE, BUSY, STOPPED = 3, 4, 5

ASKED = (
    "copies-supported",
    "document-format-supported",
    "job-creation-attributes-supported",
    "media-default",
    "media-ready",
    "media-supported",
    "multiple-document-handling-supported",
    "operations-supported",
    "print-scaling-supported",
    "printer-info",
    "printer-is-accepting-jobs",
    "printer-location",
    "printer-make-and-model",
    "printer-name",
    "printer-state",
    "printer-state-message",
    "printer-state-reasons",
    "printer-uri-supported",
    "queued-job-count",
    "sides-default",
    "sides-supported",
)


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer or a queue, as it describes itself (RFC 8011, 5.4; PWG 5100.7 for what it is asked to do).

    ``ready`` is the paper that is loaded, empty where nobody tells; ``usual`` what it prints on when told nothing.
    ``formats`` are media types, ``operations`` numbers. ``device`` is where a print server finds it.
    """

    name: str
    address: Address
    model: str = ""
    location: str = ""
    state: int = IDLE
    reasons: tuple[str, ...] = ()
    message: str = ""
    accepts: bool = True
    waiting: int = 0
    ready: tuple[Paper, ...] = ()
    papers: tuple[Paper, ...] = ()
    media: tuple[str, ...] = ()
    usual: Paper | None = None
    sides: tuple[str, ...] = ("one-sided",)
    usual_sides: str = "one-sided"
    formats: tuple[str, ...] = ()
    copies: int = 1
    scaling: tuple[str, ...] = ()
    collating: tuple[str, ...] = ()
    operations: frozenset[int] = frozenset()
    device: str = ""
    is_default: bool = False

    @property
    def is_two_sided(self) -> bool:
        """Whether it prints both sides of a sheet by itself."""
        return any(side.startswith("two-sided") for side in self.sides)


def requested(names: Iterable[str] = ASKED) -> Said:
    """Return what asks for these attributes and no others."""
    return Said("requested-attributes", Tag.KEYWORD, tuple(names))


def described(attributes: Attributes, address: Address) -> Printer:
    """Return the printer that an answer describes."""

    def words(name: str) -> tuple[str, ...]:
        return tuple(str(value) for value in attributes.get(name, ()) if isinstance(value, str))

    def word(name: str) -> str:
        return next(iter(words(name)), "")

    reasons = tuple(reason for reason in words("printer-state-reasons") if reason != "none")
    operations = {value for value in attributes.get("operations-supported", ()) if isinstance(value, int)}
    accepts = attributes.get("printer-is-accepting-jobs", (True,))[0]
    return Printer(
        name=word("printer-info") or word("printer-make-and-model") or address.called,
        address=address,
        model=word("printer-make-and-model"),
        location=word("printer-location"),
        state=number_of(attributes.get("printer-state")) or IDLE,
        reasons=reasons,
        message=word("printer-state-message"),
        accepts=accepts is not False,
        waiting=number_of(attributes.get("queued-job-count")),
        ready=named(words("media-ready")),
        papers=named(words("media-supported")),
        media=words("media-supported"),
        usual=next(iter(named(words("media-default"))), None),
        sides=words("sides-supported") or ("one-sided",),
        usual_sides=word("sides-default") or "one-sided",
        formats=words("document-format-supported"),
        copies=_most(attributes.get("copies-supported")),
        scaling=words("print-scaling-supported"),
        collating=words("multiple-document-handling-supported"),
        operations=frozenset(operations),
    )


def all_of(line: Line) -> tuple[Printer, ...]:
    """Return the queues of a print server, in the order of their names; raises Unprinted.

    What a print server says of the paper that is loaded is a guess from its default size, and is left out.
    """
    answer = line.ask(_CUPS_PRINTERS, requested((*ASKED, "device-uri")))
    if answer.status == _NOT_FOUND:
        return ()
    checked(answer, line.address.called)
    usual = default_of(line)
    found: list[Printer] = []
    for attributes in answer.all(Tag.PRINTER):
        name = next((str(value) for value in attributes.get("printer-name", ())), "")
        uri = next((str(value) for value in attributes.get("printer-uri-supported", ())), "")
        device = next((str(value) for value in attributes.get("device-uri", ())), "")
        printer = described(attributes, queue(line.address, name, urlsplit(uri).path))
        found.append(replace(printer, name=name, device=device, ready=(), is_default=name == usual))
    return tuple(sorted(found, key=lambda printer: printer.name))


def default_of(line: Line) -> str:
    """Return the name of the print server's default queue, empty where it has none."""
    answer = line.ask(_CUPS_DEFAULT, requested(("printer-name", "printer-uri-supported")))
    attributes = answer.group(Tag.PRINTER) if answer.status < _FAILED else {}
    return next((str(value) for value in attributes.get("printer-name", ())), "")


def asked(line: Line) -> Printer:
    """Return what the printer at an address says of itself; raises Unprinted, UsageProblem where there is none."""
    answer = line.ask(_PRINTER_ATTRIBUTES, requested())
    if answer.status == _NOT_FOUND:
        name = unquote(line.address.called)
        raise UsageProblem(
            f"there is no printer {name!r}", "pubpipe print --list names those that there are."
        )
    checked(answer, line.address.called)
    return described(answer.group(Tag.PRINTER), line.address)


def with_paper(printer: Printer, user: str) -> Printer:
    """Return a queue with the paper that its printer says is loaded, where that one speaks the protocol and answers."""
    if urlsplit(printer.device).scheme not in SCHEMES:
        return printer
    try:
        answer = Line(address_of(printer.device), user, patience=_SHORT).ask(_PRINTER_ATTRIBUTES, requested())
    except (Unprinted, UsageProblem):
        return printer
    return replace(printer, ready=described(answer.group(Tag.PRINTER), printer.address).ready)


def checked(answer: Answer, called: str, doing: str = "refuses to answer") -> None:
    """Raise Unprinted with the printer's own words where an answer is a refusal."""
    if answer.status < _FAILED:
        return
    said = answer.group(Tag.OPERATION).get("status-message", ())
    own = next((str(word) for word in said if word), "") or _STATUS.get(
        answer.status, f"status {answer.status:#06x}"
    )
    unknown = ", ".join(sorted(answer.group(Tag.UNSUPPORTED)))
    raise Unprinted(
        "print-refused",
        f"{called} {doing}: {own.strip().rstrip('.')}{f' ({unknown})' if unknown else ''}",
        _HINTS.get(answer.status, "pubpipe print --dry-run shows what it is asked."),
    )


# RFC 8011, appendix B.1
_STATUS = {
    0x0400: "it does not understand the request",
    0x0401: "forbidden",
    0x0402: "a name and a password are wanted",
    0x0403: "not for this user",
    0x0406: "there is no such printer",
    0x0408: "the file is too large",
    0x040A: "it cannot print this kind of file",
    0x040B: "it does not have what is asked of it",
    0x0411: "it cannot read the file",
    0x0500: "an error of its own",
    0x0501: "it cannot do that",
    0x0502: "it is not available",
    0x0504: "an error of its device",
    0x0505: "it can take no job now",
    0x0506: "it takes no jobs",
    0x0507: "it is busy",
    0x0508: "the job was cancelled",
}
_HINTS = {
    0x0401: "Ask who looks after it.",
    0x0402: "Print the file with the system's own dialogue or `lp`, which ask for them.",
    0x0403: "Ask who looks after it.",
    0x0502: "Try again in a while.",
    0x0505: "Try again in a while.",
    0x0506: "Where it is a queue of this machine: cupsaccept NAME, as its administrator.",
    0x0507: "Try again in a while.",
}


def number_of(values: tuple[Value, ...] | None) -> int:
    """Return the first number among values, 0 where there is none."""
    return next((value for value in values or () if isinstance(value, int)), 0)


def _most(values: tuple[Value, ...] | None) -> int:
    """The most copies of one job, of the range in which they may be."""
    for value in values or ():
        if isinstance(value, tuple) and len(value) == 2:
            return value[1]
        if isinstance(value, int):
            return value
    return 1
