"""WeasyPrint's PDF objects -> the same with notes tagged at their calls, links named, furniture as artifacts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document


def finish_tags(document: Document, pdf: pydyf.PDF) -> None:
    """Do to the tags of a document all that this module does."""
    _link_names(document)
    _linked_pictures(pdf)
    lists_in_items(pdf)
    list_bodies(pdf)
    notes_at_calls(pdf)
    furniture_as_artifacts(pdf)
    spaces_between_words(pdf)


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


def spaces_between_words(pdf: pydyf.PDF) -> None:
    """Say the space that stands alone between two elements: WeasyPrint marks it and draws nothing.

    ISO 32000-1 14.9.4: without it a voice, or a copy, runs the words on its sides together.
    """
    import pydyf

    tree = _Tree(pdf)
    for reference in pdf.page_references:
        stream = tree.object(tree.object(reference)["Contents"]).stream
        for place, item in enumerate(stream):
            if not isinstance(item, dict) or "MCID" not in item or stream[place - 1] != "/Span":
                continue
            drawn = itertools.takewhile(lambda one: one != b"EMC", itertools.islice(stream, place + 1, None))
            if not any(isinstance(one, bytes) and one.endswith((b"TJ", b"Tj")) for one in drawn):
                item["ActualText"] = pydyf.String(" ")


def lists_in_items(pdf: pydyf.PDF) -> None:
    """Put a list that stands within an item back into it, where it is read.

    ISO 32000-1 14.8.4.3.3: WeasyPrint hangs it behind the item, so that what follows it there is read before it.
    """
    tree = _Tree(pdf)
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for outer in [element for element in tree.elements() if element["S"] == "/L"]:
        item: Any = None
        for kid in list(outer["K"]):
            inner = tree.object(kid)
            if inner["S"] == "/LI":
                item = inner
            elif inner["S"] == "/L" and item is not None:
                outer["K"].remove(kid)
                bodies = [k for k in item["K"] if isinstance(k, bytes) and tree.object(k)["S"] == "/LBody"]
                holder = tree.object(bodies[0]) if bodies else item
                start = tree.first(inner, pages)
                after = (
                    n for n, k in enumerate(holder["K"]) if tree.first_of(k, holder, pages) > start >= (0, 0)
                )
                holder["K"].insert(next(after, len(holder["K"])), kid)
                inner["P"] = holder.reference


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
        # In their order: a heading may stand before an LBody that WeasyPrint made of the words after it.
        inner = [kid for kid in kids if tree.object(kid)["S"] != "/Lbl"]
        content = _element(pdf, "/LBody", item, inner)
        content["P"] = item.reference
        for kid in inner:
            tree.object(kid)["P"] = content.reference
            if tree.object(kid)["S"] == "/LBody":
                tree.object(kid)["S"] = "/Div"
        item["K"][:] = [*(kid for kid in item["K"] if kid not in inner), content.reference]


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
