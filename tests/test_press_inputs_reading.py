"""An input -> its manuscript: which files are read, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.errors import ArticleError
from pubpipe.press.inputs.reading import read
from pubpipe.press.request import Input, Overrides
from pubpipe.project import find


def test_a_file_beside_the_project_is_read_by_its_way_from_within(tmp_path: Path) -> None:
    (tmp_path / "project" / "source").mkdir(parents=True)
    (tmp_path / "letter.md").write_text("# A Letter\n\nIts text.\n")
    way = tmp_path / "project" / "source" / ".." / ".." / "letter.md"
    found = read(Input("../../letter.md", way), find(tmp_path / "project"), Overrides())
    assert found.manuscript.meta.title == "A Letter"


def test_a_link_that_leads_out_of_the_project_is_refused_by_any_way(tmp_path: Path) -> None:
    (tmp_path / "project" / "source").mkdir(parents=True)
    (tmp_path / "letter.md").write_text("# A Letter\n\nIts text.\n")
    (tmp_path / "project" / "source" / "link.md").symlink_to(tmp_path / "letter.md")
    for way in ("source/link.md", "source/../source/link.md"):
        with pytest.raises(ArticleError, match="a link that leads out of the project"):
            read(Input("link.md", tmp_path / "project" / way), find(tmp_path / "project"), Overrides())
