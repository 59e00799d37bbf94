"""A C library as cffi opens it -> the same, of which some calls are another's."""

from __future__ import annotations

from typing import Any


class Library:
    """Stands for a library; what a subclass does not have itself is the library's own."""

    def __init__(self, library: Any) -> None:  # noqa: ANN401 - cffi's libraries have no types
        self._library = library

    def __getattr__(self, name: str) -> object:
        value = getattr(self._library, name)
        setattr(self, name, value)  # found without this detour from now on
        return value
