"""Lists as WeasyPrint hangs them -> each in its item, each item with a body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.tagging.structure import Tree, element_like

if TYPE_CHECKING:
    import pydyf


def lists_in_items(pdf: pydyf.PDF) -> None:
    """Put a list that stands within an item back into it, where it is read.

    ISO 32000-1 14.8.4.3.3: WeasyPrint hangs it behind the item, so that what follows it there is read before it.
    """
    tree = Tree(pdf)
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    for outer in [element for element in tree.elements() if element["S"] == "/L"]:
        item: Any = None
        for kid in list(outer["K"]):
            inner = tree.object(kid)
            if inner["S"] == "/LI":
                item = inner
            elif inner["S"] == "/L" and item is not None:
                outer["K"].remove(kid)
                start = tree.first(inner, pages)
                holder = _holder(tree, item, start, pages)
                after = (
                    n for n, k in enumerate(holder["K"]) if tree.first_of(k, holder, pages) > start >= (0, 0)
                )
                holder["K"].insert(next(after, len(holder["K"])), kid)
                inner["P"] = holder.reference


def _holder(tree: Tree, item: Any, start: tuple[int, int], pages: Mapping[bytes, int]) -> Any:  # noqa: ANN401
    """Return the body of an item that a list goes on, or the item where a heading or a quotation is between the two.

    ``start`` is where the list begins, as :meth:`Tree.first` tells it.
    """
    kids = [kid for kid in item["K"] if isinstance(kid, bytes)]
    before = [kid for kid in kids if (0, 0) <= tree.first_of(kid, item, pages) < start]
    bodies = [kid for kid in before[-1:] or kids if tree.object(kid)["S"] == "/LBody"]
    return tree.object(bodies[0]) if bodies else item


def list_bodies(pdf: pydyf.PDF) -> None:
    """Put what a list item holds beside its label into an ``LBody``.

    ISO 32000-1 14.8.4.3.3, PDF/UA-1 7.2: WeasyPrint leaves an item's paragraphs beside the label.
    """
    tree = Tree(pdf)
    for item in list(tree.elements()):
        if item["S"] != "/LI":
            continue
        kids = [kid for kid in item["K"] if isinstance(kid, bytes)]
        loose = [kid for kid in kids if tree.object(kid)["S"] not in ("/Lbl", "/LBody")]
        if not loose:
            continue
        # In their order: a heading may stand before an LBody that WeasyPrint made of the words after it.
        inner = [kid for kid in kids if tree.object(kid)["S"] != "/Lbl"]
        content = element_like(pdf, "/LBody", item, inner)
        content["P"] = item.reference
        for kid in inner:
            tree.object(kid)["P"] = content.reference
            if tree.object(kid)["S"] == "/LBody":
                tree.object(kid)["S"] = "/Div"
        item["K"][:] = [*(kid for kid in item["K"] if kid not in inner), content.reference]
