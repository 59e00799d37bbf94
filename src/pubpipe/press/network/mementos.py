"""An address and a TimeGate -> the public archive's copy of it that is nearest to a day (RFC 7089)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from pubpipe.errors import ArticleError
from pubpipe.press.network.fetching import REDIRECTING, REDIRECTS, Answer, target
from pubpipe.press.network.visiting import Visitor


@dataclass(frozen=True, slots=True)
class Memento:
    """An archived copy: its address, and the ISO 8601 day on which it was taken."""

    address: str
    day: str


def memento(visitor: Visitor, timegate: str, address: str, day: str) -> Memento | None:
    """Return the copy nearest to an ISO 8601 day (empty: the latest), None where the archive has none.

    The TimeGate's address has the original's written after it; it answers with a redirect to the copy, or with the
    copy itself (RFC 7089, 4.1 and 4.2). Raises ArticleError for what is no TimeGate, and for what the network refuses.
    """
    wanted = {"Accept-Datetime": _http_date(day)} if day else {}
    here = f"{timegate}{address}"
    for _ in range(REDIRECTS + 1):
        answer = visitor.head(here, wanted)
        if "memento-datetime" in answer.headers:
            copy = answer.headers.get("content-location", "")
            return Memento(
                target(here, Answer(302, "", {"location": copy})) if copy else here, _day(here, answer)
            )
        if answer.status == 404:
            return None
        if answer.status not in REDIRECTING:
            if answer.status == 200:
                raise ArticleError(f"{timegate} is no TimeGate", "sources-timegate names one (RFC 7089).")
            raise ArticleError(f"{here} answers {answer.status} {answer.reason}".rstrip())
        here = target(here, answer)
    raise ArticleError(f"{here} is behind more than {REDIRECTS} redirects")


def _http_date(day: str) -> str:
    """Noon of a day, of a month's or a year's first, as HTTP writes it."""
    year, month, date = (int(part) for part in (*re.findall(r"\d+", day), "1", "1")[:3])
    try:
        return format_datetime(datetime(year, month, date, 12, tzinfo=UTC), usegmt=True)
    except ValueError as error:
        raise ArticleError(f"{day} is no day") from error


def _day(address: str, answer: Answer) -> str:
    try:
        return parsedate_to_datetime(answer.headers["memento-datetime"]).date().isoformat()
    except ValueError as error:
        raise ArticleError(f"{address} does not say when it was archived") from error
