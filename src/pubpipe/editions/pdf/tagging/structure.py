"""The structure tree of a PDF that is not written yet -> its elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf


class Tree:
    """The structure tree of a PDF that is not written yet."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf

    def object(self, reference: bytes) -> Any:  # noqa: ANN401
        """Return the object of a reference such as ``b'12 0 R'``."""
        return self._pdf.objects[int(reference[: reference.index(b" ")])]

    def parent(self, element: Any) -> Any:  # noqa: ANN401
        """Return the element that holds another."""
        return self.object(element["P"])

    def document(self) -> Any:  # noqa: ANN401
        """Return the one element under the root."""
        return self.object(self.object(self._pdf.catalog["StructTreeRoot"])["K"][0])

    def elements(self) -> Iterator[Any]:
        """Yield the structure elements in reading order."""
        return self.under(self.object(self._pdf.catalog["StructTreeRoot"]))

    def under(self, top: Any) -> Iterator[Any]:  # noqa: ANN401
        """Yield the structure elements of one, and itself, in reading order."""
        todo = [top.reference]
        while todo:
            element = self.object(todo.pop())
            if element.get("Type") == "/StructElem":
                yield element
            todo += [kid for kid in reversed(element.get("K", ())) if isinstance(kid, bytes)]

    def first(self, element: Any, pages: Mapping[bytes, int]) -> tuple[int, int]:  # noqa: ANN401
        """Return page and number of the first marked content within an element, but that of labels and pictures, which
        WeasyPrint numbers last; nothing is before all else."""
        if element["S"] in ("/Lbl", "/Figure"):
            return (-1, -1)
        found = [self.first_of(kid, element, pages) for kid in element.get("K", ())]
        return min((place for place in found if place >= (0, 0)), default=(-1, -1))

    def first_of(self, kid: Any, element: Any, pages: Mapping[bytes, int]) -> tuple[int, int]:  # noqa: ANN401
        """Return the same of one kid: a number, an element or a reference to an object."""
        if isinstance(kid, int):
            return pages.get(element["Pg"], 0), kid
        inner = self.object(kid)
        return self.first(inner, pages) if inner.get("Type") == "/StructElem" else (-1, -1)

    def marked(self) -> Iterator[tuple[bytes, int]]:
        """Yield (page reference, MCID) of all marked content that hangs in the tree."""
        for element in self.elements():
            for kid in element["K"]:
                if isinstance(kid, int):
                    yield element["Pg"], kid

    def adopt(self, places: set[int], element: Any) -> None:  # noqa: ANN401
        """Let annotations with these numbers in the parent tree belong to an element."""
        numbers = self.object(self.object(self._pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        for place in places:
            numbers[2 * place + 1] = element.reference

    def annotation(self, element: Any) -> Any:  # noqa: ANN401
        """Return the annotation of a link element, or nothing."""
        if element["S"] != "/Link":
            return {}
        items = (self.object(kid) for kid in element["K"] if isinstance(kid, bytes))
        return next((self.object(item["Obj"]) for item in items if item.get("Type") == "/OBJR"), {})

    def unlink(self, element: Any) -> None:  # noqa: ANN401
        """Take the annotations of an element off their pages."""
        items = [self.object(kid) for kid in element["K"] if isinstance(kid, bytes)]
        for item in items:
            if item.get("Type") == "/OBJR":
                self.object(item["Pg"])["Annots"].remove(item["Obj"])

    def destination(self, element: Any) -> str:  # noqa: ANN401
        """Return the name that a link element leads to inside the document, or nothing."""
        target = self.annotation(element).get("Dest")
        return str(target.string) if target is not None else ""


def element_like(pdf: pydyf.PDF, role: str, like: Any, kids: list[bytes]) -> Any:  # noqa: ANN401
    """Add a structure element on the page and under the parent of another one."""
    import pydyf

    parts = {"Type": "/StructElem", "S": role, "P": like["P"], "Pg": like["Pg"], "K": pydyf.Array(kids)}
    element = pydyf.Dictionary(parts)
    pdf.add_object(element)
    return element
