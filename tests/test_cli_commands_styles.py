"""``pubpipe styles``: what there is, a page of each, and what is wrong with a style of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pubpipe.cli.app import main


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pubpipe.toml").write_text('style = "mine"\n')
    (tmp_path / "styles" / "mine").mkdir(parents=True)
    return tmp_path


def test_styles_are_listed_with_what_is_yours(project: Path) -> None:
    (project / "styles/mine/tokens-own.css").write_text(":root { --accent: #000 }")
    shown = CliRunner().invoke(main, ("styles",)).output
    assert all(f"\n  {name} " in f"\n{shown}" for name in ("book", "default", "handout"))
    assert "* mine" in shown
    assert "yours: tokens-own.css" in shown
    listed = json.loads(CliRunner().invoke(main, ("styles", "book", "--json")).output)["styles"]
    assert [(row["name"], row["yours"]) for row in listed] == [("book", [])]
    assert "A5" in listed[0]["about"]
    assert "Did you mean 'book'?" in CliRunner().invoke(main, ("styles", "bok")).output


def test_styles_are_previewed(project: Path) -> None:
    done = CliRunner().invoke(main, ("styles", "book", "handout", "--preview", "pages", "-v"))
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in (project / "pages").iterdir()) == ["book.pdf", "handout.pdf"]
    assert "files: about.txt," in done.output


@pytest.mark.parametrize(
    ("css", "code", "message"),
    [
        ("h2 { color: red }\n\np { margin 1em }\n", 4, "style 'mine', print-own.css, line 3"),
        ("p {\n  colour: red;\n}\n", 6, "print-own.css, line 2: ignored `colour: red`, unknown property"),
        ("p {\n\n  color: var(--inc);\n}\n", 4, "line 3: no token --inc in tokens.css"),
        ("p { color: red } }\n", 4, "print-own.css, line 1"),
    ],
)
def test_a_wrong_override_is_named_with_file_and_line(
    project: Path, css: str, code: int, message: str
) -> None:
    (project / "styles/mine/print-own.css").write_text(css)
    done = CliRunner().invoke(main, ("styles", "mine", "--preview", "pages"))
    assert " ".join(done.output.split()).count(message) == 1, done.output
    assert done.exit_code == code
