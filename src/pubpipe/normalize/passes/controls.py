"""Control characters, terminal escapes and object placeholders -> nothing; a lost character is reported."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Finding, Place
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import Rewriting, rewrite, substitute

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffc\ufffe\uffff]")
# Colours and cursor moves, titles of windows (ended by BEL or ST), and the short ones.
_ESCAPES = re.compile(
    "\x1b\\[[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\\\)|\x1b[@-Z\\\\^_=>78]"
)


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
    if "\x1b" in galley.draft.text:
        # An escape's letters would count as words, so each place is accounted for.
        escapes = Rewriting("controls", _ESCAPES, without_escapes, "terminal escapes deleted")
        galley = rewrite(galley, lambda piece: escapes)
    return substitute(
        galley, "controls", _CONTROLS, lambda text: _CONTROLS.sub("", text), "{n} control characters deleted"
    )


def without_escapes(text: str) -> str:
    """Return a text without commands to terminals."""
    return _ESCAPES.sub("", text)
