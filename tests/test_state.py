import sqlite3
import subprocess
import sys
from pathlib import Path

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


def test_another_schema_is_forgotten(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        state.put(RECORD)
    connection = sqlite3.connect(tmp_path / "state.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with open_state(tmp_path) as state:
        assert state.get("dist/a.pdf") is None


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
