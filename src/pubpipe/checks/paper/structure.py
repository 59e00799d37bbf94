"""The structure tree of a PDF, and what is drawn -> what a listener would miss (ISO 14289-1 7, ISO 32000-1 14.8)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pubpipe.checks.paper.opened import Paper
from pubpipe.checks.paper.tree import Node
from pubpipe.checks.parsing.objects import is_dictionary, listed
from pubpipe.model import Finding

_HEADING = re.compile(r"H([1-6])")
_INLINE = frozenset(
    {"Span", "Link", "Reference", "Quote", "Code", "NonStruct", "Em", "Strong", "Lbl", "Private", "Sub"}
)
_INSIDE = {
    "LI": ("L",),
    "LBody": ("LI",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
}
_FEW = 12  # pieces of content; a page with fewer may well have no heading
_MOST = 10


def findings(paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with a PDF's tags."""
    if paper.tree is None or not paper.tree.holds:
        yield paper.say(
            "pdf-untagged", "the PDF has no structure tree: nothing says in which order it is read"
        )
        return
    yield from _flat(paper, paper.tree)
    yield from _headings(paper, paper.tree)
    yield from _nesting(paper, paper.tree)
    yield from _both_ways(paper, paper.tree)
    yield from _figures(paper, paper.tree)
    yield from _tables(paper, paper.tree)
    yield from _notes(paper, paper.tree)


def _block(node: Node) -> str:
    """The role of the passage that an element is in."""
    at: Node | None = node
    while at is not None and at.role in _INLINE:
        at = at.parent
    return at.role if at is not None else ""


def _flat(paper: Paper, root: Node) -> Iterator[Finding]:
    holders = [node for node in root.walk() if any(isinstance(one, tuple) for one in node.holds)]
    kinds = {_block(node) for node in holders if node.role not in ("Figure", "Formula")}
    pieces = sum(isinstance(one, tuple) for node in holders for one in node.holds)
    if len(kinds) == 1 and pieces > _FEW:
        yield paper.say(
            "pdf-tree-flat", f"all {pieces} pieces of content are tagged as one kind, {min(kinds) or 'none'}"
        )
    elif not any(_HEADING.fullmatch(node.role) or node.role in ("H", "Title") for node in root.walk()):
        yield paper.say("pdf-no-headings", "no heading is tagged as one")


def _headings(paper: Paper, root: Node) -> Iterator[Finding]:
    last = 0
    for node in root.walk():
        match = _HEADING.fullmatch(node.role)
        if match is None:
            continue
        level = int(match[1])
        if not any(True for _ in node.content()):
            yield paper.say("pdf-heading-empty", f"a heading of level {level} is empty", paper.page_of(node))
        elif level > last + 1:
            told = (
                f"a heading of level {level} follows one of level {last}"
                if last
                else f"the first heading is of level {level}"
            )
            yield paper.say("pdf-heading-level", told, paper.page_of(node))
        last = level


def _nesting(paper: Paper, root: Node) -> Iterator[Finding]:
    wrong = Counter[tuple[str, str, int]]()
    for node in root.walk():
        allowed, parent = _INSIDE.get(node.role), node.parent
        while parent is not None and parent.role in ("NonStruct", "Private", "Div"):
            parent = parent.parent
        if allowed and (parent is None or parent.role not in allowed):
            wrong[node.role, parent.role if parent else "nothing", paper.page_of(node)] += 1
    for (role, around, page), count in list(wrong.items())[:_MOST]:
        times = f", {count} times" if count > 1 else ""
        yield paper.say("pdf-tree-nesting", f"{role} stands in {around or 'the root'}{times}", page)


def _both_ways(paper: Paper, root: Node) -> Iterator[Finding]:
    """What is drawn is in the tree or furniture, once; what is in the tree is drawn (ISO 14289-1 7.1)."""
    held = Counter(root.content())
    for (page, number), count in held.items():
        if count > 1:
            where = paper.numbers.get(page, 0)
            yield paper.say("pdf-content-twice", f"content {number} is in the tree {count} times", where)
    by_page = {number: page for page, number in paper.numbers.items()}
    for drawn in paper.pages:
        page = by_page[drawn.number]
        glyphs = sum(
            run.glyphs
            for run in drawn.runs
            if run.mark.number is None and not run.mark.artifact and not run.invisible
        )
        pictures = sum(p.mark.number is None and not p.mark.artifact for p in drawn.pictures)
        if glyphs or pictures:
            what = f"{glyphs} glyphs" if glyphs else f"{pictures} pictures"
            yield paper.say(
                "pdf-content-untagged", f"{what} are neither tagged nor marked as furniture", drawn.number
            )
        lost = sorted(number for number in drawn.numbers if (page, number) not in held)
        if lost:
            yield paper.say(
                "pdf-content-lost",
                f"marked content {_listed(lost)} is in no element of the tree",
                drawn.number,
            )
        missing = sorted(n for p, n in held if p == page and n not in drawn.numbers)
        if missing:
            yield paper.say(
                "pdf-content-missing",
                f"the tree names content {_listed(missing)}, which is not drawn",
                drawn.number,
            )


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def _figures(paper: Paper, root: Node) -> Iterator[Finding]:
    for node in root.walk():
        if node.role not in ("Figure", "Formula"):
            continue
        told = str(node.element.get("/Alt", "")) or str(node.element.get("/ActualText", ""))
        if not told.strip():
            yield paper.say(
                "pdf-picture-undescribed", f"a {node.role} has no description (Alt)", paper.page_of(node)
            )


def _tables(paper: Paper, root: Node) -> Iterator[Finding]:
    for table in (node for node in root.walk() if node.role == "Table"):
        cells = [node for node in table.walk() if node.role in ("TH", "TD")]
        heads = [node for node in cells if node.role == "TH"]
        page = paper.page_of(table)
        if cells and not heads:
            yield paper.say("pdf-table-without-heads", "a table has no heads (TH)", page)
        elif nameless := _unnamed(cells, heads):
            yield paper.say(
                "pdf-table-head-unknown", f"a cell names a head {nameless!r}, which is none", page
            )
        elif any("/Scope" in _attributes(head) for head in heads) or any(
            "/Headers" in _attributes(c) for c in cells
        ):
            continue
        elif heads and len(heads) < len(cells):
            yield paper.say(
                "pdf-table-unscoped", "no head of a table says whose it is (Scope, Headers)", page
            )


def _unnamed(cells: list[Node], heads: list[Node]) -> str:
    """Return a name in some cell's ``Headers`` that no head of the table has (ISO 32000-1 14.8.5.7)."""
    known = {str(head.element.get("/ID", "")) for head in heads}
    for cell in cells:
        for one in listed(cell.element.get("/A")):
            named = listed(one.get("/Headers")) if is_dictionary(one) else []
            if unknown := next((str(name) for name in named if str(name) not in known), ""):
                return unknown
    return ""


def _attributes(node: Node) -> set[str]:
    every = [one for one in listed(node.element.get("/A")) if is_dictionary(one)]
    return {str(key) for one in every for key in one.keys()}  # noqa: SIM118  # a PDF's dictionary yields no keys


def _notes(paper: Paper, root: Node) -> Iterator[Finding]:
    notes = [node for node in root.walk() if node.role in ("Note", "FENote")]
    ids = Counter(str(node.element.get("/ID", "")) for node in notes)
    for note in notes:
        page, own = paper.page_of(note), str(note.element.get("/ID", ""))
        if note.role == "Note" and not own:
            yield paper.say("pdf-note-without-id", "a note has no ID", page)
        elif own and ids[own] > 1:
            yield paper.say("pdf-note-without-id", f"{ids[own]} notes have the ID {own!r}", page)
        if not _called(note):
            yield paper.say(
                "pdf-note-misplaced", "a note does not stand behind its call in the reading order", page
            )


def _called(note: Node) -> bool:
    """Whether what is read just before a note holds the link that calls it."""
    node: Node | None = note
    while node is not None and node.parent is not None:
        before = [one for one in node.parent.holds[: node.parent.holds.index(node)] if not _is_empty(one)]
        if before:
            last = before[-1]
            return isinstance(last, Node) and any(
                n.role in ("Link", "Reference", "Note") for n in last.walk()
            )
        node = node.parent
    return False


def _is_empty(one: object) -> bool:
    return isinstance(one, Node) and not any(True for _ in one.content())
