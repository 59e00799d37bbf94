"""Addresses -> what each of them answers: one request a host at a time, as its robots.txt and Retry-After ask."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pubpipe.errors import ArticleError, PubpipeError
from pubpipe.press.network.asking import AGENT, REDIRECTING, REDIRECTS, Answer, Limits, ask, checked, target

if TYPE_CHECKING:
    from protego import Protego

PAGE = Limits(largest=5_000_000, longest=20)
_ROBOTS = Limits(largest=512_000, longest=10)  # RFC 9309, 2.5: at least 500 KiB
_PATIENCE = 30  # seconds for which a server may send us away
_HOSTS = 6  # asked at the same time
_GONE = (404, 410)
_BUSY = (429, 503)
_MOVED = (301, 308)

State = Literal["there", "gone", "unreachable", "refused"]


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address answers.

    ``state`` is ``there``, ``gone`` (404, 410), ``unreachable`` (``why`` says in what way) or ``refused`` (by
    robots.txt, so that nothing was asked). ``moved`` is the address that permanent redirects name (RFC 9110, 15.4). A
    page for which a site shows its front page is gone.
    """

    address: str
    state: State
    why: str = ""
    moved: str = ""
    answer: Answer = field(default_factory=lambda: Answer(0, ""))


@dataclass(slots=True)
class _Host:
    """What is known of a host while it is visited."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    rules: Protego | None = None
    closed: bool = False
    asked: bool = False
    away: str = ""


class Visitor:
    """Asks hosts; keeps their rules for its own life."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        wait: Callable[[float], None] = time.sleep,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        """``told`` hears each address before it is asked, from several threads."""
        self._allow_private = allow_private
        self._wait, self._told = wait, told
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    def all(self, addresses: Iterable[str]) -> Iterator[Visit]:
        """Yield the visit of each address as it is done; several hosts are asked side by side."""
        by_host: dict[str, list[str]] = {}
        for address in dict.fromkeys(addresses):
            by_host.setdefault(_origin(address), []).append(address)
        with ThreadPoolExecutor(max_workers=_HOSTS) as pool:
            works = [pool.submit(lambda group: [self.page(a) for a in group], g) for g in by_host.values()]
            for work in as_completed(works):
                yield from work.result()

    def page(self, address: str) -> Visit:
        """Ask for a page and follow its redirects; what goes wrong is in the visit."""
        try:
            return self._followed(address)
        except PubpipeError as error:
            why = error.message.removeprefix(f"{address} ").removeprefix(f"{_origin(address)}/robots.txt ")
            return Visit(address, "unreachable", why)

    def head(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Ask a service once for its headers alone, politely, but without its robots.txt; raises ArticleError."""
        with self._at(address) as host:
            return self._patiently(address, host, "HEAD", headers)

    def _followed(self, address: str) -> Visit:
        here, moved, permanent = address, "", True
        for _ in range(REDIRECTS + 1):
            checked(here)
            with self._at(here) as host:
                if not self._may(here, host):
                    return Visit(address, "refused", "robots.txt asks not to", moved)
                answer = self._patiently(here, host, "GET", {})
            if answer.status not in REDIRECTING:
                return _seen(address, here, answer, moved)
            here = target(here, answer)
            permanent = permanent and answer.status in _MOVED
            moved = here if permanent else moved
        return Visit(address, "unreachable", f"is behind more than {REDIRECTS} redirects", moved)

    @contextlib.contextmanager
    def _at(self, address: str) -> Iterator[_Host]:
        """Have a host for oneself."""
        with self._guard:
            host = self._hosts.setdefault(_origin(address), _Host())
        with host.lock:
            if host.away:
                raise ArticleError(host.away)
            yield host

    def _may(self, address: str, host: _Host) -> bool:
        """Whether a host's robots.txt lets us (RFC 9309): without one (4xx) all may, a broken one (5xx) closes all."""
        if not host.asked:
            rules, host.closed = self._rules(address)
            host.rules, host.asked = rules, True
        elif host.rules is not None and (delay := host.rules.crawl_delay(AGENT)):
            self._wait(min(float(delay), _PATIENCE))
        return not host.closed and (host.rules is None or host.rules.can_fetch(address, AGENT))

    def _rules(self, address: str) -> tuple[Protego | None, bool]:
        from protego import Protego

        here = f"{_origin(address)}/robots.txt"
        for _ in range(REDIRECTS + 1):
            answer = ask(here, _ROBOTS, allow_private=self._allow_private)
            if answer.status not in REDIRECTING:
                break
            here = target(here, answer)
        else:
            return None, False
        if answer.status >= 500:
            return None, True
        return (
            Protego.parse(answer.data.decode("utf-8", "replace")) if answer.status == 200 else None
        ), False

    def _patiently(self, address: str, host: _Host, method: str, headers: Mapping[str, str]) -> Answer:
        """Ask, and once more where the server says when to come back; a host that sends us away for long is left."""
        self._told(address)
        answer = ask(address, PAGE, method=method, headers=headers, allow_private=self._allow_private)
        if answer.status not in _BUSY or "retry-after" not in answer.headers:
            return answer
        seconds = _seconds(answer.headers["retry-after"])
        if seconds > _PATIENCE:
            host.away = f"asks to come back in {seconds:.0f} seconds"
            raise ArticleError(host.away)
        self._wait(seconds)
        return ask(address, PAGE, method=method, headers=headers, allow_private=self._allow_private)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _seen(address: str, here: str, answer: Answer, moved: str) -> Visit:
    if answer.status == 200 and _is_front(here) and not _is_front(address):
        return Visit(address, "gone", f"leads to the front page {here}", moved, answer)
    if answer.status == 200:
        return Visit(address, "there", "", moved, answer)
    state: State = "gone" if answer.status in _GONE else "unreachable"
    return Visit(address, state, f"answers {answer.status} {answer.reason}".rstrip(), moved, answer)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _seconds(value: str) -> float:
    """Return the seconds that ``Retry-After`` names: a number of them, or a day and time (RFC 9110, 10.2.3)."""
    from urllib3 import Retry
    from urllib3.exceptions import InvalidHeader

    try:
        return max(0.0, float(Retry().parse_retry_after(value)))
    except InvalidHeader:
        return float(_PATIENCE)
