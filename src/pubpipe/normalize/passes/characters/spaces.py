"""Tabs, ends of pages, runs of spaces, stray no-break spaces -> single spaces; those that a language sets are kept."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_UNIT = (
    "(?:[%‰€$£¥°′″]|(?:[kcmµnMG]?(?:m|g|s|W|Wh|Hz|B|b|l|L|V|A|t|N|J|Pa|cal|bar|px|pt)[²³]?|km/h|kn|mph|ha|min|h|"
    "ft|in|lb|oz|mi|TWh|GWh|TB|Uhr|Mio|Mrd|[Mm]illiards?|[Mm]illions?|bn|USD|EUR|GBP|CHF|a\\.m|p\\.m|am|pm|AM|PM)"
    "(?![^\\W\\d_]))"
)
# Between figure and unit and in groups of three figures any language sets one; French also beside its marks.
_WANTED = rf"(?<=\d)[\u00a0\u202f](?={_UNIT}|\d{{3}}(?!\d))|(?<=[§№])[\u00a0\u202f](?=\d)"
_FRENCH = "(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»›])"
_INITIALS = "(?<=\\b[A-Za-zÀ-ÿ]\\.)[\u00a0\u202f](?=[A-Za-zÀ-ÿ]\\.)"
# Within a line of Markdown the ends of columns and pages, which other texts are divided at, part words as a space does.
_ODD = r"[ \t\v\f\u2000-\u200a\u205f\u3000]{2,}|[\t\v\f\u2000-\u200a\u205f]"
_STRAY = "[\u00a0\u202f]"


_KEPT = re.compile(rf"(?P<kept>{_WANTED}|{_INITIALS}|{_FRENCH})|{_ODD}|{_STRAY}")
_ANY = re.compile(rf"{_ODD}|{_STRAY}")


def spaces(galley: Galley) -> Galley:
    """Make white space single and ordinary (NORMALIZER 1.1 `spaces`).

    A no-break space stays between a figure and its unit, in figures of more than three digits, between
    initials, and where French sets one (before ``: ; ! ? »``, after ``«``) until the language is known.
    """
    return substitute(galley, "spaces", _ANY, _single, "{n} odd spaces made single ones")


def _single(text: str) -> str:
    # A stray no-break space beside an ordinary one makes two of them.
    return re.sub(" {2,}", " ", _KEPT.sub(lambda m: m[0] if m["kept"] else " ", text))
