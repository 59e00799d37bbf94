"""Link annotations -> called what they say, in a ``Link``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubpipe.editions.pdf.tagging.structure import Tree

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u2060\u2063")
)  # what tells where a line may end, and where it may not


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
            text = "".join(box.element.itertext()).translate(_UNSEEN)
            name = " ".join(" ".join([text, *pictures]).split())
            annotation["Contents"] = pydyf.String(name or target)


def links_in_links(pdf: pydyf.PDF) -> None:
    """Hang the annotation of what stands within a link into its ``Link``.

    WeasyPrint puts one into the ``Figure`` of a linked picture, and one more into each element that a link has within,
    such as code; what a style writes before or after a link's words it makes a ``Link`` of its own within. PDF/UA-1
    7.18.5: a link annotation stands in a ``Link`` element.
    """
    tree = Tree(pdf)
    for element in list(tree.elements()):
        inside = [k for k in element["K"] if isinstance(k, bytes) and tree.object(k).get("Type") == "/OBJR"]
        generated = element["S"] == "/Link" and tree.parent(element)["S"] == "/Link"
        link = tree.parent(element) if generated else element
        while inside and link["S"] not in ("/Link", "/Document"):
            link = tree.parent(link)
        if inside and link is not element and link["S"] == "/Link":
            element["K"][:] = [kid for kid in element["K"] if kid not in inside]
            link["K"][:0] = inside
            tree.adopt({tree.object(tree.object(kid)["Obj"])["StructParent"] for kid in inside}, link)
            element["S"] = "/Span" if generated else element["S"]
