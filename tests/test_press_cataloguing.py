"""The catalogue as an output of the press: asked for, kept in step, left alone, taken away; never another's to lose."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pubpipe.errors import UsageProblem
from pubpipe.press import cataloguing
from pubpipe.press.foreseeing import foresee
from pubpipe.press.outputs.orphans import clean
from pubpipe.press.request import Request
from pubpipe.project import Project
from tests.test_press import build, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture
from tests.test_press_outputs_indexing import DATED, states, three

FORMS = ("md", "txt")


def asked(project: Project, **settings: object) -> Project:
    return replace(project, settings=replace(project.settings, catalogue=True, **settings))  # type: ignore[arg-type]


def titles(project: Project) -> list[str]:
    told = json.loads((project.dist / "opds.json").read_bytes())
    return [one["metadata"]["title"] for one in told["publications"]]


def test_builds_make_it_where_it_is_asked_for_with_hashes_and_covers_that_are_true(project: Project) -> None:
    inputs = three(project)
    assert "opds.xml" not in {
        path.name for path in _files(build(project, inputs, FORMS, whole=True), project)
    }
    report = build(asked(project), inputs, FORMS, whole=True)
    assert {o.path: o.status for o in report.index} == {"dist/opds.xml": "built", "dist/opds.json": "built"}
    assert {o.format for article in report.articles for o in article.outcomes} == set(FORMS)
    assert titles(project) == ["C", "B", "A"]
    for one in json.loads((project.dist / "opds.json").read_bytes())["publications"]:
        for link in one["links"]:
            data = (project.dist / link["href"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (link["length"], link["hash"])
        (image,) = one["images"]
        with Image.open(BytesIO((project.dist / image["href"]).read_bytes())) as picture:
            assert (picture.format, picture.size) == ("JPEG", (image["width"], image["height"]))


def _files(_: object, project: Project) -> list[Path]:
    return list(project.dist.iterdir())


def test_the_command_makes_no_edition_and_builds_keep_it_in_step(project: Project) -> None:
    inputs = three(project)
    with pytest.raises(UsageProblem, match="no editions"):
        cataloguing.catalogue(project)
    build(project, inputs[:2], FORMS)
    before = set(states(project))
    report = cataloguing.catalogue(project)
    assert report.exit_code == 0
    assert set(states(project)) - before == {"opds.xml", "opds.json", "a.cover.jpg", "b.cover.jpg"}
    assert titles(project) == ["B", "A"]
    write(project, a_md=DATED.format("Another", 1))
    build(project, inputs, FORMS, whole=True)
    assert titles(project) == ["C", "B", "Another"]


def test_a_second_build_leaves_all_as_it_is_and_jobs_change_no_byte(project: Project) -> None:
    inputs = three(project)
    build(asked(project), inputs, FORMS, whole=True)
    before = states(project)
    assert {o.status for o in build(asked(project), inputs, FORMS, whole=True).index} == {"unchanged"}
    assert states(project) == before
    shutil.rmtree(project.dist)
    shutil.rmtree(project.state)
    build(asked(project, jobs=2), tuple(reversed(inputs)), FORMS, whole=True)
    assert {name: data for name, (data, _) in states(project).items()} == {
        n: data for n, (data, _) in before.items()
    }


def test_a_page_that_others_changed_is_not_overwritten(project: Project) -> None:
    inputs = three(project)
    build(asked(project), inputs, FORMS, whole=True)
    (project.dist / "opds.xml").write_text("mine")
    write(project, a_md=DATED.format("Another", 1))
    report = build(asked(project), inputs, FORMS, whole=True)
    assert report.exit_code == 5
    assert (project.dist / "opds.xml").read_text() == "mine"
    assert titles(project) == ["C", "B", "Another"]
    assert "dist/opds.json" in cataloguing.withdraw(project)
    assert (project.dist / "opds.xml").read_text() == "mine"


def test_it_goes_as_it_came(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, FORMS, whole=True)
    before = set(project.dist.iterdir())
    cataloguing.catalogue(project)
    made = {f"dist/{path.name}" for path in set(project.dist.iterdir()) - before}
    assert {"dist/opds.json", "dist/opds.xml", "dist/a.cover.jpg"} <= made
    assert set(cataloguing.withdraw(project)) == made
    assert cataloguing.withdraw(project) == ()
    build(project, inputs, FORMS, whole=True)
    assert set(project.dist.iterdir()) == before
    cataloguing.catalogue(project)
    assert {f"dist/{path.name}" for path in set(project.dist.iterdir()) - before} == made


def test_articles_that_are_gone_go_from_it(project: Project) -> None:
    inputs = three(project)
    build(asked(project), inputs, FORMS, whole=True)
    (project.source / "b.md").unlink()
    clean(asked(project))
    assert titles(project) == ["C", "A"]


def test_what_would_become_of_it_is_foreseen(project: Project) -> None:
    inputs = three(project)

    def told() -> dict[str, tuple[str, ...]]:
        return {
            one.path: one.reasons for one in foresee(Request(asked(project), inputs, FORMS, whole=True)).index
        }

    assert told() == {"dist/opds.xml": ("new",)}
    build(asked(project), inputs, FORMS, whole=True)
    assert told() == {"dist/opds.xml": (), "dist/opds.json": ()}
    write(project, a_md=DATED.format("Another", 1))
    assert set(told().values()) == {("articles changed",)}


def test_the_index_and_the_catalogue_know_each_other(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, ("html",), whole=True)
    before = states(project)
    cataloguing.catalogue(project)
    assert 'href="index.html"' in (project.dist / "opds.xml").read_text()
    # What only e-readers are shown changes no page of the index.
    assert {name: told for name, told in states(project).items() if name in before} == before


def test_a_search_description_stands_beside_it_where_something_answers(project: Project) -> None:
    inputs = three(project)
    find = "https://example.org/?q={searchTerms}"
    report = build(asked(project, catalogue_search=find), inputs, FORMS, whole=True)
    assert "dist/opds.search.xml" in {o.path for o in report.index}
    assert find in (project.dist / "opds.search.xml").read_text()
    build(asked(project), inputs, FORMS, whole=True)
    assert not (project.dist / "opds.search.xml").exists()
    assert not re.search("rel=.search", (project.dist / "opds.xml").read_text())
