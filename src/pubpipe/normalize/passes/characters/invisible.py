"""Invisible characters that carry no meaning -> nothing; joiners that a script needs stay."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_INDIC = "\u0900-\u0dff"
# Zero-width (non-)joiners are spelling in Arabic and Indic scripts and in Mongolian, and glue in emoji.
_JOINING = (
    rf"\u0600-\u08ff{_INDIC}\u0e80-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe\ufe0f\u2190-\u2bff"
    "\U0001f000-\U0001faff"
)
_ALWAYS = "\u200b\u2060\ufeff\u00ad\u180e"
# The character first and what it stands between after it: so the search leaps from one to the next.
_INVISIBLE = re.compile(
    rf"[{_ALWAYS}\u200c\u200d]"
    rf"(?:(?<=[{_ALWAYS}])|(?<![{_JOINING}].)|(?<![{_INDIC}].)(?![{_JOINING}]))",
    re.S,
)


def invisible(galley: Galley) -> Galley:
    """Delete zero-width spaces and idle joiners, soft hyphens, word joiners, stray marks (NORMALIZER 1.1)."""
    return substitute(
        galley,
        "invisible",
        _INVISIBLE,
        _without,
        "{n} invisible characters deleted",
    )


def _without(text: str) -> str:
    """Deleting one may leave another idle, so it is done until none is left."""
    while True:
        fewer = _INVISIBLE.sub("", text)
        if fewer == text:
            return text
        text = fewer
