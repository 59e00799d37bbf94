"""Link annotations -> called what they say, in a ``Link``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubpipe.editions.pdf.tagging.structure import Tree

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document


def name_links(document: Document) -> None:
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


def linked_pictures(pdf: pydyf.PDF) -> None:
    """Hang a linked picture's annotation into its ``Link``: WeasyPrint puts it into the ``Figure`` within.

    PDF/UA-1 7.18.5: a link annotation stands in a ``Link`` element.
    """
    tree = Tree(pdf)
    for figure in list(tree.elements()):
        if figure["S"] != "/Figure":
            continue
        link = tree.parent(figure)
        inside = [k for k in figure["K"] if isinstance(k, bytes) and tree.object(k).get("Type") == "/OBJR"]
        if inside and link["S"] == "/Link":
            figure["K"][:] = [kid for kid in figure["K"] if kid not in inside]
            link["K"][:0] = inside
            tree.adopt({tree.object(tree.object(kid)["Obj"])["StructParent"] for kid in inside}, link)
