"""Where a printer is, and a request -> its answer, over a socket, TCP or TLS (RFC 8010, 4; RFC 7472)."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import itertools
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pubpipe.delivery.printing.message import (
    FORMER_VERSION,
    VERSION,
    Answer,
    NotIpp,
    Said,
    Tag,
    decoded,
    encoded,
)
from pubpipe.delivery.printing.refusals import Unprinted

if TYPE_CHECKING:
    from pubpipe.delivery.printing.addresses import Address

_CONNECT = 10  # seconds for one connection
_ANSWER = 120  # seconds for an answer; a printer that sleeps wakes within them
_LARGEST = 16_000_000  # bytes of an answer
_PIECE = 65_536

_VERSION_NOT_SUPPORTED = 0x0503


@dataclass(slots=True)
class Line:
    """One way to a printer or a print server.

    ``user`` is who prints, ``version`` that of the protocol, ``patience`` the seconds for an answer.
    """

    address: Address
    user: str
    version: tuple[int, int] = VERSION
    patience: float = _ANSWER
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ask(
        self,
        operation: int,
        *said: Said,
        job: Iterable[Said] = (),
        document: bytes = b"",
        target: str = "",
    ) -> Answer:
        """Send a request about the printer, or about ``target``, and return the answer, whatever its status.

        ``job`` are the attributes of a job, ``document`` follows them. Raises Unprinted where nobody answers.
        """
        uri = target or self.address.uri
        head = (
            Said("attributes-charset", Tag.CHARSET, ("utf-8",)),
            Said("attributes-natural-language", Tag.LANGUAGE, ("en",)),
            *((Said("printer-uri", Tag.URI, (uri,)),) if uri else ()),
            Said("requesting-user-name", Tag.NAME, (self.user,)),
        )
        groups = [(Tag.OPERATION, (*head, *said))]
        if wanted := tuple(job):
            groups.append((Tag.JOB, wanted))

        def request() -> bytes:
            return encoded(operation, next(self._numbers), tuple(groups), self.version)

        answer = self._sent(request(), document)
        if answer.status == _VERSION_NOT_SUPPORTED and self.version == VERSION:
            self.version = FORMER_VERSION
            answer = self._sent(request(), document)
        return answer

    def _sent(self, request: bytes, document: bytes) -> Answer:
        address = self.address
        with _explained(address), contextlib.closing(_connection(address, self.patience)) as connection:
            _connect(connection, address, self.patience)
            connection.putrequest("POST", address.path)
            connection.putheader("Content-Type", "application/ipp")
            connection.putheader("Content-Length", str(len(request) + len(document)))
            connection.endheaders(request)
            # Whoever refuses may do so before all has come; why is in the answer.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                for at in range(0, len(document), _PIECE):
                    connection.send(document[at : at + _PIECE])
            reply = connection.getresponse()
            data = reply.read(_LARGEST)
            if reply.status != http.client.OK:
                raise _refused(address, reply.status, reply.reason)
            return decoded(data)


class _Local(http.client.HTTPConnection):
    """A connection to a print server on this machine, by the socket that it has in the file system."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _connection(address: Address, patience: float) -> http.client.HTTPConnection:
    connection: http.client.HTTPConnection
    wait = min(_CONNECT, patience)
    if address.socket:
        connection = _Local(address.socket, wait)
    elif address.is_secure:
        connection = http.client.HTTPSConnection(
            address.host, address.port, timeout=wait, context=_context(address)
        )
    else:
        connection = http.client.HTTPConnection(address.host, address.port, timeout=wait)
    return connection


def _connect(connection: http.client.HTTPConnection, address: Address, patience: float) -> None:
    connection.connect()
    if connection.sock is not None:
        connection.sock.settimeout(patience)
        if address.is_secure:
            _check_pin(address, connection.sock)


def _context(address: Address) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if address.fingerprint:
        # The certificate itself is known, so nobody else needs to vouch for it.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _check_pin(address: Address, sock: socket.socket) -> None:
    if not address.fingerprint or not isinstance(sock, ssl.SSLSocket):
        return
    found = hashlib.sha256(sock.getpeercert(binary_form=True) or b"").hexdigest()
    if found != address.fingerprint:
        raise Unprinted(
            "print-certificate",
            f"{address.called} shows another certificate than the one that was named",
            f"Its SHA-256 is {found}. Find out why before you print.",
        )


@contextlib.contextmanager
def _explained(address: Address) -> Iterator[None]:
    """Say of what the network refuses what it means for somebody who wants to print."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(address, error) from error
    except TimeoutError as error:
        raise Unprinted(
            "print-unreachable", f"{address.called} does not answer", _ON.format(address.called)
        ) from error
    except socket.gaierror as error:
        raise Unprinted(
            "print-unreachable", f"there is no host {address.host!r} in this network", _NAMES
        ) from error
    except NotIpp as error:
        raise Unprinted(
            "print-unreachable", f"{address.called} answers what is not the printing protocol: {error}", _PATH
        ) from error
    except (OSError, http.client.HTTPException) as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Unprinted(
            "print-unreachable", f"{address.called} cannot be reached: {why}", _ON.format(address.called)
        ) from error


_ON = "See that {} is switched on and in the network; pubpipe print --list names the printers that are known here."
_NAMES = "pubpipe print --list names the printers that are known here."
_PATH = "A printer's address is mostly ipp://HOST/ipp/print, that of a queue ipp://HOST/printers/NAME."


def _untrusted(address: Address, error: ssl.SSLCertVerificationError) -> Unprinted:
    """Tell of a certificate that nobody vouches for, as printers make them for themselves, and how to name it."""
    with contextlib.suppress(OSError, ValueError):
        pem = ssl.get_server_certificate((address.host, address.port), timeout=_CONNECT)
        found = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
        return Unprinted(
            "print-certificate",
            f"nobody vouches for the certificate of {address.called} ({error.verify_message})",
            f"If its own page or display shows the SHA-256 {found}, name it: --certificate {found}",
        )
    return Unprinted(
        "print-certificate", f"the certificate of {address.called} is refused: {error.verify_message}"
    )


_STATUS: dict[int, Callable[[str], tuple[str, str]]] = {
    401: lambda name: (
        f"{name} wants a name and a password, and pubpipe has none to give",
        "Print the file with the system's own dialogue or `lp`, or let the queue be used without one.",
    ),
    403: lambda name: (f"{name} does not let this machine or user print", "Ask who looks after it."),
    404: lambda name: (f"there is no printer at {name}", _PATH),
    426: lambda name: (
        f"{name} only talks encrypted",
        "Write its address with ipps:// in the place of ipp://.",
    ),
}


def _refused(address: Address, status: int, reason: str) -> Unprinted:
    told = _STATUS.get(status)
    if told is None:
        return Unprinted("print-refused", f"{address.called} refuses: {status} {reason}", _PATH)
    return Unprinted("print-refused", *told(address.called))
