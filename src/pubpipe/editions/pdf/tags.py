"""WeasyPrint's PDF objects -> the same with notes tagged at their calls, links named, furniture as artifacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document


def finish_tags(document: Document, pdf: pydyf.PDF) -> None:
    """Do to the tags of a document all that this module does."""
    _link_names(document)
    _linked_pictures(pdf)
    list_bodies(pdf)
    notes_at_calls(pdf)
    furniture_as_artifacts(pdf)


def notes_at_calls(pdf: pydyf.PDF) -> None:
    """Make every footnote a ``Note`` with an ID right after its call, which becomes a ``Reference``.

    ISO 14289-1 (PDF/UA-1) 7.9 and ISO 32000-1 14.8.4.4: a note is read where it is called, though it is
    printed at the foot. WeasyPrint leaves it there as an untyped element.
    """
    import pydyf

    tree = _Tree(pdf)
    backs = {tree.destination(e): e for e in tree.elements() if tree.destination(e).startswith("fnref")}
    calls = [e for e in tree.elements() if re.fullmatch(r"fn\d+", tree.destination(e))]
    for number, call in enumerate(calls, 1):
        back = backs.get(tree.destination(call).replace("fn", "fnref", 1))
        note = back
        while note is not None and tree.parent(note).get("S") != "/NonStruct":
            note = tree.parent(note)
        if note is None:
            continue
        _lift(tree, note)
        paragraph = tree.parent(call)
        reference = _element(pdf, "/Reference", call, [call.reference])
        place = paragraph["K"].index(call.reference)
        paragraph["K"][place : place + 1] = [reference.reference, note.reference]
        call["P"] = reference.reference
        for link in (call, backs[tree.destination(call).replace("fn", "fnref", 1)]):
            # What a screen reader says of the link; WeasyPrint writes the name of the anchor.
            tree.annotation(link)["Contents"] = pydyf.String(str(number))
        note["P"], note["S"], note["ID"] = paragraph.reference, "/Note", pydyf.String(f"note-{number}")


def furniture_as_artifacts(pdf: pydyf.PDF) -> None:
    """Mark running headers and page numbers, which WeasyPrint tags but leaves out of the tree, as artifacts.

    ISO 14289-1 (PDF/UA-1) 7.1: content is either tagged or an artifact.
    """
    tree = _Tree(pdf)
    tagged = set(tree.marked())
    parents = tree.object(pdf.catalog["StructTreeRoot"])["ParentTree"]
    numbers = tree.object(parents)["Nums"]
    for page_number, reference in enumerate(pdf.page_references):
        page = tree.object(reference)
        stream = tree.object(page["Contents"]).stream
        for place, item in enumerate(stream):
            mcid = item.get("MCID") if isinstance(item, dict) else None
            if mcid is None or (reference, mcid) in tagged:
                continue
            stream[place - 1 : place + 2] = ["/Artifact", b"BMC", b""]
            numbers[2 * page_number + 1][mcid] = "null"


def list_bodies(pdf: pydyf.PDF) -> None:
    """Put what a list item holds beside its label into an ``LBody``.

    ISO 32000-1 14.8.4.3.3, PDF/UA-1 7.2: WeasyPrint leaves an item's paragraphs beside the label.
    """
    tree = _Tree(pdf)
    for item in list(tree.elements()):
        if item["S"] != "/LI":
            continue
        kids = [kid for kid in item["K"] if isinstance(kid, bytes)]
        loose = [kid for kid in kids if tree.object(kid)["S"] not in ("/Lbl", "/LBody")]
        if not loose:
            continue
        content = _element(pdf, "/LBody", item, loose)
        content["P"] = item.reference
        for kid in loose:
            tree.object(kid)["P"] = content.reference
        item["K"][:] = [*(kid for kid in item["K"] if kid not in loose), content.reference]


def _link_names(document: Document) -> None:
    """Let every link be called what it says on the page; WeasyPrint gives them their addresses for names.

    PDF/UA-1 7.18.5, ISO 32000-1 14.9.3: ``Contents`` is what a screen reader says, and lists, of a link.
    """
    import pydyf

    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if kind == "attachment" or not annotation or box.element is None:
                continue
            pictures = [picture.get("alt", "") for picture in box.element.iter("img")]
            text = "".join(box.element.itertext()).replace("\u200b", "").replace("\u2060", "")
            name = " ".join(" ".join([text, *pictures]).split())
            annotation["Contents"] = pydyf.String(name or target)


def _linked_pictures(pdf: pydyf.PDF) -> None:
    """Hang a linked picture's annotation into its ``Link``: WeasyPrint puts it into the ``Figure`` within.

    PDF/UA-1 7.18.5: a link annotation stands in a ``Link`` element.
    """
    tree = _Tree(pdf)
    for figure in list(tree.elements()):
        if figure["S"] != "/Figure":
            continue
        link = tree.parent(figure)
        inside = [k for k in figure["K"] if isinstance(k, bytes) and tree.object(k).get("Type") == "/OBJR"]
        if inside and link["S"] == "/Link":
            figure["K"][:] = [kid for kid in figure["K"] if kid not in inside]
            link["K"][:0] = inside
            tree.adopt({tree.object(tree.object(kid)["Obj"])["StructParent"] for kid in inside}, link)


class _Tree:
    """The structure tree of a PDF that is not written yet."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf

    def object(self, reference: bytes) -> Any:  # noqa: ANN401
        """Return the object of a reference such as ``b'12 0 R'``."""
        return self._pdf.objects[int(reference.split()[0])]

    def parent(self, element: Any) -> Any:  # noqa: ANN401
        return self.object(element["P"])

    def elements(self) -> Iterator[Any]:
        """Yield the structure elements in reading order."""
        todo = [self._pdf.catalog["StructTreeRoot"]]
        while todo:
            element = self.object(todo.pop())
            if element.get("Type") == "/StructElem":
                yield element
            todo += [kid for kid in reversed(element.get("K", ())) if isinstance(kid, bytes)]

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

    def destination(self, element: Any) -> str:  # noqa: ANN401
        """Return the name that a link element leads to inside the document, or nothing."""
        target = self.annotation(element).get("Dest")
        return str(target.string) if target is not None else ""


def _element(pdf: pydyf.PDF, role: str, like: Any, kids: list[bytes]) -> Any:  # noqa: ANN401
    """Add a structure element on the page and under the parent of another one."""
    import pydyf

    parts = {"Type": "/StructElem", "S": role, "P": like["P"], "Pg": like["Pg"], "K": pydyf.Array(kids)}
    element = pydyf.Dictionary(parts)
    pdf.add_object(element)
    return element


def _lift(tree: _Tree, note: Any) -> None:  # noqa: ANN401
    """Take a note out of the tree, and with it every ancestor that holds nothing else."""
    while True:
        holder = tree.parent(note)
        holder["K"].remove(note.reference)
        if holder["K"] or holder["S"] == "/Document":
            return
        note = holder
