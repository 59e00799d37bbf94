"""A web address -> the page's bytes as received: http and https only, from public hosts, within limits."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from pubpipe.errors import ArticleError, UsageProblem

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

LARGEST = 20_000_000  # bytes
LONGEST = 60  # seconds, for everything together
REDIRECTS = 5
_CONNECT = 10  # seconds for one connection
_REDIRECT = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as received: ``address`` after redirects, ``media_type`` in lower case without parameters."""

    address: str
    media_type: str
    data: bytes


def fetch(address: str, *, allow_private: bool = False) -> Fetched:
    """Return what stands at an address.

    Every host, that of a redirect too, is resolved once, and the connection goes to the address that was
    checked, so that a second answer of the name server cannot lead elsewhere. Raises UsageProblem for other
    schemes than http and https, ArticleError for hosts that are not public (unless ``allow_private``), for
    everything larger, slower or more often redirected than the limits, and for what the server refuses.
    """
    deadline = time.monotonic() + LONGEST
    for _ in range(REDIRECTS + 1):
        parts = _checked(address)
        with _pool(parts, _public_host(parts, allow_private=allow_private)) as pool:
            response = _answer(pool, parts, address, deadline)
            if response.status not in _REDIRECT:
                return _received(response, address, deadline)
            target = response.headers.get("Location", "")
            response.release_conn()
        if not target:
            raise ArticleError(f"{address} leads elsewhere without saying where")
        address = urljoin(address, target)
    raise ArticleError(
        f"{address} is behind more than {REDIRECTS} redirects", "Save the page and add the file."
    )


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port_is_valid = parts.port is None or parts.port > 0
    except ValueError:
        raise UsageProblem(f"{address!r} is no web address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_valid:
        raise UsageProblem(f"{address!r} is no http or https address", "Save the page and add the file.")
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


def _answer(pool: HTTPConnectionPool, parts: SplitResult, address: str, deadline: float) -> BaseHTTPResponse:
    from urllib3 import Timeout
    from urllib3.exceptions import HTTPError

    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": "pubpipe",
        "Accept": "text/html, text/*, */*;q=0.5",
    }
    left = max(0.1, deadline - time.monotonic())
    try:
        return pool.urlopen(
            "GET",
            path,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=min(_CONNECT, left), read=left),
        )
    except HTTPError as error:
        raise ArticleError(
            f"{address} cannot be fetched: {_reason(error)}", "Save the page and add the file."
        ) from error


def _received(response: BaseHTTPResponse, address: str, deadline: float) -> Fetched:
    from urllib3.exceptions import HTTPError

    if response.status != 200:
        raise ArticleError(f"{address} answers {response.status} {response.reason or ''}".rstrip())
    data = bytearray()
    try:
        for chunk in response.stream(65536, decode_content=True):
            data += chunk
            if len(data) > LARGEST:
                raise ArticleError(
                    f"{address} is larger than {LARGEST // 1_000_000} MB", "Save the page and add the file."
                )
            if time.monotonic() > deadline:
                raise ArticleError(
                    f"{address} takes longer than {LONGEST} seconds", "Save the page and add the file."
                )
    except HTTPError as error:
        raise ArticleError(f"{address} breaks off: {_reason(error)}") from error
    finally:
        response.close()
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(address, media_type, bytes(data))


def _reason(error: Exception) -> str:
    text = str(error.__cause__ or error)
    return text.rpartition(": ")[2] or type(error).__name__
