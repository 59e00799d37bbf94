"""pubpipe.project: what is found upwards, which settings hold, what counts as an article."""

import os
from pathlib import Path

import pytest

from pubpipe.errors import ConfigurationError
from pubpipe.project import articles, current, find
from pubpipe.settings import Settings


def _write(path: Path, text: str = "words\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_nearest_settings_file_upwards_makes_the_project(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", 'style = "plain"\n')
    deep = tmp_path / "source" / "2024"
    deep.mkdir(parents=True)
    project = find(deep)
    assert project.root == tmp_path.resolve()
    assert (project.source, project.dist, project.styles, project.state) == tuple(
        project.root / name for name in ("source", "dist", "styles", ".pubpipe")
    )
    assert project.inside
    assert project.settings == Settings(style="plain")


def test_settings_file_wins_over_a_nearer_source_folder(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", "")
    (tmp_path / "docs" / "source").mkdir(parents=True)
    assert find(tmp_path / "docs").root == tmp_path.resolve()


def test_source_folder_alone_makes_a_project(tmp_path: Path) -> None:
    (tmp_path / "source" / "a").mkdir(parents=True)
    project = find(tmp_path / "source" / "a")
    assert project.root == tmp_path.resolve()
    assert project.inside


def test_source_in_the_home_folder_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "Downloads").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not find(tmp_path / "Downloads").inside


def test_bare_folder_keeps_its_state_beside_the_editions(tmp_path: Path) -> None:
    project = find(tmp_path)
    assert not project.inside
    assert project.root == tmp_path.resolve()
    assert project.state == project.dist / ".pubpipe"


def test_explicit_folder_must_be_a_project(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "real" / "source").mkdir(parents=True)
    assert find(tmp_path, tmp_path / "real").root == (tmp_path / "real").resolve()
    with pytest.raises(ConfigurationError, match=r"neither pubpipe\.toml nor source/") as refused:
        find(tmp_path, tmp_path / "empty")
    assert "pubpipe init" in refused.value.hint
    with pytest.raises(ConfigurationError, match="no folder"):
        find(tmp_path, tmp_path / "nowhere")


def test_articles_are_sorted_and_nothing_else_is_one(tmp_path: Path) -> None:
    names = ["b.txt", "a.md", "z/inner.txt", "z/received/kept.txt", "page.html", "other_files/c.txt"]
    beside = [
        "a.yaml", "a.yml", "a.lock", "sources.lock.json", "photo.PNG", "README.md", ".hidden", "b.txt~",
        "~$b.docx", "received/b.txt", ".git/config", "page_files/script.js", "b.bak", "Thumbs.db",
    ]  # fmt: skip
    for name in names + beside:
        _write(tmp_path / "source" / name)
    os.mkfifo(tmp_path / "source" / "pipe")
    (tmp_path / "source" / "dangling.txt").symlink_to("nowhere")
    found = [p.relative_to(tmp_path.resolve() / "source").as_posix() for p in articles(find(tmp_path))]
    assert found == sorted([*names, "dangling.txt"], key=lambda name: Path(name).parts)


def test_project_without_source_has_no_articles(tmp_path: Path) -> None:
    _write(tmp_path / "pubpipe.toml", "")
    assert articles(find(tmp_path)) == ()


def test_the_environment_says_where_the_things_of_a_project_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "pubpipe.toml", 'style = "book"\nlang = "de"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBPIPE_DIST", "memory://editions")
    monkeypatch.setenv("PUBPIPE_STYLE", "handout")
    project = current()
    assert project.settings == Settings(style="handout", lang="de", dist="memory://editions")
    assert project.dist != tmp_path.resolve() / "dist"
    assert project == current(tmp_path)
