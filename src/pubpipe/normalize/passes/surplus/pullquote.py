"""A short paragraph that repeats a sentence of another one -> reported as what may be a pull quote."""

from __future__ import annotations

import re

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import line_of
from pubpipe.normalize.passes._furniture import flagged

_SENTENCE = re.compile(r"[^.!?…。！？]+")
_LONGEST = 260
_LEAST_WORDS = 5


def pullquote(galley: Galley) -> Galley:
    """Report paragraphs that stand once more inside another one (NORMALIZER 1.3 `pullquote`).

    Only what the layout of a page says makes a pull quote certain; of a paste nothing is removed.
    """
    if galley.canonical:
        return galley
    short: dict[str, list[int]] = {}
    for n, piece in enumerate(galley.pieces):
        line = line_of(piece)
        if line and len(line) <= _LONGEST and "\n" not in line and len(line.split()) >= _LEAST_WORDS:
            short.setdefault(_folded(line), []).append(n)
    repeated: set[int] = set()
    for n, piece in enumerate(galley.pieces):
        sentences = _SENTENCE.findall(doc.words_of(piece.block)) if short else []
        if len(sentences) > 1:
            keys = {_folded(sentence) for sentence in sentences}
            repeated.update(k for key in keys & short.keys() for k in short[key] if k != n)
    for n in sorted(repeated):
        piece = galley.pieces[n]
        galley = flagged(galley, "pullquote", piece, "a sentence of another paragraph stands alone here")
    return galley


def _folded(sentence: str) -> str:
    return " ".join(sentence.casefold().split()).strip(" \"'“”‘’«»„.,!?…。！？")
