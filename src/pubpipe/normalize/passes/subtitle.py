"""One sentence between the title and the byline -> reported as what may be a standfirst."""

from __future__ import annotations

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.names import credit
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits
from pubpipe.normalize.passes._furniture import flagged

_MOST_WORDS = 35


def subtitle(galley: Galley) -> Galley:
    """Report a first paragraph that only a byline or a date parts from the body (NORMALIZER 1.3 `subhead`).

    It stays where it is: a lead looks the same. It runs before bylines are taken out.
    """
    if (
        galley.canonical
        or galley.meta.get("subtitle")
        or not galley.meta.get("title")
        or len(galley.pieces) < 3
    ):
        return galley
    lang = language_of(galley)
    line = line_of(galley.pieces[0])
    short = 3 < len(line.split()) <= _MOST_WORDS and not read_credits(line, lang) and not credit(line)
    if short and read_credits(line_of(galley.pieces[1]), lang):
        reason = f"looks like a subtitle: {line[:60]}"
        return flagged(
            galley, "subtitle", galley.pieces[0], reason, "State it as subtitle: … in the sidecar."
        )
    return galley
