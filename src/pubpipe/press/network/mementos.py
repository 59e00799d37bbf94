"""An address and a TimeGate -> the public archive's copy of it that is nearest to a day (RFC 7089)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urljoin

from pubpipe.errors import ArticleError
from pubpipe.press.network.asking import REDIRECTING, REDIRECTS, Answer, target
from pubpipe.press.network.visiting import Visitor

_LINK = re.compile(r"<([^<>]*)>([^<>]*)")
_PARAMETER = re.compile(r';\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^",;\s]+))')


@dataclass(frozen=True, slots=True)
class Memento:
    """An archived copy: its address, and the ISO 8601 day on which it was taken."""

    address: str
    day: str


def memento(visitor: Visitor, timegate: str, address: str, day: str) -> Memento | None:
    """Return the copy nearest to an ISO 8601 day (empty: the latest), None where the archive has none.

    The TimeGate's address has the original's written after it; it answers with a redirect to the copy, perhaps by
    another TimeGate, or with the copy itself (RFC 7089, 4.1 and 4.2). A copy of a redirect is one, a copy of an error
    (4.5.3) is none. Raises ArticleError for what is no TimeGate, and for what the network refuses.
    """
    wanted = {"Accept-Datetime": _http_date(day)} if day else {}
    here, promised = f"{timegate}{address}", dict[str, str]()
    for _ in range(REDIRECTS + 1):
        answer = visitor.head(here, wanted)
        told = answer.headers.get("memento-datetime", "")
        if answer.status == 404 or (told and answer.status >= 400):
            return None
        if told:
            copy = answer.headers.get("content-location", "")
            return Memento(urljoin(here, copy), _day(here, told))
        if answer.status not in REDIRECTING:
            if answer.status == 200 and here in promised:
                return Memento(here, _day(here, promised[here]))
            if answer.status == 200:
                raise ArticleError(f"{timegate} is no TimeGate", "sources-timegate names one (RFC 7089).")
            raise ArticleError(f"{here} answers {answer.status} {answer.reason}".rstrip())
        promised = dict(_mementos(here, answer))
        here = target(here, answer)
    raise ArticleError(f"{here} is behind more than {REDIRECTS} redirects")


def _mementos(address: str, answer: Answer) -> Iterator[tuple[str, str]]:
    """The copies, with their times, that a Link header names (RFC 7089, 2.2; RFC 8288).

    An aggregator says so for archives that do not speak Memento themselves.
    """
    for link in _LINK.finditer(answer.headers.get("link", "")):
        values = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(link[2])}
        if "memento" in values.get("rel", "").split() and "datetime" in values:
            yield urljoin(address, link[1]), values["datetime"]


def _http_date(day: str) -> str:
    """Noon of a day, of a month's or a year's first, as HTTP writes it."""
    year, month, date = (int(part) for part in (*re.findall(r"\d+", day), "1", "1")[:3])
    try:
        return format_datetime(datetime(year, month, date, 12, tzinfo=UTC), usegmt=True)
    except ValueError as error:
        raise ArticleError(f"{day} is no day") from error


def _day(address: str, told: str) -> str:
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except ValueError as error:
        raise ArticleError(f"{address} does not say when it was archived") from error
