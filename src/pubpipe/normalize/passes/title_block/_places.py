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


# Whom a speech or a letter speaks to, under the line that says where and when it was held or written.
_SALUTES = re.compile(
    r"(?:dear|ladies|gentlemen|friends|my friends|fellow|my fellow|citizens|neighbou?rs|comrades|colleagues"
    r"|liebe[rs]?|sehr geehrte[rn]?|verehrte|werte|meine damen|chers?|chères?|mesdames|messieurs|mes (?:chers )?amis"
    r"|querid[oa]s?|estimad[oa]s?|señor(?:a|as|es)?|vecin[oa]s|amig[oa]s|compañer[oa]s|ciudadan[oa]s|compatriotas"
    r"|prezad[oa]s?|car[oa]s?|senhor(?:a|as|es)?|minhas? senhoras|meus amigos|car[ie]|gentil[ie]|signor[ei]"
    r"|cittadin[ie]|amic[ie]|beste|geachte|lieve|dames|drodzy|szanown[ei]|kära|vänner|kjære|kære|vážení|milí|tisztelt"
    r"|дорог(?:ие|ой|ая)|уважаем(?:ые|ый|ая)|друзья|товарищи|أيها|أيتها|السادة|الإخوة|गण|मित्रो|साथियो|भाइयो|חברים"
    r"|גבירותי|皆さん|皆様|各位|여러분)(?!\w)",
    re.I,
)


def placed(galley: Galley, found: Credits, below: str = "") -> Credits:
    """Return credits whose place is settled, as far as the language, the text and the line ``below`` settle it.

    A German byline names the town behind the name (``Von Anna Müller, Kassel``); elsewhere a paper stands
    there as often. What only looks like a name beside a day may be the town in which it was written.
    """
    last = found.people[-1] if found.bare or len(found.people) > 1 else ""
    if last and _is_place(galley, found, last, below):
        return replace(found, people=found.people[:-1], where=last, sure=True)
    if found.where and not found.sure and not is_house(found.where):
        german = language_of(galley).startswith("de") and re.fullmatch(r"[^\W\d_]+", found.where)
        known = (german and not found.where.isupper()) or _said(
            galley, rf"\b{re.escape(place(found.where))}\b"
        )
        known = known or (bool(found.days) and _SALUTES.match(below) is not None)
        return replace(found, sure=bool(known))
    return found


def _is_place(galley: Galley, found: Credits, name: str, below: str) -> bool:
    """Whether what has the shape of a person's name is the town beside a day."""
    named = rf"\b{re.escape(name)}\b"
    authors = galley.meta.get("author")
    # Who wrote is known, so the name beside the day is of something else: the text speaks of it, or its line stands
    # right under the one that says who.
    if isinstance(authors, list) and name not in authors:
        under = galley.draft.kind == "text" and found.days and len(found.people) == 1
        if under or _said(galley, named):
            return True
    if _NAMED.match(name) or _said(galley, rf"\b{_IN} {re.escape(name)}\b"):
        return True
    # Who speaks or writes a letter does not name himself in it.
    spoken = bool(found.days) and len(found.people) == 1 and _SALUTES.match(below) is not None
    return spoken and (_said(galley, named) or name in str(galley.meta.get("title")))


def _said(galley: Galley, pattern: str) -> bool:
    body = "\n".join(words_of(piece.block) for piece in galley.pieces[1:_PIECES])
    return re.search(pattern, body) is not None
