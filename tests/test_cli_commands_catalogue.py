"""pubpipe catalogue: made, told, taken away; where there is nothing to list it says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import pubpipe
from tests.support.schema import problems

SCHEMA = json.loads((Path(__file__).parents[1] / "src" / "pubpipe" / "report.schema.json").read_bytes())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.md").write_text(
        "---\ntitle: A\nlang: en\n---\n\nThe council met in the old harbour.\n"
    )
    return tmp_path


def test_it_is_made_told_and_taken_away(project: Path) -> None:
    done = pubpipe("catalogue", cwd=project)
    assert done.returncode == 2
    assert (
        done.stderr == b"Error: there are no editions to make a catalogue of\nHint: pubpipe all makes them.\n"
    )
    assert pubpipe("all", "--formats", "md", "-q", cwd=project).returncode == 0
    done = pubpipe("catalogue", "--json", cwd=project)
    whole = json.loads(done.stdout)
    assert (done.returncode, done.stderr, problems(whole, SCHEMA)) == (0, b"", [])
    assert [(one["path"], one["status"]) for one in whole["index"]] == [
        ("dist/opds.xml", "built"),
        ("dist/opds.json", "built"),
    ]
    shown = pubpipe("catalogue", cwd=project).stdout.decode()
    assert shown == "dist/opds.xml (unchanged)\n"
    removed = pubpipe("catalogue", "--remove", cwd=project).stdout.decode()
    assert sorted(removed.splitlines()) == [
        f"removed dist/{name}" for name in ("a.cover.jpg", "opds.json", "opds.xml")
    ]
    assert pubpipe("catalogue", "--remove", cwd=project).stdout == b"there is no catalogue to remove\n"


def test_outside_a_project_it_is_refused(tmp_path: Path) -> None:
    done = pubpipe("catalogue", cwd=tmp_path)
    assert done.returncode == 2
    assert b"there is no project here" in done.stderr
