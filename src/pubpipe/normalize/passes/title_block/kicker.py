"""``ANALYSIS`` over the title -> the kicker."""

from __future__ import annotations

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import line_of
from pubpipe.normalize.passes._furniture import moved
from pubpipe.normalize.passes.title_block._titles import is_kicker


def kicker(galley: Galley) -> Galley:
    """Move a line over the title that names the kind of the article to ``kicker`` (NORMALIZER 1.3 `kicker`).

    It runs before the title is taken out: a line in capitals is a kicker only where a title stands under it.
    """
    if galley.canonical or galley.meta.get("kicker") or galley.meta.get("title"):
        return galley
    for n in range(min(2, len(galley.pieces))):
        if is_kicker(galley, n):
            text = line_of(galley.pieces[n])
            return moved(galley, "kicker", n, "the line over the title", {"kicker": text})
    return galley
