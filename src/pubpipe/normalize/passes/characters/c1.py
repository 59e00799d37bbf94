"""Bytes of Windows-1252 read as control characters (U+0080 to U+009F) -> the characters they were."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import Rewriting, rewrite

# U+0085 ends lines, or was an ellipsis: that is settled where lines are read.
_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")


def c1(galley: Galley) -> Galley:
    """Give control characters of the second block their Windows meaning (NORMALIZER 1.1 `c1`)."""
    if not _CONTROL.search(galley.draft.text, galley.draft.declared_end):
        return galley
    reason = "a control character is read as the Windows-1252 character that it was"
    rewriting = Rewriting("c1", _CONTROL, windows, reason)
    return rewrite(galley, lambda piece: rewriting)


def windows(text: str) -> str:
    """Return a text with these controls as what Windows-1252 means by them; five mean nothing, and go."""
    return _CONTROL.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
