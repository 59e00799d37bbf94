"""pubpipe as a library."""

import subprocess
import sys
from pathlib import Path

import pytest

import pubpipe

TEXT = "# A Title of Some Words\n\nThe first paragraph says what this is about.\n\nThe second one ends it.\n"


def test_text_gives_bytes_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = pubpipe.build(TEXT, formats=("md", "txt"))
    assert report.exit_code == 0
    (article,) = report.articles
    assert (article.title, article.title_status) == ("A Title of Some Words", "given")
    md, txt = article.outcomes
    assert md.content is not None
    assert txt.content is not None
    assert b"The first paragraph" in md.content
    assert b"The first paragraph" in txt.content
    assert list(tmp_path.iterdir()) == []


def test_path_with_out_writes(tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    path.write_text(TEXT, "utf-8")
    report = pubpipe.build(path, formats=["txt"], out=tmp_path / "out", title="Another", lang="en-GB")
    assert report.articles[0].title == "Another"
    assert (tmp_path / "out" / "letter.txt").is_file()


def test_what_is_wrong_raises_or_is_reported(tmp_path: Path) -> None:
    with pytest.raises(pubpipe.ArticleError, match="no file"):
        pubpipe.build(tmp_path / "nothing.txt")
    with pytest.raises(pubpipe.UsageProblem, match="no format 'pfd'") as refused:
        pubpipe.build(TEXT, formats=["pfd"])
    assert refused.value.hint == "Did you mean 'pdf'?"
    (tmp_path / "empty.txt").write_bytes(b"")
    report = pubpipe.build(tmp_path / "empty.txt", formats=["txt"])
    assert report.exit_code == 3
    assert report.articles[0].findings[0].severity == "error"


def test_public_names_are_there_and_lazy() -> None:
    assert set(pubpipe.__all__) <= set(dir(pubpipe))
    assert all(getattr(pubpipe, name) for name in pubpipe.__all__)
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        _ = pubpipe.biuld
    code = "import sys, pubpipe; print([m for m in sys.modules if m.startswith('pubpipe.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
