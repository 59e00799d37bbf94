"""A line -> whether a site says it in its menus, its boxes and its footers (NORMALIZER 1.3).

A line alone proves nothing: an article may head a part ``Politics``. Many of them tell that a page was copied whole.
"""

from __future__ import annotations

import functools
import re

from pubpipe.normalize.passes._chrome import shares
from pubpipe.normalize.phrases import lines, phrases

# The most letters of a row of menu words, of a footer's line, of a row of buttons.
_ROW = 400
_LINE = 240
_BUTTONS = 80
_BETWEEN = re.compile(r"\s*[|｜•·›»>/]\s*|\t+|\s{2,}|\u3000+")
_AROUND = " \t|•·»›>→«‹<…:：.!?？！*–—-[]()【】▶►▼✉+▲↑#"
_COUNTER = re.compile(r"\d[\d.,]{0,6}[KkMm]?(?:\s\d[\d.,]{0,6}[KkMm]?){0,3}")


def is_site(text: str) -> bool:
    """Tell whether a line says what sites say in their menus and footers, or is a row of such words."""
    if not text or len(text) > _ROW:
        return False
    folded = " ".join(text.casefold().split()).strip(_AROUND)
    if folded in phrases("site"):
        return True
    if len(text) <= _LINE and _rights().search(text):
        return True
    if _others().fullmatch(folded):
        return True
    parts = [part for part in (p.strip(_AROUND) for p in _BETWEEN.split(text.casefold())) if part]
    if len(parts) >= 3 and sum(part in phrases("site") for part in parts) * 3 >= len(parts):
        return True
    single = [part for part in (p.strip(_AROUND) for p in text.casefold().split()) if part]
    return len(single) >= 2 and sum(part in phrases("site") for part in single) * 3 >= 2 * len(single)


@functools.cache
def _others() -> re.Pattern[str]:
    return re.compile("|".join(lines("site-others")), re.I)


@functools.cache
def _rights() -> re.Pattern[str]:
    return re.compile("|".join(lines("site-rights")), re.I)


def asks(text: str) -> bool:
    """Tell whether a line is a row of buttons that share a page."""
    parts = [part.strip(_AROUND) for part in text.split()]
    return len(text) <= _BUTTONS and len(parts) >= 2 and all(map(shares, parts))


def counts(text: str) -> bool:
    """Tell whether a line is a number of likes or comments, or a few of these."""
    return _COUNTER.fullmatch(text) is not None
