"""A line -> the days that it names, each as published or as updated, where it says nothing else (NORMALIZER 1.3)."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pubpipe.normalize.phrases import lines, phrases

_LONGEST = 160
_NAME = r"[^\W\d_][^\s\d.,;:/|()·•]{1,14}"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_OF = r"(?:\s*(?:st|nd|rd|th|er|º|°|ª|-го|\.)(?!\w))?\s*(?:(?:of|de|den|d['’])\s*)?"
_FORMS = (
    re.compile(rf"{_DAY}{_OF}(?P<name>{_NAME})\.?,?\s*(?:del?\s+)?{_YEAR}", re.I),
    re.compile(rf"(?P<name>{_NAME})\.?\s*{_DAY}(?:st|nd|rd|th|\.)?,?\s+{_YEAR}", re.I),
    re.compile(rf"(?<!\d){_YEAR}\.\s*(?P<name>{_NAME})\s+(?P<day>\d{{1,2}})(?!\d)\.?", re.I),
    re.compile(rf"(?<!\d){_YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일號号]"),
    re.compile(r"(?P<era>令和|平成|昭和|大正)(?P<year>元|\d{1,2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
    re.compile(rf"{_DAY}\s+tháng\s+(?P<month>\d{{1,2}})(?:,|\s+năm)?\s+{_YEAR}", re.I),
    re.compile(
        r"(?<!\d)(?P<year>[12]\d{3})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)"
    ),
    re.compile(rf"{_DAY}(?P<mark>[-/.])\s?(?P<month>\d{{1,2}})(?P=mark)\s?{_YEAR}"),
)
_NUMERIC = _FORMS[-1]
# ``12.03.24`` is a date where the line says that it is one, or a clock stands beside it; else it may be a version.
_SHORT = re.compile(rf"{_DAY}(?P<mark>[/.])(?P<month>\d{{1,2}})(?P=mark)(?P<century>)(?P<year>\d\d)(?![\d.])")
_YEARLY = re.compile(r"\d{4}|\d[/.]\d\d?[/.]\d\d|令和|平成|昭和|大正")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_CLOCK = re.compile(
    r"T?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?(?:[ap]\.?m\b\.?|h\b|uhr\b|時|时|點|点|시)"
    r"(?:\s?\d{1,2}\s?[分분])?|[+-]\d{2}:?\d{2}|(?<=[\d)])z\b|(?:gmt|utc)[+-]\d{1,2}",
    re.I,
)
# ``3 hours ago``: true on the day of the copy alone, so it says nothing that could be kept.
_SINCE = re.compile(
    r"(?:(?:updated|atualizado|actualizado|aktualisiert|modifié|aggiornato):? )?"
    r"(?:\d{1,3} (?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?) ago"
    r"|(?:há|hace|vor|il y a) \d{1,3} [^\W\d_]{1,12})"
)
_HARAKAT = re.compile("[\u064b-\u0652\u0670]")
_WORD = re.compile(r"[^\s,;:：，、｜|•·@()（）\[\]【】/／–—―-]+")
_MONTH_FIRST = frozenset({"en-us", "en-ph", "es-us"})
_DAY_FIRST = frozenset({"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za", "en-sg", "en-hk", "en-ng"})


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at ``start:end`` of a line; ``iso`` is empty where day and month cannot be told apart."""

    iso: str
    start: int
    end: int
    updated: bool = False


def days_in(line: str, lang: str = "") -> Iterator[Day]:
    """Yield the days with day, month and year that a line names, from left to right.

    ``03/04/2024`` is read by the language's order; English alone, without a region, does not settle it.
    """
    found: list[Day] = []
    plain = _plain_figures(line)
    short = _SHORT.search(plain) and (is_labelled(line) or _CLOCK.search(_SHORT.sub(" ", plain)))
    forms = (*_FORMS, _SHORT) if short else _FORMS
    for form in forms:
        for match in form.finditer(plain):
            overlaps = any(match.start() < day.end and day.start < match.end() for day in found)
            iso = None if overlaps else _iso(match, lang)
            if iso is not None:
                found.append(Day(iso, match.start(), match.end()))
    yield from sorted(found, key=lambda day: day.start)


def date_line(line: str, lang: str = "") -> tuple[Day, ...]:
    """Return the days of a line that says nothing but when: weekday, clock and ``Published``-like words aside.

    Two days that no word tells apart, and any other word, make it an ordinary line: the result is empty.
    """
    if len(line) > _LONGEST or not _YEARLY.search(line):
        return ()
    days = list(days_in(line, lang))
    told: list[Day] = []
    labelled: list[bool] = []
    at = 0
    for n, day in enumerate(days):
        stop = day.end if n + 1 < len(days) else len(line)
        before, after = _said(line[at : day.start]), _said(line[day.end : stop])
        if not all(word in _saying_nothing() for word in (*before, *after)):
            return ()
        # ``Sept. 21, 2022 Updated 11:02 a.m.``: the day is that of publication, the clock that of the change.
        late = () if _CLOCK.search(line, day.end, stop) and line[day.end :].isascii() else after
        told.append(replace(day, updated=any(word in phrases("updated") for word in (*before, *late))))
        labelled.append(any(word in phrases("published") for word in before))
        at = day.end
    if labelled == [False, True] and not told[0].updated and told[0].iso <= told[1].iso:
        # ``24.08.2023 | Stand: 25.08.2023``: the first is the day of publication.
        told[1] = replace(told[1], updated=True)
    alike = len(told) > 1 and len({day.updated for day in told}) < len(told)
    return () if alike else tuple(told)


def is_labelled(line: str) -> bool:
    """Tell whether a date line says of what its date is: ``Published``, ``Stand``, ``Mis à jour le``."""
    return any(word in phrases("published") or word in phrases("updated") for word in _said(line))


def is_month_and_day(line: str) -> bool:
    """Tell whether a line is a day without its year: ``Feb 8``, ``8. Februar``."""
    parts = line.casefold().replace(".", " ").split()
    named = [part for part in parts if part in months()]
    figures = [part for part in parts if part.isdecimal() and 1 <= int(part) <= 31]
    return len(parts) == 2 and len(named) == len(figures) == 1


def says_nothing(text: str) -> bool:
    """Tell whether a text has only words that may stand beside a date: a clock, a weekday, ``Published``."""
    return all(word in _saying_nothing() for word in _said(text))


def date_part(line: str, lang: str = "") -> tuple[tuple[Day, ...], str]:
    """Return the days at the end of a line, with the words that introduce them cut off, and what stands before."""
    days = list(days_in(line, lang)) if len(line) <= _LONGEST else []
    if not days:
        return (), line
    begin = days[0].start
    clocks = {m.start(): m.end() for m in _CLOCK.finditer(line, 0, begin)}
    for word in reversed(list(_WORD.finditer(line, 0, begin))):
        if any(start <= word.start() < end for start, end in clocks.items()):
            begin = min(begin, word.start())
            continue
        if word[0].casefold().strip(".") not in _saying_nothing():
            break
        begin = word.start()
    told = date_line(line[begin:], lang)
    return told, line[:begin] if told else line


@functools.cache
def months() -> dict[str, int]:
    """Return the number of a month by its folded name or abbreviation in any known language."""
    found: dict[str, int] = {}
    for line in lines("months"):
        for number, names in enumerate(line.casefold().split(), 1):
            for name in names.split("|"):
                found.setdefault(name, number)
    return found


def _plain_figures(line: str) -> str:
    """The line with ASCII figures: full-width, Arabic and Indic ones count as what they are, one for one."""
    if line.isascii():
        return line
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in line)


@functools.cache
def _saying_nothing() -> frozenset[str]:
    return phrases("beside-dates") | phrases("published") | phrases("updated") | phrases("weekdays")


def _said(text: str) -> list[str]:
    # A full stop belongs to ``p.m.`` and to ``Sun.`` alike, so words are compared without one at the end.
    folded = _SINCE.sub(" ", _CLOCK.sub(" ", text).casefold())
    return [w.strip(".") for w in _WORD.findall(_HARAKAT.sub("", folded)) if w.strip(".")]


def _iso(match: re.Match[str], lang: str) -> str | None:
    """The day of a match: empty when it is ambiguous, None when there is no such day."""
    parts = match.groupdict()
    day = int(parts["day"])
    if "name" in parts:
        number = months().get(str(parts["name"]).casefold())
        return None if number is None else _checked(int(parts["year"]), number, day)
    if "era" in parts:
        since = 1 if parts["year"] == "元" else int(parts["year"])
        return _checked(_ERAS[parts["era"]] + since, int(parts["month"]), day)
    year, month = int(parts["year"]), int(parts["month"])
    year += 2000 if "century" in parts else 0
    if match.re not in (_NUMERIC, _SHORT):
        return _checked(year, month, day)
    day_first = day > 12 or day == month or parts["mark"] == "."
    if not day_first and month <= 12:
        order = _order(lang)
        if not order:
            return ""
        day_first = order == "day"
    return _checked(year, month, day) if day_first else _checked(year, day, month)


def _order(lang: str) -> str:
    tag = lang.lower()
    if tag in _MONTH_FIRST:
        return "month"
    if tag in _DAY_FIRST:
        return "day"
    return "" if tag.split("-")[0] in ("", "en", "und", "zh", "ja", "ko") else "day"


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
