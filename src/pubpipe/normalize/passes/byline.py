"""``By Jane Doe`` before the body -> the authors, an agency, and the day that stands on the same line."""

from __future__ import annotations

from pubpipe.normalize.dates import date_line
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.names import bare_names, is_role_line
from pubpipe.normalize.passes._credits import (
    Credits,
    head,
    language_of,
    line_of,
    read_credits,
    under_sources,
)
from pubpipe.normalize.passes._furniture import agrees, moved, values_of


def byline(galley: Galley) -> Galley:
    """Move lines that only say who wrote to ``author`` and ``agency`` (NORMALIZER 1.3 `byline`).

    The word that introduces a name is that of the article's language; names in capitals get the case of a
    text, and the ledger shows how they were received.
    """
    if galley.canonical or galley.wishes.remove_nothing:
        return galley
    lang = language_of(galley)
    n = 0
    while n in head(galley) and len(galley.pieces) > 1:
        line = line_of(galley.pieces[n])
        found = read_credits(line, lang) or _again(galley, line)
        if found is None and n == 0:
            found = _unintroduced(galley, lang)
        values = values_of(found) if found else {}
        # A line that only says when is left to the days; ``4 min read · 5 May 2024`` says more.
        told = found is not None and (found.people or found.agency or not date_line(line, lang))
        certain = found is not None and told and all(d.iso for d in found.days)
        if certain and agrees(galley, values) and not under_sources(galley, n):
            galley = moved(galley, "byline", n, "who wrote it", values)
        else:
            n += 1
    return galley


def _again(galley: Galley, line: str) -> Credits | None:
    """The authors that are known already, named once more by a line of the head."""
    people = bare_names(line.strip(" ·•|,")) if galley.meta.get("author") else ()
    return Credits(people) if people and list(people) == galley.meta["author"] else None


def _unintroduced(galley: Galley, lang: str) -> Credits | None:
    """Names without ``By`` between the title and a line that says when, or what the person does."""
    if not galley.meta.get("title") or galley.meta.get("author") or len(galley.pieces) < 3:
        return None
    after = line_of(galley.pieces[1])
    people = bare_names(line_of(galley.pieces[0]))
    below = read_credits(after, lang)
    # Under the title of a document stands who wrote it, in a style of its own that RTF does not keep.
    told = galley.draft.kind == "office" or (below and below.days) or is_role_line(after)
    return Credits(people) if people and told else None
