"""What was built from what: one SQLite file a project, safe to delete at any time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pubpipe.model import Finding, Json, Place

_SCHEMA = 1
_TABLE = """CREATE TABLE IF NOT EXISTS outputs (
    path TEXT PRIMARY KEY, identity TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, findings TEXT NOT NULL, facts TEXT NOT NULL)"""


@dataclass(frozen=True, slots=True)
class Record:
    """An output as it was written: ``path`` relative to the project, ``identity`` of what it was made from."""

    path: str
    identity: str
    sha256: str
    size: int
    mtime_ns: int
    findings: tuple[Finding, ...] = ()
    facts: dict[str, Json] | None = None


class State:
    """The open state file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, path: str) -> Record | None:
        """Return the record of an output, None when it is not ours."""
        row = self._connection.execute(
            "SELECT path, identity, sha256, size, mtime_ns, findings, facts FROM outputs WHERE path = ?",
            (path,),
        ).fetchone()
        if row is None:
            return None
        findings = tuple(_finding(item) for item in json.loads(row[5]))
        return Record(row[0], row[1], row[2], row[3], row[4], findings, json.loads(row[6]))

    def put(self, record: Record) -> None:
        """Remember an output, durably where the state can be written.

        Where it cannot, the next build finds the same bytes and takes the output over.
        """
        findings = json.dumps([_plain(f) for f in record.findings])
        with contextlib.suppress(sqlite3.OperationalError), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    record.path,
                    record.identity,
                    record.sha256,
                    record.size,
                    record.mtime_ns,
                    findings,
                    json.dumps(record.facts or {}),
                ),
            )


@contextlib.contextmanager
def open_state(folder: Path | None) -> Iterator[State]:
    """Open ``folder/state.sqlite``, made when missing and made anew when damaged or of another schema.

    Where it cannot be written it is only read. Without a folder, and where it cannot even be read, the state
    lives in memory: nothing is then known to be ours.
    """
    connection = _connect(folder) if folder is not None else _prepared(sqlite3.connect(":memory:"))
    try:
        yield State(connection)
    finally:
        connection.close()


def _connect(folder: Path) -> sqlite3.Connection:
    path = folder / "state.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return _prepared(sqlite3.connect(path))
        except sqlite3.OperationalError:
            return _read_only(path)
        except sqlite3.DatabaseError:
            for leftover in folder.glob("state.sqlite*"):
                leftover.unlink()
            return _prepared(sqlite3.connect(path))
    except (OSError, sqlite3.Error):
        return _prepared(sqlite3.connect(":memory:"))


def _read_only(path: Path) -> sqlite3.Connection:
    """What is ours stays known on a full disk and without rights to write."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != _SCHEMA:
        raise sqlite3.OperationalError("another schema")
    return connection


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA busy_timeout = 10000")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, _SCHEMA):
        connection.execute("DROP TABLE IF EXISTS outputs")
    connection.execute(_TABLE)
    connection.execute(f"PRAGMA user_version = {_SCHEMA}")
    connection.commit()
    return connection


def _plain(finding: Finding) -> dict[str, Json]:
    place = finding.place
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "place": [place.file, place.line] if place else None,
    }


def _finding(item: dict[str, str | None]) -> Finding:
    place = item.pop("place")
    return Finding(**item, place=Place(*place) if place else None)  # type: ignore[arg-type]
