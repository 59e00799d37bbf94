"""Control characters and object placeholders -> nothing; a lost character (U+FFFD) is reported."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Finding, Place
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffc\ufffe\uffff]")


def controls(galley: Galley) -> Galley:
    """Delete what no edition can print (NORMALIZER 1.1 `controls`)."""
    lost = galley.draft.text.find("\ufffd", galley.draft.declared_end)
    if lost >= 0:
        finding = Finding(
            "warning",
            "normalize-lost-character",
            "a character was lost before pubpipe received the text: \ufffd",
            "Compare with the original and put the character back.",
            Place(galley.draft.origin.name, galley.line(lost)),
        )
        galley = replace(galley, findings=(*galley.findings, finding))
    return substitute(
        galley, "controls", _CONTROLS, lambda text: _CONTROLS.sub("", text), "{n} control characters deleted"
    )
