"""A project's folder -> its state file, made where there is none, and made anew where it is damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from pubpipe.errors import ConfigurationError

_SCHEMA = 2
_TABLE = """CREATE TABLE IF NOT EXISTS outputs (
    path TEXT PRIMARY KEY, identity TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, findings TEXT NOT NULL, facts TEXT NOT NULL, origin TEXT NOT NULL DEFAULT '',
    parts TEXT NOT NULL DEFAULT '{}', pending TEXT NOT NULL DEFAULT '')"""
_ADDED = {  # by schema 2; a file of schema 1 keeps what it knows to be ours
    "origin": "TEXT NOT NULL DEFAULT ''",
    "parts": "TEXT NOT NULL DEFAULT '{}'",
    "pending": "TEXT NOT NULL DEFAULT ''",
}


def connected(folder: Path | None) -> sqlite3.Connection:
    """Return a connection to ``folder/state.sqlite``, or to a state in memory; raises as ``open_state`` says."""
    return _connect(folder) if folder is not None else _opened(":memory:")


def _connect(folder: Path) -> sqlite3.Connection:
    path = folder / "state.sqlite"
    if os.access(path, os.F_OK) and not os.access(path, os.R_OK):
        raise ConfigurationError(
            f"{path} cannot be read", "Give yourself the right to read it, or delete it."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(path)
        except sqlite3.OperationalError:
            return _read_only(path)
        except sqlite3.DatabaseError:
            for leftover in folder.glob("state.sqlite*"):
                leftover.unlink()
            return _opened(path)
    except (OSError, sqlite3.Error):
        return _opened(":memory:")


def _read_only(path: Path) -> sqlite3.Connection:
    """What is ours stays known on a full disk and without rights to write."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    with _closed_where_it_fails(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != _SCHEMA:
            raise sqlite3.OperationalError("another schema")
    return connection


def _opened(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    with _closed_where_it_fails(connection):
        return _prepared(connection)


@contextlib.contextmanager
def _closed_where_it_fails(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA busy_timeout = 10000")
    if connection.execute("PRAGMA user_version").fetchone()[0] == _SCHEMA:
        # Opening alone leaves the file as it is: its time tells whether anything was learnt since.
        return connection
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 1:
        for name, kind in _ADDED.items():
            connection.execute(f"ALTER TABLE outputs ADD COLUMN {name} {kind}")
    elif version not in (0, _SCHEMA):
        connection.execute("DROP TABLE IF EXISTS outputs")
    connection.execute(_TABLE)
    connection.execute(f"PRAGMA user_version = {_SCHEMA}")
    connection.commit()
    return connection
