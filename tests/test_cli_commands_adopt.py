"""pubpipe adopt: the canonical Markdown becomes the source."""

import shutil
from pathlib import Path

from tests.support.command import pubpipe

ARTICLE = Path(__file__).parent.parent / "source" / "us-japan-military-alliance.txt"


def test_received_file_moves_and_builds_the_same(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    shutil.copy(ARTICLE, tmp_path / "source" / "ties.txt")
    assert pubpipe("txt", "-q", cwd=tmp_path).returncode == 0
    before = (tmp_path / "dist" / "ties.txt").read_bytes()
    done = pubpipe("adopt", "ties", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "source/ties.md is the source now",
        "source/received/ties.txt is the file as received",
    ]
    assert (tmp_path / "source" / "received" / "ties.txt").read_bytes() == ARTICLE.read_bytes()
    assert not (tmp_path / "source" / "ties.txt").exists()
    assert pubpipe("txt", "-q", cwd=tmp_path).returncode == 0
    assert (tmp_path / "dist" / "ties.txt").read_bytes() == before


def test_without_project_or_article(tmp_path: Path) -> None:
    outside = pubpipe("adopt", "ties", cwd=tmp_path)
    assert outside.returncode == 2
    assert outside.stderr.startswith(b"Error: there is no project here")
    (tmp_path / "source").mkdir()
    unknown = pubpipe("adopt", "ties", cwd=tmp_path)
    assert unknown.returncode != 0
    assert unknown.stderr.startswith(b"Error: ")
    assert b"Traceback" not in unknown.stderr
