"""A PDF of single pages that is not written yet -> the same with two of them on each side of a sheet.

A page becomes a form (ISO 32000-1, 8.10) that the sheet draws in its place. The tags stay: marked content within a form
is named by the form (14.7.4.3), so that the booklet is read out, copied and checked in the order of its text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.imposition.folding import Folding, Side
from pubpipe.editions.pdf.imposition.objects import object_of, places

if TYPE_CHECKING:
    import pydyf

_POINTS = 72 / 25_400  # in a micrometre
_MARK = (1.5, 9.0)  # points: a signature's mark on the fold, its width and height
_STEPS, _STEP = 12, 0.025  # marks one below the other before they begin anew; of the sheet's height


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a page went: its sheet, the form that it is now, how far it was moved to the right, in points."""

    sheet: bytes
    form: bytes
    right: float


def impose(pdf: pydyf.PDF, folding: Folding, thickness: int) -> None:
    """Put the pages, all of one size and upright, on sheets twice as wide.

    ``thickness`` is that of a sheet in micrometres. The sheets within a signature stick out by so much each, and
    their pages move as far towards the fold (creep): cut even, all have the same margin. Links, destinations, bookmarks
    and tags go along. Viewers are asked to print both sides, turned over the short edge, unscaled (12.2).
    """
    import pydyf

    references = pdf.page_references
    pages = [object_of(pdf, reference) for reference in references]
    left, foot, right, head = pages[0]["MediaBox"]
    width, height = right - left, head - foot
    for page in pages:
        _as_form(object_of(pdf, page["Contents"]), page)
    pdf.pages["Kids"], pdf.pages["Count"] = pydyf.Array([]), 0
    placed: dict[bytes, _Placed] = {}
    for side in folding.sides:
        sheet = pydyf.Dictionary()
        pdf.add_page(sheet)
        there: dict[int, _Placed] = {}
        creep = round(side.depth * thickness * _POINTS, 3)
        for number, shift in ((side.left, creep), (side.right, width - creep)):
            if number is not None:
                there[number] = _Placed(sheet.reference, pages[number - 1]["Contents"], shift)
                placed[references[number - 1]] = there[number]
        drawing = _drawn(there, width, height * _mark(side, folding))
        annotations = [one for number in there for one in pages[number - 1].get("Annots", ())]
        sheet |= _sheet(pdf, drawing, there, annotations, [0, 0, 2 * width, height])
    _move(pdf, references, placed)
    _tell(pdf, folding)
    for page in pages:
        page.clear()  # pydyf cannot leave an object out of a file whose objects are packed


def _as_form(stream: Any, page: Mapping[str, Any]) -> None:  # noqa: ANN401
    stream.extra |= {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": page["MediaBox"],
        "Resources": page["Resources"],
        "StructParents": page["StructParents"],
    }


def _mark(side: Side, folding: Folding) -> float:
    """At which part of the height the mark of a signature stands, outside on its fold; 0 for none.

    The marks go down like stairs over the backs of several signatures that lie in their order.
    """
    if len(folding.signatures) == 1 or side.depth or not side.is_front:
        return 0.0
    return 0.8 - side.signature % _STEPS * _STEP


def _drawn(there: Mapping[int, _Placed], fold: float, mark: float) -> list[bytes]:
    """What a side of a sheet draws: its pages and, where there is one, the signature's mark."""
    stream = [f"q 1 0 0 1 {one.right:g} 0 cm /P{number} Do Q".encode() for number, one in there.items()]
    if mark:
        wide, high = _MARK
        stream.append(
            f"/Artifact BMC q 0 g {fold - wide / 2:g} {mark:g} {wide:g} {high:g} re f Q EMC".encode()
        )
    return stream


def _sheet(
    pdf: pydyf.PDF,
    drawing: list[bytes],
    there: Mapping[int, _Placed],
    annotations: list[bytes],
    box: list[float],
) -> dict[str, object]:
    import pydyf

    stream = pydyf.Stream(drawing, compress=True)
    pdf.add_object(stream)
    forms = pydyf.Dictionary({f"P{number}": one.form for number, one in there.items()})
    return {
        "Type": "/Page",
        "Parent": pdf.pages.reference,
        "MediaBox": pydyf.Array(box),
        "TrimBox": pydyf.Array(box),
        "Contents": stream.reference,
        "Resources": pydyf.Dictionary({"XObject": forms}),
        "Tabs": "/S",
        **({"Annots": pydyf.Array(annotations)} if annotations else {}),
    }


def _move(pdf: pydyf.PDF, references: tuple[bytes, ...], placed: Mapping[bytes, _Placed]) -> None:
    """Let everything that names a page name its sheet, and the tags the forms."""
    import pydyf

    for reference in references:
        for annotation in object_of(pdf, reference).get("Annots", ()):
            rectangle = object_of(pdf, annotation)["Rect"]
            shift = placed[reference].right
            rectangle[0], rectangle[2] = rectangle[0] + shift, rectangle[2] + shift
    sheets = {reference: one.sheet for reference, one in placed.items()}
    for place in places(pdf.objects):
        if place[0] in placed:
            place[2] += placed[place[0]].right
            place[0] = sheets[place[0]]
    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("Pg") not in sheets:
            continue
        page = element["Pg"]
        element["Pg"] = sheets[page]
        if element.get("Type") == "/StructElem":
            held = {"Type": "/MCR", "Pg": sheets[page], "Stm": placed[page].form}
            element["K"][:] = [
                pydyf.Dictionary({**held, "MCID": kid}) if isinstance(kid, int) else kid
                for kid in element["K"]
            ]


def _tell(pdf: pydyf.PDF, folding: Folding) -> None:
    """Ask for paper printed on both sides, and call each side of a sheet by its pages (12.4.2)."""
    import pydyf

    pdf.catalog["ViewerPreferences"] |= {"PrintScaling": "/None", "Duplex": "/DuplexFlipShortEdge"}
    labels = pydyf.Array([])
    for number, side in enumerate(folding.sides):
        pages = " · ".join("–" if page is None else str(page) for page in (side.left, side.right))
        labels += [number, pydyf.Dictionary({"P": pydyf.String(pages)})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
