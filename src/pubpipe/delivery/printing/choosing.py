"""A name, or none, and the environment -> the printer that is meant, or all that there are."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pubpipe.delivery.printing import printers
from pubpipe.delivery.printing.addresses import Address, address_of, is_address, server, usual
from pubpipe.delivery.printing.printers import Printer
from pubpipe.delivery.printing.refusals import Unprinted
from pubpipe.delivery.printing.talking import Line
from pubpipe.errors import UsageProblem
from pubpipe.settings.known import suggest

_CUPS = Path("/etc/cups")
_NO_SERVER = (
    "A printer in the network needs none: --printer ipp://HOST/ipp/print. A print server is set up with the package "
    "cups; CUPS_SERVER names one elsewhere."
)


def everyone(environ: Mapping[str, str]) -> tuple[Printer, ...]:
    """Return the queues of the print server, in the order of their names; raises Unprinted where there is none.

    Printers in the network are asked for their paper themselves, all at once.
    """
    found = _all(Line(_server(environ), user()))
    with ThreadPoolExecutor(max_workers=8) as pool:
        return tuple(pool.map(lambda one: printers.with_paper(one, user()), found))


def chosen(name: str, certificate: str, environ: Mapping[str, str]) -> tuple[Line, Printer]:
    """Return the printer that is named, else the usual one, and a line to it.

    ``name`` is that of a queue or an address (``ipp://…``), ``certificate`` the SHA-256 that an encrypted one shows.
    Raises UsageProblem for a name that does not exist, and where nothing says which of several is meant;
    Unprinted where nobody answers.
    """
    wanted = name or usual(environ, _text(environ, "lpoptions"))
    if is_address(wanted):
        line = Line(address_of(wanted, certificate), user())
        return line, printers.asked(line)
    if certificate:
        raise UsageProblem("--certificate is for a printer's address", "--printer ipps://HOST/ipp/print")
    to_server = Line(_server(environ), user())
    found = _all(to_server)
    one = _one(found, wanted)
    return Line(one.address, user(), to_server.version), printers.with_paper(one, user())


def user() -> str:
    """Return who prints, as print servers call them."""
    try:
        return str(getpass.getuser())
    except (KeyError, OSError):  # a container's user may have no name
        return "anonymous"


def _all(line: Line) -> tuple[Printer, ...]:
    try:
        return printers.all_of(line)
    except Unprinted as error:
        raise Unprinted(error.code, error.message, _NO_SERVER) from error


def _one(found: tuple[Printer, ...], wanted: str) -> Printer:
    names = tuple(printer.name for printer in found)
    if not found:
        raise UsageProblem("the print server has no printer", _NO_SERVER)
    if wanted:
        for printer in found:
            if printer.name == wanted:
                return printer
        raise UsageProblem(f"there is no printer {wanted!r}", suggest(wanted, names, "Printers"))
    usual_one = next((printer for printer in found if printer.is_default), None)
    if usual_one is None and len(found) > 1:
        raise UsageProblem(
            "no printer is the usual one, and there are several",
            f"--printer names one: {', '.join(names)}. `lpoptions -d NAME` makes it the usual one.",
        )
    return usual_one or found[0]


def _server(environ: Mapping[str, str]) -> Address:
    return server(environ, _text(environ, "client.conf"))


def _text(environ: Mapping[str, str], name: str) -> str:
    """Return the user's own file of this name for CUPS, else the machine's, empty where there is none."""
    folders = [_CUPS]
    if home := environ.get("HOME", ""):
        folders.insert(0, Path(home) / ".cups")
    for folder in folders:
        with contextlib.suppress(OSError):
            return (folder / name).read_text(encoding="utf-8", errors="replace")
    return ""
