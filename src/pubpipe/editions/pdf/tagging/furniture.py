"""Marked content that is no text -> artifacts, and the spaces that stand alone -> said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.tagging.structure import Tree

if TYPE_CHECKING:
    import pydyf

_SHOWING = frozenset({b"TJ", b"Tj"})


def furniture_as_artifacts(pdf: pydyf.PDF) -> None:
    """Mark running headers and page numbers, which WeasyPrint tags but leaves out of the tree, as artifacts.

    ISO 14289-1 (PDF/UA-1) 7.1: content is either tagged or an artifact.
    """
    tree = Tree(pdf)
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

    tree = Tree(pdf)
    for reference in pdf.page_references:
        stream = tree.object(tree.object(reference)["Contents"]).stream
        for place, item in enumerate(stream):
            if not isinstance(item, dict) or "MCID" not in item or stream[place - 1] != "/Span":
                continue
            if not _draws(stream[place + 1 : stream.index(b"EMC", place)]):
                item["ActualText"] = pydyf.String(" ")


def _draws(operators: list[Any]) -> bool:
    """Whether one of these shows letters."""
    return any(type(one) is bytes and one[-2:] in _SHOWING for one in operators)
