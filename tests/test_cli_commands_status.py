"""pubpipe status, pubpipe clean and --dry-run, whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import pubpipe
from tests.support.schema import problems

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "src" / "pubpipe" / "status.schema.json").read_text()
)
FAST = ("--formats", "md,txt")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    for name in ("a", "b"):
        (tmp_path / "source" / f"{name}.md").write_text(f"# Article {name}\n\nThe council met on Monday.\n")
    return tmp_path


def test_status_and_the_dry_run_say_the_same_and_do_nothing(project: Path) -> None:
    status = pubpipe("status", *FAST, cwd=project)
    assert status.returncode == 0
    assert status.stdout == pubpipe("all", "--dry-run", *FAST, cwd=project).stdout
    assert b"  md   dist/a.md   to be made: new\n" in status.stdout
    assert status.stdout.endswith(b"2 articles: 4 to be made, 0 current\n")
    assert [p.name for p in project.iterdir()] == ["source"]


def test_status_after_a_build(project: Path) -> None:
    assert pubpipe("all", *FAST, "-q", cwd=project).returncode == 0
    (project / "dist" / "a.txt").write_text("mine")
    (project / "source" / "b.md").unlink()
    done = pubpipe("status", *FAST, "--json", cwd=project)
    assert done.returncode == 5
    whole = json.loads(done.stdout)
    assert problems(whole, SCHEMA) == []
    assert whole["summary"] == {"articles": 1, "current": 1, "due": 0, "blocked": 1}
    assert [f["code"] for f in whole["findings"]] == ["orphaned-edition"]
    assert done.stderr.startswith(b"Warning: source/b.md is gone")


def test_clean(project: Path) -> None:
    pubpipe("all", *FAST, "-q", cwd=project)
    assert pubpipe("clean", cwd=project).stdout == b"there is nothing to remove\n"
    (project / "source" / "b.md").unlink()
    (project / "dist" / "b.txt").write_text("mine")
    built = pubpipe("all", *FAST, cwd=project)
    assert b"Hint: pubpipe clean removes it." in built.stderr
    would = pubpipe("clean", "--dry-run", cwd=project)
    assert would.stdout.splitlines() == [b"would remove dist/b.ledger.json", b"would remove dist/b.md"]
    done = pubpipe("clean", cwd=project)
    assert done.stdout.splitlines() == [b"removed dist/b.ledger.json", b"removed dist/b.md"]
    assert done.stderr == b"Warning: dist/b.txt was changed since pubpipe wrote it, so it stays\n"
    assert sorted(p.name for p in (project / "dist").glob("*.*")) == [
        "a.ledger.json", "a.md", "a.txt", "b.txt"
    ]  # fmt: skip
