"""A language tag -> the words that editions generate, and its way of writing dates and lists."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pubpipe import compiled

if TYPE_CHECKING:
    from babel.core import Locale

# In Arabic and Hebrew 'and' is written as one word with the name that follows, which would no longer be
# printed as it is spelt; Chinese and Korean bylines have none.
_COMMAS = {"ar": "، ", "he": ", ", "ko": ", ", "zh": "、"}

# Babel's data, its time zones and what they need take 70 ms to load: American English is written without them.
_AMERICAN = frozenset({"en", "en-us"})
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


# Newspapers in these languages also write a day in figures, and so it is found by whatever form it is looked for:
# CLDR's long form of Hebrew has a preposition grown together with the month.
_IN_FIGURES = {"he": "{0.day}.{0.month}.{0.year}", "hi": "{0.day}/{0.month}/{0.year}"}

_UNITS = ((1_000_000_000, "gigabyte"), (1_000_000, "megabyte"), (1_000, "kilobyte"))
_SHORT = {"gigabyte": "GB", "megabyte": "MB", "kilobyte": "kB"}


@dataclass(frozen=True, slots=True)
class Words:
    """Generated words of one language; ``{…}`` marks what is filled in.

    ``lang`` is the language that the words are in: where it is not the article's, mark them with it.
    ``page_of`` takes ``page`` and ``pages``, ``updated`` and ``archived`` take ``date``, ``reading`` takes ``minutes``,
    ``derived`` takes ``fields`` (one or more of ``publisher``, ``title``, ``date``), ``code_for`` takes ``address``.
    ``access…`` say how accessible an e-book is.
    """

    lang: str
    sources: str
    notes: str
    contents: str
    cover: str
    pages: str
    colophon: str
    access: str
    access_described: str
    access_undescribed: str
    page_of: str
    updated: str
    reading: str
    derived: str
    code_for: str
    archived: str
    publisher: str
    title: str
    date: str
    skip: str
    back: str
    table: str
    code: str
    edition: str
    articles: str
    newer: str
    older: str
    feed: str


def words(lang: str) -> Words:
    """Return the generated words for a BCP 47 tag: its language's, else the English ones with a bare folio."""
    return _catalogue().get(_primary(lang)) or _foreign()


def languages() -> tuple[str, ...]:
    """Return the BCP 47 primary subtags of the languages that have their own words."""
    return tuple(_catalogue())


def date_text(iso: str, lang: str) -> str:
    """Write an ISO 8601 day or month the long way of a language (CLDR), in Hebrew and Hindi a day in figures.

    Other text is returned as it is.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", iso, re.ASCII)
    if not match or match[2] is None:
        return iso
    from datetime import date

    try:
        day = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return iso
    if _is_american(lang):
        return f"{_MONTHS[day.month - 1]}{f' {day.day},' if match[3] else ''} {day.year}"
    if match[3] and (figures := _IN_FIGURES.get(_primary(lang))):
        return figures.format(day)
    from babel.dates import format_date, format_skeleton

    locale = _locale(lang)
    text = str(format_date(day, "long", locale) if match[3] else format_skeleton("yMMMM", day, locale=locale))
    # Newspapers print no 'year' after the year.
    return re.sub(r"\s?г\.$", "", text) if _primary(lang) == "ru" else text


def list_text(items: tuple[str, ...], lang: str) -> str:
    """Join names as a language joins a list (CLDR): ``a, b and c``; with commas alone where a byline has no 'and'."""
    if comma := _COMMAS.get(_primary(lang)):
        return comma.join(items)
    if _is_american(lang) or len(items) < 2:
        *first, last = items or ("",)
        both = len(first) == 1
        return f"{', '.join(first)}{' and ' if both else ', and '}{last}" if first else last
    from babel.lists import format_list

    return str(format_list(items, locale=_locale(lang)))


@functools.lru_cache(maxsize=4096)
def size_text(size: int, lang: str) -> str:
    """Write a number of bytes as a language writes it (CLDR), in two figures below ten: ``1.4 MB``."""
    unit, value = next(
        ((unit, size / one) for one, unit in _UNITS if size >= one * 0.9995), ("byte", float(size))
    )
    shown = round(value, 1) if value < 9.95 and unit != "byte" else round(value)
    if _is_american(lang):
        return f"{shown:g} {_SHORT.get(unit, 'byte' if shown == 1 else 'bytes')}"
    from babel.units import format_unit

    return str(format_unit(shown, f"digital-{unit}", "short", locale=_locale(lang)))


@functools.lru_cache(maxsize=256)
def language_text(lang: str) -> str:
    """Return what a language calls itself (CLDR), its tag where CLDR has no name for it."""
    if _is_american(lang):
        return "English"
    from babel.core import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(_primary(lang))
    except (UnknownLocaleError, ValueError):
        return lang
    return locale.get_language_name(locale) or lang


@functools.cache
def _catalogue() -> Mapping[str, Words]:
    from importlib.resources import files

    tables = compiled.toml(files("pubpipe").joinpath("wording.toml").read_text("utf-8"))
    return {lang: Words(lang=lang, **table) for lang, table in tables.items()}


@functools.cache
def _foreign() -> Words:
    return replace(_catalogue()["en"], page_of="{page} / {pages}")


def _is_american(lang: str) -> bool:
    return lang.replace("_", "-").lower() in _AMERICAN


def _primary(lang: str) -> str:
    return lang.replace("_", "-").split("-", 1)[0].lower()


@functools.lru_cache(maxsize=64)
def _locale(lang: str) -> Locale:
    from babel.core import Locale, UnknownLocaleError

    for tag in (lang.replace("_", "-"), _primary(lang)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
