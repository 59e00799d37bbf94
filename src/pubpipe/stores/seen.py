"""A file -> what is known of it without reading it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a file without reading it: its size in bytes, and a number that is another when it changes.

    Of a file on this machine ``mark`` is the time of its last change in nanoseconds, of one in a store it stands for
    the ETag, or where there is none for that time. ``changed`` is the store's own time in nanoseconds, 0 where it
    tells none.
    """

    size: int
    mark: int
    changed: int = 0
