"""What was built from what: one SQLite file a project, safe to delete at any time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from pubpipe.errors import EditionError
from pubpipe.model import Finding, Json, Place
from pubpipe.state.connecting import connected

_Row: TypeAlias = tuple[str, str, str, int, int, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """An output as it was written: ``path`` relative to the project, ``identity`` of what it was made from.

    ``origin`` is the received file, relative too, empty where there is none that stays. ``parts`` are the
    digests that the identity is made of, by name. ``pending`` are the digests of bytes that were about to be
    written since: after a crash they, too, are ours.
    """

    path: str
    identity: str
    sha256: str
    size: int
    mtime_ns: int
    findings: tuple[Finding, ...] = ()
    facts: dict[str, Json] | None = None
    origin: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    pending: tuple[str, ...] = ()


class State:
    """The open state file. What is put is durable after ``commit``."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._connection = connected(folder)

    def reopen(self) -> None:
        """Open the file that is there now, and bring what is known into it: after the folder was removed.

        The system keeps a removed file for who has it open. What another build has put into the new one stays.
        """
        before, self._connection = self._connection, connected(self._folder)
        with contextlib.closing(before), contextlib.suppress(sqlite3.Error):
            rows = before.execute("SELECT * FROM outputs").fetchall()
            self._connection.executemany(
                "INSERT OR IGNORE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
            )
            self._connection.commit()

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self._connection.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known: all that is wanted will have to be made."""
        return not self._connection.execute("SELECT EXISTS (SELECT 1 FROM outputs)").fetchone()[0]

    def get(self, path: str) -> Record | None:
        """Return the record of an output, None when it is not ours."""
        row = self._connection.execute("SELECT * FROM outputs WHERE path = ?", (path,)).fetchone()
        return None if row is None else _record(row)

    def written(self, paths: Sequence[str]) -> frozenset[str]:
        """Return those of some outputs that were written, without their records."""
        marks = ", ".join("?" * len(paths))
        query = f"SELECT path FROM outputs WHERE sha256 <> '' AND path IN ({marks})"  # noqa: S608
        return frozenset(path for (path,) in self._connection.execute(query, paths))

    def all(self) -> Iterator[Record]:
        """Yield the records of all outputs, by path. Nothing may be put before the last has come."""
        rows = self._connection.execute("SELECT * FROM outputs ORDER BY path")
        return map(_record, rows)

    def origins(self) -> Iterator[str]:
        """Yield each received file that something was made from, once."""
        rows = self._connection.execute("SELECT DISTINCT origin FROM outputs WHERE origin <> ''")
        return (origin for (origin,) in rows)

    def below(self, start: str, end: str = "") -> Iterator[Record]:
        """Yield the records of outputs whose path has this start and this end, by path, as :meth:`all` does."""
        rows = self._connection.execute(
            "SELECT * FROM outputs WHERE path >= ? AND substr(path, 1, ?) = ? AND (? = 0 OR substr(path, ?) = ?)"
            " ORDER BY path",
            (start, len(start), start, len(end), -len(end), end),
        )
        return map(_record, rows)

    def announce(self, digests: Mapping[str, str]) -> None:
        """Remember, durably, the SHA-256 of bytes that are about to be written, by path, beside those before.

        Raises EditionError where that cannot be done: bytes written then would be a stranger's to the next build.
        """
        rows = [(path, digest) for path, digest in digests.items()]
        try:
            self._connection.executemany(
                "INSERT INTO outputs (path, identity, sha256, size, mtime_ns, findings, facts, pending) VALUES"
                " (?, '', '', 0, 0, '[]', '{}', ?) ON CONFLICT (path) DO UPDATE SET"
                " pending = trim(pending || ' ' || excluded.pending)",
                rows,
            )
            self._connection.commit()
        except sqlite3.OperationalError as error:
            self._connection.rollback()
            raise EditionError(
                f"the state cannot be written: {error}", "Check the rights of .pubpipe/ and the free space."
            ) from error

    def put(self, record: Record) -> None:
        """Remember an output.

        Where the state cannot be written, the next build finds the same bytes and takes the output over.
        """
        row = (
            record.path,
            record.identity,
            record.sha256,
            record.size,
            record.mtime_ns,
            json.dumps([plain(f) for f in record.findings]),
            json.dumps(record.facts or {}),
            record.origin,
            json.dumps(dict(record.parts)),
            " ".join(record.pending),
        )
        self._write("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [row])

    def forget(self, path: str) -> None:
        """Know an output no longer."""
        self._write("DELETE FROM outputs WHERE path = ?", [(path,)])

    @property
    def changed(self) -> bool:
        """Whether anything was put or forgotten since the last commit."""
        return self._connection.in_transaction

    def commit(self) -> None:
        """Make durable what was put since the last time."""
        try:
            self._connection.commit()
        except sqlite3.Error:
            self._connection.rollback()

    def _write(self, statement: str, rows: Sequence[tuple[str | int, ...]]) -> None:
        with contextlib.suppress(sqlite3.OperationalError):
            self._connection.executemany(statement, rows)


@contextlib.contextmanager
def open_state(folder: Path | None) -> Iterator[State]:
    """Open ``folder/state.sqlite``, made when missing and made anew when damaged or of another schema.

    Where it cannot be written it is only read. Without a folder, and where none can be made, the state lives in
    memory: nothing is then known to be ours. Raises ConfigurationError for a file that must not be read.
    """
    state = State(folder)
    try:
        yield state
        state.commit()
    finally:
        state.close()


def _record(row: _Row) -> Record:
    findings = tuple(finding(item) for item in json.loads(row[5]))
    return Record(*row[:5], findings, json.loads(row[6]), row[7], json.loads(row[8]), tuple(row[9].split()))


def plain(finding: Finding) -> dict[str, Json]:
    """Return a finding as plain data."""
    place = finding.place
    return {
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
        "place": [place.file, place.line] if place else None,
    }


def finding(item: Mapping[str, Json]) -> Finding:
    """Return the finding of :func:`plain`."""
    place, told = item["place"], {key: value for key, value in item.items() if key != "place"}
    return Finding(**told, place=Place(*place) if place else None)  # type: ignore[arg-type, misc]
