"""pubpipe explain: the ledger as a list, and as a page."""

from pathlib import Path

from tests.support.command import pubpipe
from tests.test_normalize import FOUNDING


def test_the_list_names_lines_and_reasons(tmp_path: Path) -> None:
    done = pubpipe("explain", str(FOUNDING), cwd=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[0] == "U.S. and Japanese officials will take steps to boost military ties"
    assert "732 words received, 349 kept, 32 moved, 351 removed, 0 changed, 0 unaccounted for" in " ".join(
        " ".join(lines[1:4]).split()
    )
    assert "line 9    removed   second copy of 7 blocks removed (sure)" in lines
    assert "article   inferred  title proposed from the lead (a guess)" in lines
    assert not list(tmp_path.iterdir())


def test_a_pipe_is_a_page_of_80_columns(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Zorbu wexil\n\n" + "Glimpo farnak quidzu wexil brontu. " * 9 + "\n", "utf-8"
    )
    lines = pubpipe("explain", "a.txt", cwd=tmp_path).stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert "article inferred the language is not clear from the text; und stands for that (a guess)" in text
    told = pubpipe("normalize", "a.txt", cwd=tmp_path).stderr.decode().splitlines()
    assert told[0].startswith("Warning: a.txt: the language of the text is not clear")
    assert len(told) > 2 and max(map(len, told)) <= 80


def test_the_page(tmp_path: Path) -> None:
    assert pubpipe("explain", str(FOUNDING), "--html", "out.html", cwd=tmp_path).returncode == 0
    text = (tmp_path / "out.html").read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert pubpipe("explain", str(FOUNDING), "--html", "-", cwd=tmp_path).stdout.decode() == text


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    unwritable = pubpipe("explain", str(FOUNDING), "--html", "no/such/folder.html", cwd=tmp_path)
    assert (unwritable.returncode, b"cannot be written" in unwritable.stderr) == (1, True)
    assert pubpipe("explain", "nothing.txt", cwd=tmp_path).returncode == 3
