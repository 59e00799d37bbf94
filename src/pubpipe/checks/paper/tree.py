"""The structure tree of a PDF -> its elements by what they are, with what they hold (ISO 32000-1 14.7, 14.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pubpipe.checks.parsing.objects import is_dictionary, listed

_DEEPEST = 400  # levels; a tree that goes deeper, or round in a circle, is not followed


@dataclass(slots=True)
class Node:
    """One structure element: its standard role, its dictionary, the page that it names, what it holds in order.

    ``holds`` has elements, numbers of marked content as ``(page, number)``, and annotations.
    """

    role: str
    element: Any
    page: tuple[int, int]
    parent: Node | None
    holds: list[Node | tuple[tuple[int, int], int] | Any] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """The elements in it."""
        return [one for one in self.holds if isinstance(one, Node)]

    def walk(self) -> Iterator[Node]:
        """Yield it and all elements in it, in the order in which they are read."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo += reversed(node.nodes)

    def content(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield the marked content in it, in the order in which it is read."""
        todo: list[Any] = [self]
        while todo:
            one = todo.pop()
            if isinstance(one, Node):
                todo += reversed(one.holds)
            elif isinstance(one, tuple):
                yield one

    def annotations(self) -> list[Any]:
        """Return the annotations that it holds itself."""
        return [one for one in self.holds if not isinstance(one, Node | tuple)]


def tree(pdf: Any) -> Node | None:  # noqa: ANN401
    """Return the root of a PDF's structure tree, None where it has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    return _Grower(_roles(root)).grow(root, (0, 0), None, 0)


def _roles(root: Any) -> dict[str, str]:  # noqa: ANN401
    """Return what a document's own roles stand for, followed to the end (ISO 32000-1 14.7.3)."""
    given = root.get("/RoleMap")
    named = {str(k): str(v) for k, v in given.items()} if given is not None else {}
    found = {}
    for name in named:
        role, seen = name, {name}
        while role in named and named[role] not in seen:
            role = named[role]
            seen.add(role)
        found[name] = role
    return found


@dataclass(slots=True)
class _Grower:
    roles: dict[str, str]
    seen: set[tuple[int, int]] = field(default_factory=set)

    def grow(self, element: Any, page: tuple[int, int], parent: Node | None, depth: int) -> Node:  # noqa: ANN401
        own = str(element.get("/S", ""))
        named = element.get("/Pg")
        page = named.objgen if named is not None else page
        node = Node(self.roles.get(own, own).lstrip("/"), element, page, parent)
        if depth > _DEEPEST:
            return node
        for kid in listed(element.get("/K")):
            if isinstance(kid, int):
                node.holds.append((page, kid))
            elif is_dictionary(kid):
                self._hold(node, kid, page, depth)
        return node

    def _hold(self, node: Node, kid: Any, page: tuple[int, int], depth: int) -> None:  # noqa: ANN401
        kind = kid.get("/Type")
        if kind == "/MCR":
            named = kid.get("/Pg")
            node.holds.append((named.objgen if named is not None else page, int(kid.get("/MCID", -1))))
        elif kind == "/OBJR":
            if (held := kid.get("/Obj")) is not None:
                node.holds.append(held)
        elif kid.objgen == (0, 0) or kid.objgen not in self.seen:
            self.seen.add(kid.objgen)
            node.holds.append(self.grow(kid, page, node, depth + 1))
