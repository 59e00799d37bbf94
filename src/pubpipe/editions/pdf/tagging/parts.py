"""The parts of a heading or a paragraph that a picture divides -> one, which holds the picture and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.tagging.origins import Origins
from pubpipe.editions.pdf.tagging.structure import Tree

if TYPE_CHECKING:
    import pydyf

_WHOLE = frozenset({"/P", *(f"/H{level}" for level in range(1, 7))})
_BETWEEN = frozenset({"/Link", "/Span", "/NonStruct"})


def parts_of_one(pdf: pydyf.PDF, origins: Origins) -> None:
    """Let what stands before a picture within a heading or a paragraph, and behind it, stand in that itself.

    ISO 32000-1 14.8.4.3.2: WeasyPrint gives each block without an element of its own the role of its element, so that
    one heading was told as three, two of them within the first. HTML has none within another.
    """
    tree = Tree(pdf)
    for figure, _ in origins:
        if figure["S"] != "/Figure":
            continue
        element = tree.parent(figure)
        while element["S"] in _BETWEEN:
            element = tree.parent(element)
        if element["S"] in _WHOLE:
            element["K"][:] = [inner for kid in element["K"] for inner in _kids(tree, kid, element)]


def _kids(tree: Tree, kid: Any, element: Any) -> list[Any]:  # noqa: ANN401
    """Return a kid, or what it holds where it is a part of the element."""
    part = tree.object(kid) if isinstance(kid, bytes) else {}
    if part.get("S") != element["S"] or not all(isinstance(inner, bytes) for inner in part["K"]):
        return [kid]
    for inner in map(tree.object, part["K"]):
        if inner.get("Type") == "/StructElem":
            inner["P"] = element.reference
    return list(part["K"])
