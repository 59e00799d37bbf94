"""A printer's name, an address, the environment -> where to ask for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from pubpipe.errors import UsageProblem

PORT = 631
SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
SCHEMES = {"ipp": False, "http": False, "ipps": True, "https": True}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Address:
    """Where requests go. ``uri`` is the printer's own in them, empty for a print server as such.

    ``socket`` is a path in the file system, in the place of host and port. ``fingerprint`` is the SHA-256 of the
    certificate that must be shown, empty where those of the system's authorities will do.
    """

    called: str
    uri: str
    host: str = "localhost"
    port: int = PORT
    path: str = "/"
    is_secure: bool = False
    socket: str = ""
    fingerprint: str = ""


def is_address(name: str) -> bool:
    """Tell whether a printer was named by its address rather than by the name of a queue."""
    return "://" in name


def address_of(uri: str, certificate: str = "") -> Address:
    """Return where ``ipp://host:port/path`` is; raises UsageProblem for what is no such address."""
    shape = "A printer's address is ipp://HOST/ipp/print, or ipps://… where it is to be encrypted."
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError as error:
        raise UsageProblem(f"{uri!r} is no address: {error}", shape) from error
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise UsageProblem(f"{uri!r} is no address of a printer", shape)
    secure = SCHEMES[parts.scheme]
    port = port or PORT
    path = parts.path if parts.path not in ("", "/") else "/ipp/print"
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    own = f"{'ipps' if secure else 'ipp'}://{host}:{port}{path}"
    return Address(uri, own, parts.hostname, port, path, secure, fingerprint=_digest(certificate))


def server(environ: Mapping[str, str], settings: str = "") -> Address:
    """Return where the print server (CUPS) is: ``CUPS_SERVER``, else ``ServerName`` of client.conf, else this machine.

    ``settings`` is the text of client.conf. What is named is ``host``, ``host:port`` or the path of a socket.
    """
    found = re.search(r"(?mi)^\s*ServerName\s+(\S+)", settings)
    named = environ.get("CUPS_SERVER", "") or (found[1] if found else "")
    named = re.sub(r"/version=[\d.]+$", "", named)
    if named.startswith("/"):
        return Address("the print server", "", socket=named)
    if named:
        try:
            parts = urlsplit(f"//{named}")
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if not host:
            raise UsageProblem(f"CUPS_SERVER is {named!r}, which is no host", "Write host or host:port.")
        return Address(f"the print server {named}", "", host, port or PORT)
    here = next((path for path in SOCKETS if Path(path).is_socket()), "")
    return Address("the print server of this machine", "", socket=here)


def queue(on: Address, name: str, path: str = "") -> Address:
    """Return where a queue of a print server is."""
    path = path or f"/printers/{quote(name, safe='')}"
    host = "localhost" if on.socket else f"[{on.host}]" if ":" in on.host else on.host
    return replace(on, called=name, uri=f"ipp://{host}:{on.port}{path}", path=path)


def usual(environ: Mapping[str, str], options: str = "") -> str:
    """Return the name of the printer that somebody prints on, empty where nothing says so.

    That is what ``PUBPIPE_PRINTER`` names, else ``LPDEST``, else ``PRINTER`` (as lp(1) has it), else the default of
    lpoptions(1), whose file's text is ``options``.
    """
    for variable in ("PUBPIPE_PRINTER", "LPDEST", "PRINTER"):
        named = environ.get(variable, "")
        if named and (variable, named) != ("PRINTER", "lp"):
            return named
    found = re.search(r"(?mi)^\s*Default\s+([^\s/]+)", options)
    return found[1] if found else ""


def _digest(certificate: str) -> str:
    plain = re.sub(r"^sha-?256:|[:\s]", "", certificate.strip().lower())
    if plain and not _DIGEST.fullmatch(plain):
        raise UsageProblem(
            f"{certificate!r} is no SHA-256 of a certificate", "It has 64 figures from 0 to 9 and a to f."
        )
    return plain
