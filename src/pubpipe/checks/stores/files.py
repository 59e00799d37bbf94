"""An edition's file -> what a store says of its size and its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_SHOWN = 3  # of a kind are told by name


@dataclass(frozen=True, slots=True)
class File:
    """An EPUB or a PDF as it is uploaded."""

    kind: str
    data: bytes


def listed(names: list[str]) -> str:
    """Name the first of some things, and say how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def megabytes(size: int) -> str:
    """Write a number of bytes as stores do, in decimal megabytes."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size / 1_000:,.1f} kB"


def _size(file: File, most: int) -> Iterator[str]:
    if len(file.data) > most:
        yield f"the file has {megabytes(len(file.data))}, and {megabytes(most)} are the most"


def _pages(file: File, least: int) -> Iterator[str]:
    if file.kind != "pdf":
        return
    from pubpipe.checks.paper import pages

    if 0 < (count := pages(file.data)) < least:
        yield f"it has {count} page{'s' if count > 1 else ''}, and {least} are the least of a book"


FILES: Mapping[str, Callable[[File, int], Iterator[str]]] = {
    "store-file-large": _size,
    "store-file-heavy": _size,
    "store-pages-few": _pages,
}
