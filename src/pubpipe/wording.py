"""A language tag -> the words that editions generate, and its way of writing dates and lists."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Generated words of one language; ``{…}`` marks what is filled in."""

    lang: str
    sources: str
    notes: str
    contents: str
    cover: str
    title_page: str
    page_of: str
    derived: str
    publisher: str
    title: str
    date: str
    skip: str


_CATALOGUE: dict[str, Words] = {
    w.lang: w
    for w in (
        Words(
            lang="en",
            sources="Sources",
            notes="Notes",
            contents="Contents",
            cover="Cover",
            title_page="Title page",
            page_of="{page} of {pages}",
            derived="{fields} derived from the address",
            publisher="publisher",
            title="title",
            date="date",
            skip="Skip to text",
        ),
    )
}


def words(lang: str) -> Words:
    """Return the generated words for a BCP 47 tag: its language's, else the English ones (``lang`` is ``en``)."""
    return _CATALOGUE.get(lang.split("-", 1)[0].lower(), _CATALOGUE["en"])


def date_text(iso: str, lang: str) -> str:
    """Write an ISO 8601 day, month or year the long way of a language (CLDR); other text is returned as it is."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", iso)
    if not match or match[2] is None:
        return iso
    from datetime import date

    from babel.dates import format_date, format_skeleton

    try:
        day = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return iso
    locale = _locale(lang)
    return str(format_date(day, "long", locale) if match[3] else format_skeleton("yMMMM", day, locale=locale))


def list_text(items: tuple[str, ...], lang: str) -> str:
    """Join words as a language joins a list (CLDR): ``a, b and c``."""
    from babel.lists import format_list

    return str(format_list(items, locale=_locale(lang))) if items else ""


def _locale(lang: str) -> object:
    from babel.core import Locale, UnknownLocaleError

    for tag in (lang, lang.split("-", 1)[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
