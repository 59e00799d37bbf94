"""``By Jane Doe`` before the body -> the authors, an agency, and the day that stands on the same line."""

from __future__ import annotations

import re

from pubpipe.normalize import document as doc
from pubpipe.normalize.dates import date_line, is_month_and_day
from pubpipe.normalize.document import words_of
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.names import (
    bare_names,
    credit,
    is_given,
    is_han,
    is_hangul,
    is_house,
    is_role_line,
    is_teacher,
    is_told,
    with_role,
)
from pubpipe.normalize.passes._chrome import chrome
from pubpipe.normalize.passes._credits import (
    Credits,
    head,
    language_of,
    line_of,
    read_credits,
    under_sources,
)
from pubpipe.normalize.passes._furniture import agrees, moved, values_of
from pubpipe.normalize.passes._introductions import introduces
from pubpipe.normalize.passes._site import is_site
from pubpipe.normalize.passes.title_block._places import placed
from pubpipe.normalize.tokens import words

_LONGEST = 90
# The lines under a title among which names may stand without a word that introduces them.
_NEAR = 3
# The fewest letters of the text's first paragraph.
_PROSE = 90
# The syllables of a Korean name.
_KOREAN = 3
# A text that is signed has more blocks than this before the signature.
_HEAD_AND_TEXT = 3
# So many blocks tell of whom a text is.
_READ = 60


def byline(galley: Galley) -> Galley:
    """Move lines that only say who wrote to ``author`` and ``agency`` (NORMALIZER 1.3 `byline`).

    The word that introduces a name is that of the article's language; names in capitals get the case of a
    text, and the ledger shows how they were received.
    """
    if galley.canonical or galley.wishes.remove_nothing:
        return galley
    lang = language_of(galley)
    n = 0
    named = False
    while n in head(galley) and len(galley.pieces) > 1:
        galley = _parted(galley, n, lang)
        line = line_of(galley.pieces[n])
        found = read_credits(line, lang) or _again(galley, line)
        if found is None and n < _NEAR:
            found = _house(galley, lang) if named and n == 0 else _unintroduced(galley, lang, n)
        below = line_of(galley.pieces[n + 1]) if n + 1 < len(galley.pieces) else ""
        found = placed(galley, found, below) if found else None
        if (
            found
            and found.loose
            and not (found.sure or is_house(found.where) or (found.people and found.days))
        ):
            found = None
        values = values_of(found) if found else {}
        # A line that only says when is left to the days; ``4 min read · 5 May 2024`` says more.
        told = found is not None and (bool(values.keys() - {"date", "updated"}) or not date_line(line, lang))
        certain = found is not None and told and all(d.iso for d in found.days)
        if certain and agrees(galley, values) and not under_sources(galley, n):
            galley = moved(galley, "byline", n, "who wrote it", values)
            named = named or "author" in values
        else:
            n += 1
    return _signed(galley, lang)


def _parted(galley: Galley, n: int, lang: str) -> Galley:
    """Move a name that stands on the line below the word that introduces it, and that word: pages part the two."""
    if n + 1 >= len(galley.pieces) or not introduces(line_of(galley.pieces[n]), lang):
        return galley
    found = read_credits(f"{line_of(galley.pieces[n])} {line_of(galley.pieces[n + 1])}", lang)
    values = values_of(found) if found and found.people and not found.loose else {}
    if not values or not agrees(galley, values) or under_sources(galley, n) or len(galley.pieces) < n + 3:
        return galley
    for _ in range(2):
        galley = moved(galley, "byline", n, "who wrote it", values)
    return galley


def _signed(galley: Galley, lang: str) -> Galley:
    """Move a last line that says by a word of its own who wrote the text; it is the only one that does."""
    n = len(galley.pieces) - 1
    if galley.meta.get("author") or n < _HEAD_AND_TEXT:
        return galley
    line = line_of(galley.pieces[n]).lstrip("-–—* ")
    found = read_credits(line, lang)
    if found is None or not found.people or found.bare or found.days or under_sources(galley, n):
        return galley
    return moved(galley, "byline", n, "who wrote it, at the end", {"author": list(found.people)})


def _again(galley: Galley, line: str) -> Credits | None:
    """The authors that are known already, named once more by a line of the head."""
    people = bare_names(line.strip(" ·•|,")) if galley.meta.get("author") else ()
    return Credits(people) if people and list(people) == galley.meta["author"] else None


def _unintroduced(galley: Galley, lang: str, n: int) -> Credits | None:
    """Names without ``By`` between the title and a line that says when, or what the person does.

    A line that names the paper may stand between the two, a standfirst over the names, and the line that says
    when as well; in a script without capitals that proves no name but one of Chinese characters.
    """
    if not galley.meta.get("title") or galley.meta.get("author") or len(galley.pieces) < n + 3:
        return None
    line, after = line_of(galley.pieces[n]), line_of(galley.pieces[n + 1])
    if len(line) > _LONGEST or "\n" in line or is_site(line) or chrome(line):
        return None
    if words(line) == words(str(galley.meta["title"])):
        return None
    people = bare_names(line) or with_role(line)
    who = None if people else credit(line)
    more = who and who.people and not who.agency and (who.where or "," in line)
    found = Credits(people) if people else Credits.of(who) if who and more and n == 0 else None
    if found is None:
        return None
    # Under the title of a document stands who wrote it, in a style of its own that RTF does not keep.
    told = (galley.draft.kind == "office" and n == 0) or _says_when(after, lang) or is_role_line(after)
    told = told or (n == 0 and is_house(after) and _says_when(line_of(galley.pieces[2]), lang))
    above = n > 0 and _says_when(line_of(galley.pieces[n - 1]), lang)
    prose = any(len(line_of(piece)) > _PROSE for piece in galley.pieces[n + 1 : n + 4])
    told = told or (n == 0 and (prose or _is_verse(galley)) and _is_author(galley, people, line))
    told = told or (n == 0 and _over_essay(galley, lang))
    short = not is_hangul(line) or len(line) <= _KOREAN
    told = told or (above and short and len(after) > _PROSE // (3 if is_han(line) else 1) and is_told(line))
    return found if told else None


def _is_author(galley: Galley, people: tuple[str, ...], line: str) -> bool:
    """Whether names alone under the title are who wrote: each with a given name, and the text tells of none of them."""
    if not people or not all(is_given(name) for name in people):
        return False
    if not is_told(line):
        return True
    told_of = "\n".join(
        (str(galley.meta["title"]), *(words_of(piece.block) for piece in galley.pieces[1:_READ]))
    )
    return not any(re.search(rf"\b{re.escape(name.split()[-1])}\b", told_of, re.I) for name in people)


def _is_verse(galley: Galley) -> bool:
    """Whether what stands under the first line is set in verses."""
    below = galley.pieces[1].block
    return (
        isinstance(below, doc.Paragraph) and sum(isinstance(node, doc.Break) for node in below.children) >= 2
    )


def _over_essay(galley: Galley, lang: str) -> bool:
    """Whether a pupil's name stands over the teacher's, the course and the day (MLA Handbook, 1.2)."""
    below = [line_of(piece) for piece in galley.pieces[1:4]]
    return bool(below) and is_teacher(below[0]) and any(_says_when(line, lang) for line in below[1:])


def _house(galley: Galley, lang: str) -> Credits | None:
    """The paper, on a line of its own between who wrote and when."""
    line = line_of(galley.pieces[0])
    below = line_of(galley.pieces[1])
    return Credits(agency=line) if is_house(line) and _says_when(below, lang) else None


def _says_when(line: str, lang: str) -> bool:
    below = read_credits(line, lang)
    return (below is not None and bool(below.days)) or is_month_and_day(line)
