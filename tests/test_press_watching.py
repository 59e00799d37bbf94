"""press.watching: what changed is told once, whatever becomes of the folders, and only whom it concerns is asked."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe.press.request import Input, Request
from pubpipe.press.watching import changes, folders, narrowed
from pubpipe.project import Project, articles
from tests.test_press import TEXT, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture


def request(project: Project) -> Request:
    found = tuple(Input(p.relative_to(project.root).as_posix(), p) for p in articles(project))
    return Request(project, found, ("txt",), whole=True)


@pytest.fixture
def stream(project: Project) -> Iterator[frozenset[Path]]:
    write(project, a_txt=TEXT, sub__b_txt=TEXT)
    return changes(lambda: folders(request(project)))


def test_what_was_saved_before_the_watch_took_hold_is_told(
    project: Project, stream: Iterator[frozenset[Path]]
) -> None:
    (one,) = write(project, a_txt="another text")
    assert next(stream) == {one.path}


def test_a_file_may_be_written_by_rename_and_removed(
    project: Project, stream: Iterator[frozenset[Path]]
) -> None:
    first, second = write(project, a_txt="another text", sub__b_txt=TEXT)
    assert first.path is not None
    assert second.path is not None
    assert first.path in next(stream)
    hidden = second.path.with_name(".b.txt.swp")
    hidden.write_text("a third text")
    hidden.replace(second.path)
    assert next(stream) == {second.path}
    first.path.unlink()
    assert next(stream) == {first.path}


def test_folders_may_be_removed_and_made_again(project: Project, stream: Iterator[frozenset[Path]]) -> None:
    for folder in (project.source / "sub", project.source, project.root):
        there = {path for path in folder.rglob("*") if path.is_file()}
        shutil.rmtree(folder)
        told: set[Path] = set()
        while not told >= there:
            told |= next(stream)
        (one,) = write(project, sub__b_txt=TEXT)
        while one.path not in next(stream):
            pass
        (project.root / "pubpipe.toml").write_text("")


def test_new_folders_and_styles_are_watched(project: Project, stream: Iterator[frozenset[Path]]) -> None:
    (one,) = write(project, new__deep__c_txt=TEXT)
    assert next(stream) == {one.path}
    sheet = project.styles / "mine" / "print.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("p { color: black }")
    assert next(stream) == {sheet}


def test_of_the_projects_own_folder_only_the_settings_count(project: Project) -> None:
    write(project, a_txt=TEXT)
    stream = changes(lambda: folders(request(project)))
    (project.root / "notes.txt").write_text("nothing of ours")
    (project.root / "pubpipe.toml").write_text("strict = true")
    assert next(stream) == {project.root / "pubpipe.toml"}


def test_an_article_is_asked_for_by_its_own_files(project: Project) -> None:
    first, second, *_ = write(project, a_txt=TEXT, b_txt=TEXT, p_png=b"x")
    asked = request(project)
    assert first.path is not None
    assert narrowed(asked, frozenset({first.path}), asked) == replace(asked, inputs=(first,), whole=False)
    for suffix in (".yaml", ".sources.lock"):
        assert narrowed(asked, frozenset({first.path.with_suffix(suffix)}), asked).inputs == (first,)
    assert narrowed(asked, frozenset({project.source / "p.png"}), asked) == asked
    assert narrowed(asked, frozenset({first.path, project.root / "pubpipe.toml"}), asked) == asked
    # The file is gone, and nobody asks for it any more.
    assert narrowed(replace(asked, inputs=(second,)), frozenset({first.path}), asked).whole


def test_articles_that_share_a_name_stay_together(project: Project) -> None:
    write(project, a_txt=TEXT, a_md=TEXT, b_txt=TEXT)
    asked = request(project)
    one = asked.inputs[0].path
    assert one is not None
    assert [i.name for i in narrowed(asked, frozenset({one}), asked).inputs] == [
        "source/a.md",
        "source/a.txt",
    ]


def test_the_second_article_of_a_project_concerns_the_first(project: Project) -> None:
    first, second, third = write(project, a_txt=TEXT, b_txt=TEXT, c_txt=TEXT)
    asked = request(project)
    alone, both = replace(asked, inputs=(first,)), replace(asked, inputs=(first, second))
    assert second.path is not None
    assert third.path is not None
    assert narrowed(both, frozenset({second.path}), alone) == both
    assert narrowed(asked, frozenset({third.path}), both).inputs == (third,)
