"""A structure element of a PDF -> its kids, where it leads, the direction of its lines (ISO 32000-1 14.7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pubpipe.checks.parsing.objects import is_dictionary, listed

if TYPE_CHECKING:
    import pikepdf


def from_right(element: Any, around: bool) -> bool:  # noqa: ANN401
    """Tell whether lines in a structure element run from right to left (ISO 32000-1 14.8.5.4.2, ``WritingMode``)."""
    for owned in listed(element.get("/A")):
        if is_dictionary(owned) and "/WritingMode" in owned:
            return bool(owned.WritingMode == "/RlTb")
    return around


def kids(element: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the kids of a structure element: numbers of marked content, elements, references."""
    import pikepdf

    found = element.get("/K")
    if found is not None:
        yield from (found if isinstance(found, pikepdf.Array) else [found])


def target(element: pikepdf.Object) -> str:
    """Return where a link element leads: its address, or ``#name`` inside the document."""
    for kid in kids(element):
        if not isinstance(kid, int) and kid.get("/Type") == "/OBJR":
            action = kid.Obj.get("/A")
            if action is not None and "/URI" in action:
                return str(action.URI)
            return f"#{kid.Obj.get('/Dest', '')}"
    return ""


def destination(element: pikepdf.Object) -> str:
    """Return the name to which a link element leads inside the document, or nothing."""
    found = target(element)
    return found[1:] if found.startswith("#") else ""
