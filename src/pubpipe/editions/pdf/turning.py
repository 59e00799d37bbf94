"""A PDF that is not written yet -> the same with pages that are wider than high on the sheet of all others.

A printer turns the table, not the paper: sheets of one size go through one press and into one binding. What
shows the page on a screen turns it back (ISO 32000-1, 7.7.3.3, ``Rotate``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf


def turn_pages(pdf: pydyf.PDF) -> None:
    """Turn the content of each page that is wider than high a quarter to the left, and the view of it to the right.

    Links and destinations go with it. Lengths are in points.
    """
    import pydyf

    pages = {
        reference: page
        for reference in pdf.page_references
        if (page := _object(pdf, reference))["MediaBox"][2] > page["MediaBox"][3]
    }
    if not pages:
        return
    turned = {}
    for reference, page in pages.items():
        width, height = page["MediaBox"][2:]
        turned[reference] = height
        page["MediaBox"] = pydyf.Array([0, 0, height, width])
        page["Rotate"] = 90
        _object(pdf, page["Contents"]).stream.insert(0, f"0 1 -1 0 {height} 0 cm".encode())
        for link in page.get("Annots", ()):
            left, one, right, other = _object(pdf, link)["Rect"]
            sides = [height - max(one, other), left, height - min(one, other), right]
            _object(pdf, link)["Rect"] = pydyf.Array(sides)
    for place in _places(pdf.objects):
        if place[0] in turned:
            place[2:4] = [turned[place[0]] - place[3], place[2]]


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]


def _places(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the destinations (ISO 32000-1, 12.3.2.2) within a value."""
    if isinstance(value, list):
        if len(value) == 5 and value[1] == "/XYZ":
            yield value
        else:
            for item in value:
                yield from _places(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _places(item)
