"""pubpipe.cli.commands.init: a new project that builds."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pubpipe.cli.app import main
from pubpipe.project import articles, find
from pubpipe.settings import Settings, read_settings
from pubpipe.settings.known import KEYS
from tests.support.command import pubpipe


def test_project_is_made_and_next_steps_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ("init", "my letters"))
    assert (done.exit_code, done.stderr) == (0, "")
    project = find(tmp_path / "my letters")
    assert project.root == (tmp_path / "my letters").resolve()
    assert [path.name for path in articles(project)] == ["the-measure-of-a-line.md"]
    assert (project.root / ".gitignore").read_text() == "/dist/\n/.pubpipe/\n"
    assert "  cd 'my letters'\n" in done.stdout
    assert "pubpipe open the-measure-of-a-line" in done.stdout


def test_here_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("mine")
    done = CliRunner().invoke(main, ("init", "-q"))
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / "pubpipe.toml").is_file()
    assert (tmp_path / "README.md").read_text() == "mine"


def test_settings_of_the_sample_are_all_there_and_are_the_defaults(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ("init", str(tmp_path))).exit_code == 0
    toml = tmp_path / "pubpipe.toml"
    assert read_settings(toml) == Settings()
    lines = [line.removeprefix("# ") for line in toml.read_text().splitlines() if " = " in line]
    toml.write_text("\n".join(lines))
    assert tuple(line.partition(" = ")[0] for line in lines) == KEYS
    assert read_settings(toml) == Settings()


@pytest.mark.parametrize("there", ["pubpipe.toml", "source/article.txt", "source"])
def test_a_project_is_not_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    done = CliRunner().invoke(main, ("init", str(tmp_path)))
    assert done.exit_code == 2
    assert "already" in done.stderr
    assert "Hint: " in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = CliRunner().invoke(main, ("init", str(tmp_path / "file")))
    assert done.exit_code == 2
    assert "is a file" in done.stderr


def test_the_sample_builds_without_a_warning(tmp_path: Path) -> None:
    assert pubpipe("init", ".", "-q", cwd=tmp_path).returncode == 0
    done = pubpipe("all", "--strict", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    (article,) = json.loads(done.stdout)["articles"]
    assert (article["title"], article["title_status"]) == ("The Measure of a Line", "given")
    assert [e["status"] for e in article["editions"]] == ["built"] * 5
    text = (tmp_path / "dist" / "the-measure-of-a-line.txt").read_text("utf-8")
    assert text.count("https://www.w3.org/WAI/WCAG21/Understanding/visual-presentation.html") == 1
