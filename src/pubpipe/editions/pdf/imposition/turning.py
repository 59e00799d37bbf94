"""A PDF that is not written yet -> the same with pages that are wider than high on the sheet of all others.

A printer turns the table, not the paper: sheets of one size go through one press and into one binding. What
shows the page on a screen turns it back (ISO 32000-1, 7.7.3.3, ``Rotate``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pubpipe.editions.pdf.imposition.objects import object_of, places

if TYPE_CHECKING:
    import pydyf

_BOXES = ("MediaBox", "TrimBox", "BleedBox")  # 14.11.2


def turn_pages(pdf: pydyf.PDF) -> None:
    """Turn the content of each page that is wider than high a quarter to the left, and the view of it to the right.

    Its boxes, links and destinations go with it. Lengths are in points.
    """
    import pydyf

    pages = {
        reference: page
        for reference in pdf.page_references
        if (page := object_of(pdf, reference))["MediaBox"][2] > page["MediaBox"][3]
    }
    if not pages:
        return
    turned = {}
    for reference, page in pages.items():
        turned[reference] = height = page["TrimBox"][3]
        for box in _BOXES:
            page[box] = pydyf.Array(_turned(page[box], height))
        page["Rotate"] = 90
        object_of(pdf, page["Contents"]).stream.insert(0, f"0 1 -1 0 {height} 0 cm".encode())
        for link in page.get("Annots", ()):
            object_of(pdf, link)["Rect"] = pydyf.Array(_turned(object_of(pdf, link)["Rect"], height))
    for place in places(pdf.objects):
        if place[0] in turned:
            place[2:4] = [turned[place[0]] - place[3], place[2]]


def _turned(rectangle: Sequence[float], height: float) -> list[float]:
    left, one, right, other = rectangle
    return [height - max(one, other), left, height - min(one, other), right]
