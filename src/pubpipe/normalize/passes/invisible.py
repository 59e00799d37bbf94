"""Invisible characters that carry no meaning -> nothing; joiners that a script needs stay."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

# Zero-width (non-)joiners are spelling in Arabic and Indic scripts and glue in emoji: they are not in the list.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]")


def invisible(galley: Galley) -> Galley:
    """Delete zero-width spaces, soft hyphens, word joiners and stray byte order marks (NORMALIZER 1.1)."""
    return substitute(
        galley,
        "invisible",
        _INVISIBLE,
        lambda text: _INVISIBLE.sub("", text),
        "{n} invisible characters deleted",
    )
