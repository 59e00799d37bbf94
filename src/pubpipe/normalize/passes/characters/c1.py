"""Bytes of Windows-1252 read as control characters (U+0080 to U+009F) -> the characters they were."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import Rewriting, rewrite, substitute

_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_NEXT_LINE = re.compile("\x85")  # an ellipsis beside other such bytes, else the end of a line


def c1(galley: Galley) -> Galley:
    """Give control characters of the second block their Windows meaning (NORMALIZER 1.1 `c1`)."""
    text, begin = galley.draft.text, galley.draft.declared_end
    has_windows = _CONTROL.search(text, begin) is not None
    if has_windows:
        reason = "a control character is read as the Windows-1252 character that it was"
        rewriting = Rewriting("c1", _CONTROL, windows, reason)
        galley = rewrite(galley, lambda piece: rewriting)
    if text.find("\x85", begin) < 0:
        return galley
    meant, told = ("…", "ellipses") if has_windows else (" ", "spaces")
    reason = f"{{n}} control characters that end a line are {told}"
    return substitute(galley, "c1", _NEXT_LINE, lambda piece: _NEXT_LINE.sub(meant, piece), reason)


def windows(text: str) -> str:
    """Return a text with these controls as what Windows-1252 means by them; five mean nothing, and go."""
    return _CONTROL.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
