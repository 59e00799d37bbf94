"""Where editions go, and by which path the state knows them."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from pubpipe.model import Booklet, Ebook, Options
from pubpipe.press import Input, doors
from pubpipe.press.plan.planning import options, output_of, outputs_of, shown
from pubpipe.press.request import Request
from pubpipe.project import find
from pubpipe.settings import Settings
from tests.support.manuscripts import edition, rich

FORMS = ("pdf", "pdf-large", "epub", "ledger.json")


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "pubpipe.toml").write_text("")
    return Request(find(root), (Input("a.md", root / "source" / "a.md"),), ("pdf", "epub"))


@pytest.mark.parametrize("slug", ["a", "2024/b.c", "2024/05/d"])
@pytest.mark.parametrize("output", ["", "elsewhere", "linked", "one.pdf"])
def test_several_outputs_are_those_that_are_asked_for_one_by_one(
    request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real")
    dist = request_.project.root / "dist"
    dist.mkdir()
    (dist / "a.pdf").symlink_to(tmp_path / "real" / "other.pdf")
    one = replace(request_, output=output)
    found = outputs_of(one, slug, FORMS)
    assert list(found) == list(FORMS)
    assert found == {form: output_of(one, slug, form) for form in FORMS}
    if not output and slug == "a":
        assert (found["pdf"].key, found["epub"].key) == ("../real/other.pdf", "dist/a.epub")


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("md", set()),
        ("txt", {"text_width"}),
        ("html", {"publication", "site"}),
        ("epub", {"publication", "colophon", "ebook"}),
        ("webp-cover", {"publication"}),
        ("pdf", {"publication", "page", "two_sided", "colophon", "sources_qr"}),
        ("pdf-booklet", {"publication", "page", "two_sided", "colophon", "sources_qr", "booklet"}),
    ],
)
def test_what_a_project_asks_of_another_format_changes_no_byte(form: str, asked: set[str]) -> None:
    settings = Settings(
        publication="The Daily",
        page="a5",
        two_sided=True,
        colophon=True,
        text_width=50,
        url="https://a.org",
        epub_picture_size=100,
        sources_qr=True,
        booklet_sheets=2,
    )
    given, none = options(settings, form), options(Settings(), form)
    assert {name for name in asdict(given) if getattr(given, name) != getattr(none, name)} == asked
    every = Options(
        publication="The Daily",
        page="a5",
        two_sided=True,
        colophon=True,
        text_width=50,
        site="https://a.org",
        ebook=Ebook(picture_size=100),
        sources_qr=True,
        booklet=Booklet(sheets=2),
    )
    one = edition(rich(), form)
    make = doors.edition(form)
    assert make(replace(one, options=every)).content == make(replace(one, options=given)).content


def test_a_path_is_told_from_the_project_or_from_where_the_user_is(
    request_: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = request_.project
    assert shown(project, project.root / "dist" / "a.pdf") == "dist/a.pdf"
    assert shown(project, tmp_path / "b.pdf") == "b.pdf"
    assert shown(project, Path("c", "..", "b.pdf")) == "b.pdf"
    assert shown(project, project.root) == "."
    assert shown(project, Path("/nowhere/a.pdf")) == "/nowhere/a.pdf"
    assert shown(project, tmp_path / "project-2" / "a.pdf") == "project-2/a.pdf"
