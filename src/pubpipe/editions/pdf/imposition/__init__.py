"""A PDF of pages that is not written yet -> its pages as they are to lie on the sheets of paper."""

from __future__ import annotations

from pubpipe.editions.pdf.imposition.folding import Folding, folded
from pubpipe.editions.pdf.imposition.sheets import impose
from pubpipe.editions.pdf.imposition.turning import turn_pages

__all__ = ["Folding", "folded", "impose", "turn_pages"]
