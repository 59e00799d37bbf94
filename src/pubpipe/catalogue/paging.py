"""Entries -> the pages of the index, of which the older ones stay as they are when articles come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pubpipe.catalogue.entry import Entry

SIZE = 100  # entries on a page of older ones: some 140 kB beside the faces, packed 80 with them
FRONT = "index.html"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the index: its ``number`` of ``last``, counted from the oldest, and its entries, newest first."""

    number: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The page's file name."""
        return name(self.number, self.last)


def pages(entries: Iterable[Entry], size: int = 0) -> tuple[Page, ...]:
    """Return the pages, newest first, of ``size`` entries each (0: a hundred), the front page of up to twice as many.

    They are counted from the oldest, so that a new article changes the front page alone. An article
    without a date counts as older than any with one.
    """
    size = size or SIZE
    ordered = sorted(entries, key=lambda e: (e.date, e.title, e.slug))
    last = max(1, len(ordered) // size)
    cut = [ordered[n * size : (n + 1) * size] for n in range(last - 1)]
    cut.append(ordered[(last - 1) * size :])
    found = [Page(n, last, tuple(reversed(some))) for n, some in enumerate(cut, 1)]
    return tuple(reversed(found))


def name(number: int, last: int) -> str:
    """Return the file name of a page; no article's edition can have it, since slugs have no dots."""
    return FRONT if number == last else f"index.{number}.html"


def is_page(file: str) -> bool:
    """Whether a file name is that of a page of an index."""
    return re.fullmatch(r"index(\.\d+)?\.html", file, re.ASCII) is not None
