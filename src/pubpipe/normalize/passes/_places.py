"""What a line says about who and where -> the same, settled by what the text says of that name."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.normalize.document import words_of
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.names import is_house, place
from pubpipe.normalize.passes._credits import Credits, language_of

_PIECES = 40
# A person is told of, asked and thanked; what something happens in is a place.
_IN = r"(?:in|at|near|around|bei|en|em|à|i|na|w|we|v|ve|в|во)"
_NAMED = re.compile(r"(?:new|port|san|saint|st|los|las|bad|fort|são|sankt)\b", re.I)


def placed(galley: Galley, found: Credits) -> Credits:
    """Return credits whose place is settled, as far as the language and the text settle it.

    A German byline names the town behind the name (``Von Anna Müller, Kassel``); elsewhere a paper stands
    there as often. What only looks like a name beside a day may be the town in which it was written.
    """
    last = found.people[-1] if found.bare or len(found.people) > 1 else ""
    authors = galley.meta.get("author")
    # Who wrote is known, so the name beside the day is of something else, and the text speaks of it.
    other = isinstance(authors, list) and last not in authors
    if last and (
        (other and _said(galley, rf"\b{re.escape(last)}\b"))
        or _NAMED.match(last)
        or _said(galley, rf"\b{_IN} {re.escape(last)}\b")
    ):
        return replace(found, people=found.people[:-1], where=last, sure=True)
    if found.where and not found.sure and not is_house(found.where):
        german = language_of(galley).startswith("de") and re.fullmatch(r"[^\W\d_]+", found.where)
        known = (german and not found.where.isupper()) or _said(
            galley, rf"\b{re.escape(place(found.where))}\b"
        )
        return replace(found, sure=bool(known))
    return found


def _said(galley: Galley, pattern: str) -> bool:
    body = "\n".join(words_of(piece.block) for piece in galley.pieces[1:_PIECES])
    return re.search(pattern, body) is not None
