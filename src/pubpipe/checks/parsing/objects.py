"""An object of a PDF -> what kind it is, since pikepdf has one class for all."""

from __future__ import annotations

from typing import Any


def is_dictionary(one: Any) -> bool:  # noqa: ANN401
    """Whether an object is a dictionary, or a stream, which has one."""
    import pikepdf

    return isinstance(one, pikepdf.Dictionary | pikepdf.Stream)


def is_array(one: Any) -> bool:  # noqa: ANN401
    """Whether an object is an array."""
    import pikepdf

    return isinstance(one, pikepdf.Array)


def listed(one: Any) -> list[Any]:  # noqa: ANN401
    """Return an array's objects, or the one object that stands where an array may, or nothing."""
    return [] if one is None else list(one) if is_array(one) else [one]
