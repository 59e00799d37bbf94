"""The first words of a paragraph -> the dateline that they are: place, day, agency (NORMALIZER 1.3 `dateline`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.normalize.dates import days_in, is_month_and_day, months
from pubpipe.normalize.names import is_agency, place
from pubpipe.normalize.phrases import phrases

_LONGEST = 140
_WORD = r"[^\W\d_][\w.'’-]{0,24}"
_MONTH = r"[^\W\d_]{3,12}"
_CITY = rf"(?P<city>{_WORD}(?:[ /]{_WORD}){{0,4}})"
_REGION = (
    rf"(?:[,،] ?(?P<region>{_WORD}(?: {_WORD}){{0,2}})(?!\w)| \((?P<land>{_WORD}(?: {_WORD}){{0,2}})\)(?=,))?"
)
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)? (?:de |of )?(?P<month>{_MONTH})"
    rf"|(?P<month_first>{_MONTH})\.? (?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"\.?(?:,? (?:de |del )?(?P<year>(?:19|20)\d\d))?"
)
_DATE = rf"(?:,? ?(?P<on>le |den |il |am |a )?{_DAY})?"
_AGENCY = r"(?:,? ?[(/\[](?P<agency>[^()/\[\]]{2,30}(?:/[^()/\[\]]{2,12})?)[)/\]])?"
_DASH = r"\s?(?P<dash>\.?\s?[—–―]|\.?-{1,2}|\.(?=\s)(?!\s\d))\s*(?=\S)"
_SITE = r"(?P<agency>[A-Za-z][\w-]{1,24}(?:\.(?:com|net|org|news|co|id)){1,2})"
_WIRE_AFTER = r"(?:(?P<wire>(?:РИА|ИА)[ «]{1,2}[\w. -]{2,20}»?|ТАСС|Интерфакс|РБК)\s?[.,—–-]\s+(?=\S))?"
_FORMS = (
    re.compile(rf"{_DAY} ?{_DASH}", re.I),
    re.compile(
        rf"[(\[/](?P<agency>[^()/\[\]]{{2,30}})[)\]/]\s?{_DASH}(?:{_CITY}(?:, {_DAY})?\s?\.?[—–-]{{1,2}}\s+(?=\S))?"
    ),
    re.compile(rf"{_CITY}, ?{_SITE}\s?{_DASH}", re.I),
    re.compile(rf"{_CITY}-{{1,2}}\((?P<agency>[^()]{{2,30}})\){_DASH}"),
    re.compile(rf"{_CITY}{_REGION}{_DATE}{_AGENCY}{_DASH}{_WIRE_AFTER}"),
)
_WIRE = "ロイター|共同|時事|ＡＦＰ|AFP|ＡＰ|AP|新华社|新華社|中新社|中央社|人民网|연합뉴스|뉴시스|뉴스1"
_UNSPACED = (
    re.compile(
        rf"【(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日[\s\u3000]*(?P<agency>{_WIRE})】[\s\u3000]*(?=\S)"
    ),
    re.compile(
        r"(?P<agency>新华社|新華社|中新社|中新网|中央社|人民网)?(?P<city>[\u4e00-\u9fff]{2,6}?)"
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:电|電|讯|訊)(?:\s?[（(][^（）()]{1,40}[）)])?[\s\u3000]*(?=\S)"
    ),
    re.compile(
        rf"[【［\[（(](?P<city>[^\s\d【】［］\[\]（）()=＝・、。]{{2,10}})[\s\u3000=＝・、]*(?:(?:\d{{1,2}}月)?\d{{1,2}}日)?"
        rf"[\s\u3000=＝・、]*(?P<agency>{_WIRE})?(?:[=＝・][^【】［］\[\]（）()]{{1,12}})?[】］\]）)]"
        r"[\s\u3000]*(?:[-－―—–]\s*|(?P<by>[가-힣]{2,4}) (?:기자|특파원) ?= ?)?(?=\S)"
    ),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The first ``length`` characters of a paragraph are a dateline and say this."""

    length: int
    place: str = ""
    date: str = ""
    agency: str = ""
    by: str = ""


def match_dateline(text: str) -> Dateline | None:
    """Return the dateline at the start of a paragraph, None when there is none.

    A hyphen alone proves nothing (``IBM - a company``): with one, an agency or a day is asked for. A place not
    in capitals asks for them too, or for being well known, since any sentence may begin with a name and a dash.
    """
    start = text[:_LONGEST]
    for form in _UNSPACED:
        match = form.match(start)
        if match and (match["agency"] or "month" in match.groupdict()):
            said = match.groupdict()
            return Dateline(
                match.end(), said.get("city") or "", "", said["agency"] or "", said.get("by") or ""
            )
    if not re.search(r"[—–―-]|\.\s", start):
        return None
    return next(_proved(start), None)


def _proved(start: str) -> Iterator[Dateline]:
    for form in _FORMS:
        match = form.match(start)
        if not match:
            continue
        parts = {key: value or "" for key, value in match.groupdict().items()}
        city, dash = parts.get("city", "").rstrip("-"), parts["dash"]
        if city.endswith(".") and city[:-1].isupper() and dash == "-":
            city, dash = city[:-1], ".-"
        if form is _FORMS[2] and not city.isupper():
            continue
        agency = parts.get("agency", "") or parts.get("wire", "")
        day = _day(parts)
        if (
            (agency and not (parts.get("wire") or _is_wire(agency)))
            or day is None
            or not _could_be_place(city, agency)
        ):
            continue
        # ``Sept. 5 -- The Forum`` is a line of a programme.
        if (dash == "." and not agency) or not (city or agency or parts["year"]):
            continue
        region = parts.get("region", "")
        after = start[match.end() :]
        if not (agency or (day and dash != ".") or _stands_alone(city, region, dash, after)):
            continue
        date = next((d.iso for d in days_in(match[0], "en")), "") if parts.get("year") else ""
        yield Dateline(match.end(), place(city), date, agency)


def _is_wire(agency: str) -> bool:
    # ``AUSTIN (Aug. 13) —`` says when, not who.
    if is_month_and_day(agency):
        return False
    return "." in agency[1:-1] or any(is_agency(part) for part in agency.split("/"))


def _day(parts: dict[str, str]) -> str | None:
    """The day's words, empty when there are none, None when they name no day."""
    month, day = parts.get("month") or parts.get("month_first"), parts.get("day") or parts.get("day_after")
    if not month:
        return ""
    return f"{day} {month}" if month.casefold().rstrip(".") in months() and 1 <= int(day or 0) <= 31 else None


def _is_place(city: str) -> bool:
    words = city.split()
    proper = [w for w in words if w[0].isupper()]
    small = all(w[0].isupper() or len(w) <= 4 for w in words)
    return (
        bool(proper)
        and words[0][0].isupper()
        and small
        and not phrases("no-places") & {w.casefold() for w in words}
    )


def _could_be_place(city: str, agency: str) -> bool:
    # A script without capitals shows no proper name: the agency behind it must.
    caseless = not any(char.isupper() or char.islower() for char in city)
    return not city or (bool(agency) and len(city.split()) <= 3 if caseless else _is_place(city))


def _stands_alone(city: str, region: str, dash: str, after: str) -> bool:
    """Whether a place with a long dash and no agency or day is a dateline: in capitals, or well known."""
    # Spanish papers part the place from the text with ``.-``.
    if (dash.strip(". ") not in ("—", "–", "―", "--") and dash != ".-") or not city:
        return False
    if city.isupper():
        return len(city) > 3
    known = city.casefold() in phrases("cities") or region.casefold().rstrip(".") in phrases("states")
    # ``Paris — the city of light — …`` goes on in small letters.
    return known and bool(re.match(r"[\"“„«‘(]*[^\W_a-zà-ÿ]", after))
