"""An input -> what was received: which files are read, and which are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError
from pubpipe.press.inputs.reading import read
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find
from tests.support.command import pubpipe


def test_a_file_beside_the_project_is_read_by_its_way_from_within(tmp_path: Path) -> None:
    (tmp_path / "project" / "source").mkdir(parents=True)
    (tmp_path / "letter.md").write_text("# A Letter\n\nIts text.\n")
    way = tmp_path / "project" / "source" / ".." / ".." / "letter.md"
    found = read(Input("../../letter.md", way), find(tmp_path / "project"), Overrides())
    assert found.manuscript.meta.title == "A Letter"


@pytest.mark.parametrize(
    ("name", "hint"), [("leter", "Did you mean 'letter'?"), ("nix", "pubpipe status tells them")]
)
def test_a_name_that_is_none_of_an_article_is_helped(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "letter.md").write_text("# A Letter\n\nIts text.\n")
    with pytest.raises(ArticleError, match=f"there is no file {name}") as refused:
        read(Input(name, tmp_path / name), find(tmp_path), Overrides())
    assert hint in refused.value.hint


def test_a_link_that_leads_out_of_the_project_is_refused_by_any_way(tmp_path: Path) -> None:
    (tmp_path / "project" / "source").mkdir(parents=True)
    (tmp_path / "letter.md").write_text("# A Letter\n\nIts text.\n")
    (tmp_path / "project" / "source" / "link.md").symlink_to(tmp_path / "letter.md")
    for way in ("source/link.md", "source/../source/link.md"):
        with pytest.raises(ArticleError, match="a link that leads out of the project"):
            read(Input("link.md", tmp_path / "project" / way), find(tmp_path / "project"), Overrides())


def test_a_name_that_is_no_text_costs_its_own_article_alone(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "good.md").write_text("# Good\n\nIts text.\n")
    name = os.fsdecode(b"source/bad\xff.md")
    (tmp_path / name).write_text("# Bad\n\nIts text.\n")
    done = pubpipe("txt", cwd=tmp_path)
    assert (tmp_path / "dist" / "good.txt").is_file()
    assert done.returncode == 3
    assert b"Error: source/bad\\udcff.md: its name holds bytes that are no letters in UTF-8\n" in done.stderr
    assert pubpipe("check", "--own", "dist/good.txt", cwd=tmp_path).returncode == 0
    assert pubpipe("explain", "source/good.md", cwd=tmp_path).returncode == 0


PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    ("address", "kept", "told"),
    [
        ("../img/p.svg", True, ""),
        ("../../p.svg", False, "picture ../../p.svg: outside the folder of the articles"),
        ("../link/p.svg", False, "picture ../link/p.svg: outside the folder of the articles"),
    ],
)
def test_articles_share_pictures_within_their_folder(
    tmp_path: Path, address: str, kept: bool, told: str
) -> None:
    root = tmp_path / "project"
    for place in ("source/img/p.svg", "p.svg", "away/p.svg"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(PICTURE)
    (root / "source" / "link").symlink_to(root / "away")
    path = root / "source" / "posts" / "a.md"
    path.parent.mkdir()
    path.write_text(f"# A\n\n![A square]({address})\n")
    found = read(Input("source/posts/a.md", path), find(root), Overrides())
    assert bool(found.manuscript.assets) == kept
    assert [f.message for f in found.findings if f.code == "read-picture-missing"] == ([told] if told else [])


def test_an_article_of_no_project_shows_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "p.svg").write_bytes(PICTURE)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("# A\n\n![A square](../p.svg)\n")
    found = read(Input("posts/a.md", tmp_path / "posts" / "a.md"), find(tmp_path), Overrides())
    assert not found.manuscript.assets
