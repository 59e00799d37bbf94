"""Decomposed characters -> composed ones (Unicode NFC)."""

from __future__ import annotations

import re
import unicodedata

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._texts import substitute

_WORD = re.compile(r"\S+")


def nfc(galley: Galley) -> Galley:
    """Compose letters and marks, never NFKC, which would change ½ and full-width forms (NORMALIZER 1.1)."""
    if unicodedata.is_normalized("NFC", galley.draft.text):
        return galley
    return substitute(
        galley,
        "nfc",
        re.compile("[\u0300-\u036f\u0591-\u0670\u093c-\u0d4d\u1100-\u11ff\u302a-\u309a\uf900-\ufaff]"),
        lambda text: unicodedata.normalize("NFC", text),
        "{n} marks composed with their letters",
    )
