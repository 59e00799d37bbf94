"""An open PDF of sheets that are to be folded -> the same as the pages of the folded booklet, one after the other.

Nothing is taken on trust: the sheets are laid into one another, folded and leafed through, as a binder would. What then
stands in another order than the text is read in is found by the checks of every PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pubpipe.checks.parsing.objects import is_array, is_dictionary, listed
from pubpipe.editions.parts import direction

_OPERATORS = "q Q cm Do"
_PAGES = 4  # of a sheet that is folded once


@dataclass(frozen=True, slots=True)
class _Half:
    """A page on its half of a side of a sheet: its form, how far it was moved to the right, the sheet's middle."""

    form: Any
    shift: float
    middle: float

    @property
    def is_left(self) -> bool:
        box = _numbers(self.form.get("/BBox"))
        return (box[0] + box[2]) / 2 + self.shift < self.middle


def unfold(pdf: Any) -> bool:  # noqa: ANN401
    """Put the pages of a booklet into an open PDF in place of its sheets; return whether it is one.

    A booklet is known by its tags: they are of forms that the pages draw, not of the pages (ISO 32000-1 14.7.4.3).
    """
    if "/StructTreeRoot" not in pdf.Root or any("/StructParents" in page.obj for page in pdf.pages):
        return False
    sides = [tuple(_halves(page)) for page in pdf.pages]
    if len(sides) % 2 or not any(sides):
        return False
    named = list(_named(pdf.Root.StructTreeRoot))
    ranks: dict[tuple[int, int], int] = {}
    for one in named:
        ranks.setdefault(one.Stm.objgen, len(ranks))
    rtl = direction(str(pdf.Root.get("/Lang", ""))) == "rtl"
    leaves = _leafed([_pair(side) for side in sides], ranks, rtl=rtl)
    while leaves and leaves[-1] is None:
        leaves.pop()
    _replace(pdf, leaves, named, dict(zip((page.obj.objgen for page in pdf.pages), sides, strict=True)))
    return True


def _halves(page: Any) -> Iterator[_Half]:  # noqa: ANN401
    import pikepdf

    middle = (float(page.mediabox[0]) + float(page.mediabox[2])) / 2
    forms, shift = page.obj.get("/Resources", {}).get("/XObject", {}), 0.0
    for one in pikepdf.parse_content_stream(page, _OPERATORS):
        match str(one.operator):
            case "q":
                shift = 0.0
            case "cm":
                shift += _numbers(one.operands, 6)[4] if _numbers(one.operands, 6) else 0.0
            case "Do":
                form = forms.get(str(one.operands[0]))
                if is_dictionary(form) and "/StructParents" in form and _numbers(form.get("/BBox")):
                    yield _Half(form, shift, middle)


def _pair(side: tuple[_Half, ...]) -> tuple[_Half | None, _Half | None]:
    left = next((half for half in side if half.is_left), None)
    return left, next((half for half in side if half is not left and not half.is_left), None)


def _leafed(
    sides: list[tuple[_Half | None, _Half | None]], ranks: dict[tuple[int, int], int], *, rtl: bool
) -> list[_Half | None]:
    """Fold the sheets of each signature into one another and leaf through them, from the cover to the back."""
    # Bound on the right, a booklet is a mirror of one that is bound on the left.
    seen = [(right, left) if rtl else (left, right) for left, right in sides]
    fronts, backs = seen[::2], seen[1::2]
    found: list[_Half | None] = []
    while fronts:
        count = _signature(fronts, ranks)
        for front, back in zip(fronts[:count], backs[:count], strict=True):
            found += [front[1], back[0]]  # a leaf before the middle: its other side is behind it
        for front, back in zip(reversed(fronts[:count]), reversed(backs[:count]), strict=True):
            found += [back[1], front[0]]
        fronts, backs = fronts[count:], backs[count:]
    return found


def _signature(fronts: list[tuple[_Half | None, _Half | None]], ranks: dict[tuple[int, int], int]) -> int:
    """How many sheets the first signature has, by the first and the last page on its outermost sheet."""
    last, first = (ranks.get(half.form.objgen) if half else None for half in fronts[0])
    if first is None or last is None or (last - first + 1) % _PAGES or last < first:
        return len(fronts)
    return min((last - first + 1) // _PAGES, len(fronts))


def _named(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield what names marked content of a form, in the order in which it is read."""
    todo, seen = [root], set[tuple[int, int]]()
    while todo:
        element = todo.pop()
        if not is_dictionary(element) or element.get("/Type") == "/OBJR" or element.objgen in seen:
            continue
        if element.get("/Type") == "/MCR":
            if is_dictionary(element.get("/Stm")):
                yield element
            continue
        seen |= {element.objgen} - {(0, 0)}
        todo += reversed(listed(element.get("/K")))


def _replace(
    pdf: Any,  # noqa: ANN401
    leaves: list[_Half | None],
    named: list[Any],
    sheets: dict[tuple[int, int], tuple[_Half, ...]],
) -> None:
    """Let forms be pages, and what named sheets and forms name these."""
    import pikepdf

    size = next(half.form["/BBox"] for half in leaves if half)
    pages: dict[tuple[int, int], Any] = {}
    annotations = [one for page in pdf.pages for one in _placed(page, sheets[page.obj.objgen])]
    del pdf.pages[:]
    for half in leaves:
        parts = {"/Type": pikepdf.Name.Page, "/MediaBox": size, "/Tabs": pikepdf.Name.S}
        if half is not None:
            parts |= {"/Contents": half.form, "/MediaBox": half.form["/BBox"]}
            parts |= {"/Resources": half.form["/Resources"]} if "/Resources" in half.form else {}
            held = [one for one, form in annotations if form == half.form.objgen]
            parts |= {"/Annots": pikepdf.Array(held)} if held else {}
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(pikepdf.Dictionary(parts))))
        if half is not None:
            pages[half.form.objgen] = pdf.pages[-1].obj
    for one in named:
        if one.Stm.objgen in pages:
            one.Pg = pages[one.Stm.objgen]
            del one["/Stm"]
    for place in _places(pdf.Root):
        for half in sheets.get(getattr(place[0], "objgen", (0, 0)), ()):
            if half.is_left == (float(place[2]) < half.middle) and half.form.objgen in pages:
                place[0], place[2] = pages[half.form.objgen], float(place[2]) - half.shift
                break


def _placed(page: Any, halves: tuple[_Half, ...]) -> Iterator[tuple[Any, tuple[int, int]]]:  # noqa: ANN401
    """Yield the annotations of a side of a sheet, moved back onto the page that each stands on."""
    import pikepdf

    for one in page.obj.get("/Annots", ()):
        box = _numbers(one.get("/Rect")) if is_dictionary(one) else []
        for half in halves:
            if box and half.is_left == ((box[0] + box[2]) / 2 < half.middle):
                one.Rect = pikepdf.Array([box[0] - half.shift, box[1], box[2] - half.shift, box[3]])
                yield one, half.form.objgen
                break


def _places(root: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the destinations with a place (ISO 32000-1, 12.3.2.2) by name, and those of the outline."""
    todo, seen = [root.get("/Names", {}).get("/Dests"), root.get("/Outlines")], set[tuple[int, int]]()
    while todo:
        node = todo.pop()
        if not is_dictionary(node) or node.objgen in seen:
            continue
        seen |= {node.objgen} - {(0, 0)}
        for one in (*listed(node.get("/Names"))[1::2], node.get("/Dest")):
            found = one.get("/D") if is_dictionary(one) else one
            if is_array(found) and len(found) > 2 and found[1] == "/XYZ" and _numbers(found[2:3], 1):
                yield found
        todo += [*listed(node.get("/Kids")), node.get("/First"), node.get("/Next")]


def _numbers(array: Any, count: int = 4) -> list[float]:  # noqa: ANN401
    """Return so many numbers, empty where there is anything else."""
    from decimal import Decimal

    import pikepdf

    is_list = isinstance(array, pikepdf.Array | Sequence | pikepdf._core._ObjectList)
    found = [float(n) for n in array if isinstance(n, int | float | Decimal)] if is_list else []
    return found if len(found) == count else []
