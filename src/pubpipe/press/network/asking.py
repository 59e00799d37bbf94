"""One question to a web server -> its answer: http and https only, to public hosts, within limits."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from pubpipe.errors import ArticleError, UsageProblem
from pubpipe.sources.address import ascii_address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

AGENT = "pubpipe"
REDIRECTS = 5
REDIRECTING = (301, 302, 303, 307, 308)
BY_HAND = "Save the page and add the file."
_CONNECT = 10  # seconds for one connection


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: ``largest`` in bytes, ``longest`` in seconds."""

    largest: int
    longest: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers: header names are in lower case, ``data`` is empty but for a page that is there."""

    status: int
    reason: str
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def media_type(self) -> str:
        """The type of the data in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def target(address: str, answer: Answer) -> str:
    """Return where a redirect leads; raises ArticleError for one that does not say."""
    named = answer.headers.get("location", "")
    if not named:
        raise ArticleError(f"{address} leads elsewhere without saying where")
    return urljoin(address, named)


def ask(
    address: str,
    limits: Limits,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    allow_private: bool = False,
) -> Answer:
    """Ask a server once and return its answer, a redirect as it is.

    Every host is resolved once, and the connection goes to the address that was checked, so that a second answer of
    the name server cannot lead elsewhere. Raises UsageProblem for other schemes than http and https, ArticleError
    for hosts that are not public (unless ``allow_private``), for everything larger or slower than the limits, and
    for what the network refuses.
    """
    parts = checked(ascii_address(address))
    end = time.monotonic() + limits.longest
    with (
        _pool(parts, _public_host(parts, allow_private=allow_private)) as pool,
        _cut_off(pool, limits.longest),
    ):
        response = _answer(pool, method, parts, headers or {}, end)
        try:
            wanted = response.status == 200 and method == "GET"
            data = _received(response, address, limits, end) if wanted else b""
        finally:
            response.close()
    told = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, response.reason or "", told, data)


def checked(address: str) -> SplitResult:
    """Return the parts of a web address; raises UsageProblem for one that is none."""
    try:
        parts = urlsplit(address)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise UsageProblem(f"{address!r} is no web address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise UsageProblem(f"{address!r} is no http or https address", BY_HAND)
    return parts


def _public_host(parts: SplitResult, *, allow_private: bool) -> str:
    """The IP address to connect to; every address of the host must be public."""
    host = str(parts.hostname)
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(
            f"the host {host!r} is not known", "Is the address right, and the network up?"
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    private = [a for a in addresses if not ipaddress.ip_address(a.partition("%")[0]).is_global]
    if private and not allow_private:
        raise ArticleError(
            f"{host} is not a public host ({private[0]})", "--allow-private fetches from it all the same."
        )
    return addresses[0]


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _pool(parts: SplitResult, ip: str) -> HTTPConnectionPool:
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool

    if parts.scheme == "http":
        return HTTPConnectionPool(ip, _port(parts))
    host = str(parts.hostname)
    return HTTPSConnectionPool(ip, _port(parts), server_hostname=host, assert_hostname=host)


@contextlib.contextmanager
def _cut_off(pool: HTTPConnectionPool, seconds: float) -> Iterator[None]:
    """Close the connection when the time is over: a server that sends a byte now and then never times out."""
    opened: list[socket.socket] = []

    class Watched(pool.ConnectionCls):  # type: ignore[name-defined,misc]
        def connect(self) -> None:
            super().connect()
            opened.append(self.sock)

    def close() -> None:
        for one in opened:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    pool.ConnectionCls = Watched
    timer = threading.Timer(seconds, close)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _answer(
    pool: HTTPConnectionPool, method: str, parts: SplitResult, headers: Mapping[str, str], end: float
) -> BaseHTTPResponse:
    from urllib3 import Timeout
    from urllib3.exceptions import HTTPError

    sent = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": AGENT,
        "Accept": "text/html, text/*, */*;q=0.5",
        **headers,
    }
    left = max(0.1, end - time.monotonic())
    try:
        return pool.urlopen(
            method,
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers=sent,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=min(_CONNECT, left), read=left),
        )
    except HTTPError as error:
        if time.monotonic() > end:
            raise _slow(parts.geturl()) from error
        raise ArticleError(f"{parts.geturl()} cannot be fetched: {_reason(error)}", BY_HAND) from error


def _received(response: BaseHTTPResponse, address: str, limits: Limits, end: float) -> bytes:
    from urllib3.exceptions import HTTPError

    data = bytearray()
    try:
        # In such pieces as come: waiting for a whole one would outlast the limit.
        while chunk := response.read1(65536, decode_content=True):
            data += chunk
            if len(data) > limits.largest:
                size = f"{limits.largest / 1_000_000:g} MB"
                raise ArticleError(f"{address} is larger than {size}", BY_HAND)
            if time.monotonic() > end:
                raise _slow(address)
    except HTTPError as error:
        if time.monotonic() > end:
            raise _slow(address) from error
        raise ArticleError(f"{address} breaks off: {_reason(error)}", BY_HAND) from error
    if time.monotonic() > end:
        raise _slow(address)
    return bytes(data)


def _slow(address: str) -> ArticleError:
    return ArticleError(f"{address} takes longer than it may", BY_HAND)


def _reason(error: Exception) -> str:
    text = str(error.__cause__ or error)
    if secure := re.search(r"\[SSL[^\]]*\] (.*?)(?: \(_ssl\.c:\d+\))", text):
        return f"no secure connection, {secure[1]}"
    if cut := re.search(r"IncompleteRead\((\d+) bytes read, (\d+) more expected", text):
        return f"after {cut[1]} of {int(cut[1]) + int(cut[2])} bytes"
    if "BadStatusLine" in text or "got more than" in text:
        return "its answer is no HTTP"
    if "Connection aborted" in text:
        return "the connection was closed"
    said = re.sub(r"^\[Errno -?\d+\] ", "", text.rpartition(": ")[2])
    return said[:1].lower() + said[1:] or type(error).__name__
