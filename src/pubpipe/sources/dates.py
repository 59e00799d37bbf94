"""Words -> the dates in them, as ISO 8601 days, months or years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The months of en, de, fr, es, it, pt, nl, sv, da, pl, cs and ru, as dates name them.
_NAMES = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia leden ledna января янв",
    "february feb februar février févr fév febrero febbraio fevereiro fev februari lutego únor února февраля фев",
    "march mar märz mrz mars marzo março maart mrt marts marca března březen марта мар",
    "april apr avril avr abril abr aprile kwietnia dubna duben апреля апр",
    "may mai mayo maggio mag maio mei maj maja května květen мая май",
    "june jun juni juin junio giugno giu junho czerwca června červen июня июн",
    "july jul juli juillet juil julio luglio lug julho lipca července červenec июля июл",
    "august aug août agosto ago augustus augusti sierpnia srpna srpen августа авг",
    "september sep sept septembre septiembre settembre set setembro września září сентября сен",
    "october oct oktober okt octobre octubre ottobre ott outubro out października října říjen октября окт",
    "november nov novembre noviembre novembro listopada listopad ноября ноя",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia prosince prosinec декабря дек",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_WORD = r"[^\W\d_]{3,12}"
_YEAR = r"(?P<y>1[6-9]\d\d|20\d\d)"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d){_YEAR}[年년]\s?(?P<m>1[0-2]|0?[1-9])[月월]\s?(?:{_DAY}[日일])?",
        rf"(?<!\d){_YEAR}, (?P<w>{_WORD})\.?(?: {_DAY}(?!\d))?",
        rf"(?<!\d){_YEAR}, (?:le )?{_DAY}(?:er|º|\.)? (?:de )?(?P<w>{_WORD})(?!\w)",
        rf"(?<![\w-]){_DAY}(?:st|nd|rd|th|er|º|\.)? (?:de |d’|d')?(?P<w>{_WORD})\.?,?(?: de| del)? {_YEAR}(?!\d)",
        rf"(?<!\w)(?P<w>{_WORD})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}(?!\d)",
        rf"(?<![\d.]){_DAY}\. ?(?P<m>1[0-2]|0?[1-9])\. ?{_YEAR}(?!\d)",
        rf"(?<!\w)(?P<w>{_WORD})\.?,?(?: de)? {_YEAR}(?!\d)",
        rf"(?<![\w./-]){_YEAR}(?![\w/-])",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date at ``start:end`` of some words; ``iso`` is a day, a month or a year."""

    iso: str
    start: int
    end: int


def dates(text: str) -> tuple[Found, ...]:
    """Return the dates of a text in their order, each of the most exact form that fits there.

    A form of figures alone is read only where one order of its parts is possible (``03/04/2024`` is none).
    """
    found: list[Found] = []
    for form in _FORMS:
        for one in _matches(form, text):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(form: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in form.finditer(text):
        parts = match.groupdict()
        month = int(parts["m"]) if parts.get("m") else _MONTHS.get((parts.get("w") or "").lower(), 0)
        if parts.get("w") and not month:
            continue
        iso = "-".join([parts["y"], *(f"{int(p):02}" for p in (month, parts.get("d")) if p)])
        yield Found(iso, match.start(), match.end())
