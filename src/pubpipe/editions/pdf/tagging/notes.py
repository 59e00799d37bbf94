"""Notes tagged at the foot of a page -> each at its call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.tagging.structure import Tree, element_like

if TYPE_CHECKING:
    import pydyf


def notes_at_calls(pdf: pydyf.PDF) -> None:
    """Make every footnote a ``Note`` with an ID right after its call, which becomes a ``Reference``.

    ISO 14289-1 (PDF/UA-1) 7.9 and ISO 32000-1 14.8.4.4: a note is read where it is called, though it is
    printed at the foot. WeasyPrint leaves it there as an untyped element.
    """
    import pydyf

    tree = Tree(pdf)
    links = [(tree.destination(e), e) for e in tree.elements() if e["S"] == "/Link"]
    backs = {name: link for name, link in links if name.startswith("fnref")}
    calls = [link for name, link in links if re.fullmatch(r"fn\d+", name)]
    for number, call in enumerate(calls, 1):
        back = backs.get(tree.destination(call).replace("fn", "fnref", 1))
        note = back
        while note is not None and tree.parent(note).get("S") != "/NonStruct":
            note = tree.parent(note)
        if note is None:
            continue
        _lift(tree, note)
        paragraph = tree.parent(call)
        reference = element_like(pdf, "/Reference", call, [call.reference])
        place = paragraph["K"].index(call.reference)
        paragraph["K"][place : place + 1] = [reference.reference, note.reference]
        call["P"] = reference.reference
        for link in (call, backs[tree.destination(call).replace("fn", "fnref", 1)]):
            # What a screen reader says of the link; WeasyPrint writes the name of the anchor.
            tree.annotation(link)["Contents"] = pydyf.String(str(number))
        note["P"], note["S"], note["ID"] = paragraph.reference, "/Note", pydyf.String(f"note-{number}")


def _lift(tree: Tree, note: Any) -> None:  # noqa: ANN401
    """Take a note out of the tree, and with it every ancestor that holds nothing else."""
    while True:
        holder = tree.parent(note)
        holder["K"].remove(note.reference)
        if holder["K"] or holder["S"] == "/Document":
            return
        note = holder
