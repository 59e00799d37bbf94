"""A PDF that is not written yet -> its objects, and the places in it that links and bookmarks lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf


def object_of(pdf: pydyf.PDF, reference: bytes) -> Any:  # noqa: ANN401
    """Return the object of a reference such as ``b'12 0 R'``."""
    return pdf.objects[int(reference.split()[0])]


def places(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the destinations (ISO 32000-1, 12.3.2.2) within a value, as lists of page, ``/XYZ``, x, y and zoom."""
    if isinstance(value, list):
        if len(value) == 5 and value[1] == "/XYZ":
            yield value
        else:
            for item in value:
                yield from places(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from places(item)
