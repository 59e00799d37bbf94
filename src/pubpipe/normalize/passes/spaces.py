"""Tabs, runs of spaces and stray no-break spaces -> single spaces; those that a language sets are kept."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_KEPT = r"(?<![\d«])(?!\u00a0[\d:;!?»%°€$£]|\u202f[\d:;!?»%°€$£])"
_ODD = re.compile(rf"[ \t\u2000-\u200a\u205f\u3000]{{2,}}|[\t\u2000-\u200a\u205f]|{_KEPT}[\u00a0\u202f]")


def spaces(galley: Galley) -> Galley:
    """Make white space single and ordinary (NORMALIZER 1.1 `spaces`).

    A no-break space stays beside figures and their units and where French sets one (before ``: ; ! ? »``,
    after ``«``).
    """
    return substitute(
        galley, "spaces", _ODD, lambda text: _ODD.sub(" ", text), "{n} odd spaces made single ones"
    )
