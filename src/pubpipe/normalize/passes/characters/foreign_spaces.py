"""No-break spaces of French beside marks -> ordinary ones in a text of another language."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_FRENCH = re.compile("(?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»›])")


def foreign_spaces(galley: Galley) -> Galley:
    """Leave the no-break spaces that French sets to French, and to a text of unknown language (NORMALIZER 1.1)."""
    lang = str(galley.meta.get("lang", "und")).lower()
    if lang.startswith(("fr", "und")):
        return galley
    reason = "{n} no-break spaces of French typography made ordinary ones"
    return substitute(galley, "spaces", _FRENCH, lambda text: _FRENCH.sub(" ", text), reason)
