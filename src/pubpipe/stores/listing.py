"""Pages of a store's listing -> the answer what lies at a path, with as little memory for a million as for ten."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from pubpipe.stores.seen import Seen


class Listing:
    """What lies below a folder. SQLite holds it, in a file of its own that the system removes, once it is large."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.execute(
            "CREATE TABLE listed (path TEXT PRIMARY KEY, size INTEGER, mark INTEGER, changed INTEGER) WITHOUT ROWID"
        )

    def __del__(self) -> None:
        self._connection.close()

    def add(self, page: Iterable[tuple[Path, Seen]]) -> None:
        """Take in one page."""
        rows = ((os.fspath(path), seen.size, seen.mark, seen.changed) for path, seen in page)
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT OR REPLACE INTO listed VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def get(self, path: str | Path) -> Seen | None:
        """Return what was listed at a path, None where nothing was."""
        query = "SELECT size, mark, changed FROM listed WHERE path = ?"
        row = self._connection.execute(query, (os.fspath(path),)).fetchone()
        return None if row is None else Seen(*row)

    def put(self, path: Path, seen: Seen) -> None:
        """Learn that something else lies there now."""
        self.add([(path, seen)])

    def drop(self, path: Path) -> None:
        """Learn that nothing lies there any more."""
        self._connection.execute("DELETE FROM listed WHERE path = ?", (os.fspath(path),))

    def paths(self) -> Iterator[Path]:
        """Yield all paths, sorted."""
        for (path,) in self._connection.execute("SELECT path FROM listed ORDER BY path"):
            yield Path(path)
