"""pubpipe explain: the ledger as a list, and as a page."""

from pathlib import Path

from tests.support.command import pubpipe
from tests.test_normalize import FOUNDING


def test_the_list_names_lines_and_reasons(tmp_path: Path) -> None:
    done = pubpipe("explain", str(FOUNDING), cwd=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[0] == "U.S. and Japanese officials will take steps to boost military ties"
    assert "732 words received, 349 kept, 32 moved, 351 removed, 0 changed, 0 unaccounted for" in lines[1]
    assert "line 9    removed   second copy of 7 blocks removed (sure)" in lines
    assert "article   inferred  title proposed from the lead (a guess)" in lines
    assert not list(tmp_path.iterdir())


def test_the_page(tmp_path: Path) -> None:
    assert pubpipe("explain", str(FOUNDING), "--html", "out.html", cwd=tmp_path).returncode == 0
    text = (tmp_path / "out.html").read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert pubpipe("explain", str(FOUNDING), "--html", "-", cwd=tmp_path).stdout.decode() == text


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    unwritable = pubpipe("explain", str(FOUNDING), "--html", "no/such/folder.html", cwd=tmp_path)
    assert (unwritable.returncode, b"cannot be written" in unwritable.stderr) == (1, True)
    assert pubpipe("explain", "nothing.txt", cwd=tmp_path).returncode == 3
