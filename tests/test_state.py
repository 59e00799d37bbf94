import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe.model import Finding, Place
from pubpipe.state import Record, open_state

RECORD = Record(
    "dist/a.pdf",
    "identity",
    "digest",
    12,
    34,
    (Finding("warning", "c", "m", "h", Place("a", 3)),),
    {"pages": 2},
    "source/a.txt",
    {"text": "t"},
)


def test_a_record_comes_back_whole(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        assert state.get("dist/a.pdf") is None
        state.put(RECORD)
    with open_state(tmp_path / "s") as state:
        assert state.get("dist/a.pdf") == RECORD


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
    (tmp_path / "state.sqlite").write_bytes(b"not a database" * 100)
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") is None
        state.put(RECORD)
        assert state.get("dist/a.pdf") == RECORD


def test_a_file_that_could_not_be_read_is_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, connections = sqlite3.connect, list[sqlite3.Connection]()

    def noted(where: str) -> sqlite3.Connection:
        connections.append(connect(where))
        return connections[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    (tmp_path / "state.sqlite").write_bytes(b"no database" * 100)
    with open_state(tmp_path):
        pass
    assert len(connections) == 2
    for connection in connections:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_another_schema_is_forgotten(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
    connection = sqlite3.connect(tmp_path / "state.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") is None


def test_a_file_of_the_first_schema_keeps_what_is_ours(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "state.sqlite")
    connection.execute(
        "CREATE TABLE outputs (path TEXT PRIMARY KEY, identity TEXT NOT NULL, sha256 TEXT NOT NULL,"
        " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, findings TEXT NOT NULL, facts TEXT NOT NULL)"
    )
    connection.execute("INSERT INTO outputs VALUES ('dist/a.pdf', 'i', 'd', 1, 2, '[]', '{}')")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") == Record("dist/a.pdf", "i", "d", 1, 2, (), {})


def test_what_is_about_to_be_written_is_ours(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
        state.announce({"dist/a.pdf": "lost", "dist/b.pdf": "other"})
        state.announce({"dist/a.pdf": "new"})
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") == replace(RECORD, pending=("lost", "new"))
        assert [(r.path, r.sha256, r.pending) for r in state.all()] == [
            ("dist/a.pdf", "digest", ("lost", "new")),
            ("dist/b.pdf", "", ("other",)),
        ]
        state.put(RECORD)
        assert state.get("dist/a.pdf") == RECORD
        state.forget("dist/b.pdf")
        assert [r.path for r in state.all()] == ["dist/a.pdf"]


def test_what_was_written_is_told_without_its_records(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
        state.announce({"dist/b.pdf": "0"})
        assert state.written(["dist/a.pdf", "dist/b.pdf", "dist/c.pdf"]) == {"dist/a.pdf"}
        assert state.written([]) == frozenset()


def test_opening_alone_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
    before = (tmp_path / "state.sqlite").stat()
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") == RECORD
    after = (tmp_path / "state.sqlite").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_where_nothing_can_be_written_the_state_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file" / "below"):
        with open_state(folder) as state:
            state.put(RECORD)
            assert state.get("dist/a.pdf") == RECORD


def test_a_state_that_cannot_be_written_is_still_read(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
    code = (
        "import resource, signal, sys; from pathlib import Path; from pubpipe.state import open_state;"
        "from tests.test_state import RECORD; from dataclasses import replace;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "with open_state(Path(sys.argv[1])) as state:\n"
        "    state.put(replace(RECORD, path='other'))\n"
        "    assert state.get('dist/a.pdf') == RECORD and state.get('other') is None\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_what_was_put_is_told_until_it_is_committed(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        assert not state.changed
        state.put(RECORD)
        assert state.changed
        state.commit()
        assert not state.changed
        state.announce({"dist/a.pdf": "new"})
        assert not state.changed
