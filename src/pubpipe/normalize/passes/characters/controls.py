"""Control characters, terminal escapes and object placeholders -> nothing; a lost character is reported."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import Rewriting, rewrite, substitute
from pubpipe.normalize.values import ESCAPES, without_escapes

_MOST = 50  # lost characters that are told one by one
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
        events = tuple(map(galley.event, _lost(galley)))
        galley = replace(galley, findings=(*galley.findings, finding), events=(*galley.events, *events))
    if "\x1b" in galley.draft.text:
        # An escape's letters would count as words, so each place is accounted for.
        escapes = Rewriting("controls", ESCAPES, without_escapes, "terminal escapes deleted")
        galley = rewrite(galley, lambda piece: escapes)
    return substitute(
        galley, "controls", _CONTROLS, lambda text: _CONTROLS.sub("", text), "{n} control characters deleted"
    )


def _lost(galley: Galley) -> Iterator[Event]:
    """The places at which characters were lost, so many as a person would look at."""
    text, begin = galley.draft.text, galley.draft.declared_end
    count = text.count("\ufffd", begin)
    reason = f"a lost character, {count} in all" if count > 1 else "a lost character"
    for match in itertools.islice(re.finditer("\ufffd", text[begin:]), _MOST):
        start = begin + match.start()
        yield Event("controls", "flagged", reason, 1.0, start, start + 1, 0, severity="warning")
