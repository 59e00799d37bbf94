"""The links and the outline of a PDF -> those that lead nowhere or say nothing (ISO 32000-1 12.3, ISO 14289-1 7.18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pubpipe.checks.paper.opened import Paper
from pubpipe.checks.parsing.objects import is_array, is_dictionary
from pubpipe.model import Finding

_HEADING = re.compile(r"H[1-6]")
_DEEPEST = 60  # levels of a name tree or an outline


def findings(paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with the ways through a PDF."""
    names = frozenset(_names(paper.pdf))
    pages = set(paper.numbers)
    yield from _links(paper, names, pages)
    yield from _outline(paper, names, pages)


def _links(paper: Paper, names: frozenset[str], pages: set[tuple[int, int]]) -> Iterator[Finding]:
    held = {one.objgen for node in paper.tree.walk() for one in node.annotations()} if paper.tree else set()
    untagged: dict[int, int] = {}
    nameless: dict[int, int] = {}
    for number, annotation in paper.annotations():
        if annotation.get("/Subtype") != "/Link":
            continue
        if why := _broken(annotation, names, pages):
            yield paper.say("pdf-link-broken", f"a link leads nowhere: {why}", number)
        if paper.tree is not None and annotation.objgen not in held:
            untagged[number] = untagged.get(number, 0) + 1
        if not str(annotation.get("/Contents", "")).strip():
            nameless[number] = nameless.get(number, 0) + 1
    for number, count in untagged.items():
        yield paper.say("pdf-link-untagged", f"{count} links are in no element of the tree", number)
    for number, count in nameless.items():
        yield paper.say("pdf-link-nameless", f"{count} links do not say where they lead (Contents)", number)


def _broken(holder: Any, names: frozenset[str], pages: set[tuple[int, int]]) -> str:  # noqa: ANN401
    """Return why a link or an entry of the outline leads nowhere, empty where it leads somewhere."""
    action = holder.get("/A")
    target = holder.get("/Dest")
    if target is None and action is not None:
        kind = str(action.get("/S", ""))
        if kind == "/URI":
            return "" if str(action.get("/URI", "")).strip() else "its address is empty"
        if kind != "/GoTo":
            return ""
        target = action.get("/D")
    if target is None:
        return "it has no target"
    if is_dictionary(target):
        target = target.get("/D")
    if is_array(target):
        first = target[0] if len(target) else None
        if isinstance(first, int):
            return "" if first < len(pages) else "its page is not there"
        return (
            "" if first is not None and getattr(first, "objgen", None) in pages else "its page is not there"
        )
    name = str(target).lstrip("/")
    return "" if name in names or f"/{name}" in names else f"there is no {name!r}"


def _names(pdf: Any) -> Iterator[str]:  # noqa: ANN401
    old = pdf.Root.get("/Dests")
    if old is not None:
        yield from (str(key).lstrip("/") for key in old.keys())  # noqa: SIM118
    root = pdf.Root.get("/Names", {}).get("/Dests")
    todo = [(root, 0)] if root is not None else []
    while todo:
        node, depth = todo.pop()
        named = node.get("/Names")
        if named is not None:
            yield from (str(named[n]) for n in range(0, len(named), 2))
        if depth < _DEEPEST:
            todo += [(kid, depth + 1) for kid in node.get("/Kids", [])]


def _outline(paper: Paper, names: frozenset[str], pages: set[tuple[int, int]]) -> Iterator[Finding]:
    root = paper.pdf.Root.get("/Outlines")
    first = root.get("/First") if root is not None else None
    todo = [first] if first is not None else []
    seen: set[tuple[int, int]] = set()
    while todo:
        item = todo.pop()
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        title = str(item.get("/Title", ""))
        if why := _broken(item, names, pages):
            yield paper.say("pdf-outline-broken", f"the outline’s “{title[:60]}” leads nowhere: {why}")
        if not title.strip():
            yield paper.say("pdf-outline-nameless", "an entry of the outline has no words")
        todo += [item[key] for key in ("/Next", "/First") if key in item]
    headings = (
        sum(_HEADING.fullmatch(node.role) is not None for node in paper.tree.walk()) if paper.tree else 0
    )
    if len(seen) < headings > 1:
        told = f"the outline has {len(seen)} entries for {headings} headings"
        yield paper.say("pdf-outline-incomplete", told)
