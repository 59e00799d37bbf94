"""Structure elements that end with a page and go on with the next -> one element, as the text is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.tagging.origins import Origins
from pubpipe.editions.pdf.tagging.structure import Tree

if TYPE_CHECKING:
    import pydyf

_Identity = tuple[int, str, str]  # the element of the page, the part of it, the role
_REPEATED = ("/THead", "/TFoot")
_UNDIVIDED = ("/Figure", "/Link", "/Span")


def join_over_pages(pdf: pydyf.PDF, origins: Origins) -> None:
    """Let a paragraph, a list, a table, a section be one element, though it is printed on two pages or more.

    ISO 32000-1 14.7.2: the structure is that of the text, whatever its pages; WeasyPrint begins every element
    anew on each page, so that a voice reads half a word as a paragraph. The head of a table that is printed again
    is an artifact (PDF/UA-1 7.1), and cells name the first one.
    """
    from weasyprint.formatting_structure import boxes

    identities: dict[int, _Identity] = {}
    for element, box in origins:
        if element["S"] not in _UNDIVIDED and not isinstance(box, boxes.InlineLevelBox):
            identities.setdefault(element.number, (id(box.element), box.element_tag, element["S"]))
    tree = Tree(pdf)
    _join(tree, tree.document(), identities)


def _join(tree: Tree, holder: Any, identities: Mapping[int, _Identity]) -> None:  # noqa: ANN401
    """Join the kids of one element, and then the kids of each.

    What stands before and after a picture within a paragraph is two parts of it, also where a page ends between them.
    """
    own = identities.get(holder.number)
    known: dict[_Identity, tuple[Any, bytes]] = {}
    for reference in [kid for kid in holder["K"] if isinstance(kid, bytes)]:
        kid = tree.object(reference)
        identity = identities.get(kid.number)
        if identity is None:
            continue
        first, page = known.get(identity, (kid, kid["Pg"]))
        known[identity] = first, kid["Pg"]
        if page == kid["Pg"]:
            known[identity] = kid, page
        elif kid["S"] in _REPEATED:
            _leave_out(tree, holder, first, kid)
        elif own and own[0] == identity[0] and _before(holder, reference) != first.reference:
            known[identity] = kid, kid["Pg"]
        else:
            holder["K"].remove(reference)
            first["K"] += kid["K"]
            for inner in map(tree.object, kid["K"]):
                inner["P"] = first.reference
    for kid in holder["K"]:
        if isinstance(kid, bytes) and tree.object(kid).get("Type") == "/StructElem":
            _join(tree, tree.object(kid), identities)


def _before(holder: Any, reference: bytes) -> object:  # noqa: ANN401
    place = holder["K"].index(reference)
    return holder["K"][place - 1] if place else None


def _leave_out(tree: Tree, holder: Any, first: Any, again: Any) -> None:  # noqa: ANN401
    """Take a repeated head out of the tree; the cells that name its cells name those of the first head instead.

    Its links lead nowhere then: one that can be followed must stand in the tree (PDF/UA-1 7.18.5).
    """
    holder["K"].remove(again.reference)
    for link in tree.under(again):
        tree.unlink(link)
    for old, new in zip(tree.under(first), tree.under(again), strict=False):
        if "ID" in old and "ID" in new:
            new["ID"].string = old["ID"].string
