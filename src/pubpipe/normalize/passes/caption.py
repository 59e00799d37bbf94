"""``Photo by …`` on a line of its own -> reported as what may be a picture's caption."""

from __future__ import annotations

import re

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import line_of
from pubpipe.normalize.passes._furniture import flagged

_CAPTION = re.compile(
    r"\(?(?:photo|photograph|image|picture|credit|photo credit|image credit|illustration|foto|bild|bildquelle"
    r"|crédit|crédit photo|fotografía|imagen|crédito|immagine|zdjęcie|фото|写真|图|图片来源|사진)s?"
    r"(?:\s*[:：/=]\s*\S| (?:by|via|courtesy|von|de|par|di) \S)|getty images\b|(?:ap|reuters|afp) photo\b",
    re.I,
)
_LONGEST = 200


def caption(galley: Galley) -> Galley:
    """Report lines that look like captions or picture credits of a paste (NORMALIZER 1.3 `caption`)."""
    if galley.canonical:
        return galley
    for piece in galley.pieces:
        line = line_of(piece)
        if len(line) <= _LONGEST and _CAPTION.match(line):
            galley = flagged(galley, "caption", piece, f"looks like a picture's caption: {line[:60]}")
    return galley
