"""The index as an output of the press: made, kept in step, left alone, removed; like editions, and never theirs to lose."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from pubpipe import press
from pubpipe.catalogue import paging
from pubpipe.model import Report
from pubpipe.press.foreseeing import Forecast, foresee
from pubpipe.press.outputs import publishing
from pubpipe.press.outputs.orphans import clean
from pubpipe.press.request import Input, Request
from pubpipe.project import Project, find
from tests.test_press import build, write
from tests.test_press import project as project  # noqa: PLC0414  # the fixture
from tests.test_press_outputs_orphans import left

WEB = ("md", "html")
DATED = "---\ntitle: {0}\ndate: 2024-0{1}-01\n---\n\nThe council met in the old harbour.\n"


def three(project: Project) -> tuple[Input, ...]:
    return write(project, **{f"{name}_md": DATED.format(name.upper(), n) for n, name in enumerate("abc", 1)})


def index(report: Report) -> dict[str, str]:
    return {o.path: o.status for o in report.index}


def titles(project: Project, page: str = "index.html") -> list[str]:
    return re.findall(r"<h2><a [^>]*>(.*?)</a>", (project.dist / page).read_text("utf-8"))


def states(project: Project) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in project.dist.rglob("*") if p.is_file()}


def forecast(project: Project, inputs: tuple[Input, ...]) -> Forecast:
    return foresee(Request(project, inputs, WEB, whole=True))


def why(forecast: Forecast, path: str) -> tuple[str, ...]:
    return next(e.reasons for article in forecast.articles for e in article.editions if e.path == path)


def test_two_articles_have_an_index_and_one_has_none(project: Project) -> None:
    a, b, _ = three(project)
    assert build(project, (a,), WEB).index == ()
    assert not (project.dist / "index.html").exists()
    report = build(project, (a, b), WEB, whole=True)
    assert index(report) == {"dist/index.html": "built", "dist/feed.xml": "built"}
    assert titles(project) == ["B", "A"]
    assert (project.dist / "a.cover.webp").is_file()
    # The covers are the index's, not editions that were asked for.
    assert {o.format for article in report.articles for o in article.outcomes} == set(WEB)
    assert report.count("built") == 3  # a page that was there before names the index now


def ways(project: Project, page: str) -> list[str]:
    return re.findall(
        r'<(?:a|link)[^>]* href="([^"#]*(?:index\.html|feed\.xml))"', (project.dist / page).read_text()
    )


def test_pages_lead_to_the_index_and_to_the_feed_that_they_are_in(project: Project) -> None:
    a, b, *_ = three(project)
    below = write(project, **{"letters/u_md": "# Undated\n\nThe council met in the old harbour.\n"})
    build(project, (a,), WEB)
    assert ways(project, "a.html") == []
    assert why(forecast(project, (a, b, *below)), "dist/a.html") == ("index added",)
    build(project, (a, b, *below), WEB, whole=True)
    assert ways(project, "a.html") == ["feed.xml", "index.html"]
    assert ways(project, "letters/u.html") == ["../index.html"]
    assert (project.dist / "letters" / "../index.html").is_file()
    # The index goes, and every page with a way to it is made anew.
    (project.root / "pubpipe.toml").write_text("index = false\n")
    assert why(forecast(find(project.root), (a, b, *below)), "dist/a.html") == ("index removed",)
    build(find(project.root), (a, b, *below), WEB, whole=True)
    assert [ways(project, name) for name in ("a.html", "b.html", "letters/u.html")] == [[], [], []]


def test_the_index_that_a_page_names_is_there_though_the_other_article_fails(project: Project) -> None:
    a, *_ = three(project)
    build(project, (a, *write(project, d_md=b"\x00\x01\x02")), WEB, whole=True)
    assert ways(project, "a.html") == ["feed.xml", "index.html"]
    assert titles(project) == ["A"]


def test_a_build_without_web_pages_makes_none_but_keeps_one_in_step(project: Project) -> None:
    inputs = three(project)
    assert build(project, inputs, ("md", "txt"), whole=True).index == ()
    build(project, inputs, WEB, whole=True)
    write(project, a_md=DATED.format("New title", 1))
    assert index(build(project, inputs, ("md",), whole=True))["dist/index.html"] == "built"
    assert "New title" in titles(project)


def test_a_second_build_leaves_all_as_it_is(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    before = states(project)
    assert set(index(build(project, inputs, WEB, whole=True)).values()) == {"unchanged"}
    assert states(project) == before


def test_a_changed_article_changes_index_and_feed_and_nothing_else(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    before = states(project)
    write(project, b_md=DATED.format("Another", 2))
    build(project, inputs, WEB, whole=True)
    after = states(project)
    assert {n for n in after if after[n] != before[n]} == {
        "b.md", "b.html", "b.ledger.json", "b.cover.webp", "index.html", "feed.xml",
    }  # fmt: skip


def test_an_article_by_itself_keeps_the_index_whole(project: Project) -> None:
    _, b, _ = inputs = three(project)
    build(project, inputs, WEB, whole=True)
    write(project, b_md=DATED.format("Another", 2))
    build(project, (b,), WEB)
    assert titles(project) == ["C", "Another", "A"]


def test_the_bytes_are_the_same_with_any_number_of_jobs(project: Project) -> None:
    inputs = three(project)
    made = []
    for jobs in (1, 3):
        shutil.rmtree(project.dist, ignore_errors=True)
        shutil.rmtree(project.state, ignore_errors=True)
        settings = replace(project.settings, jobs=jobs)
        build(
            replace(project, settings=settings),
            tuple(reversed(inputs)) if jobs == 3 else inputs,
            WEB,
            whole=True,
        )
        made.append({name: data for name, (data, _) in states(project).items()})
    assert made[0] == made[1]


def test_an_article_that_fails_keeps_its_old_entry(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    write(project, b_md=b"\x00\x01\x02")
    report = build(project, inputs, WEB, whole=True)
    assert report.exit_code == 3
    assert titles(project) == ["C", "B", "A"]


def test_an_article_that_never_could_be_read_has_no_entry(project: Project) -> None:
    report = build(project, (*three(project), *write(project, d_md=b"\x00\x01\x02")), WEB, whole=True)
    assert report.exit_code == 3
    assert titles(project) == ["C", "B", "A"]


def test_an_article_that_is_gone_leaves_the_index_at_once(project: Project) -> None:
    a, b, c = three(project)
    build(project, (a, b, c), WEB, whole=True)
    (project.source / "b.md").unlink()
    build(project, (a, c), WEB, whole=True)
    assert titles(project) == ["C", "A"]
    assert (project.dist / "b.html").exists()
    clean(project)
    assert "b.cover.webp" not in left(project)
    assert set(index(build(project, (a, c), WEB, whole=True)).values()) == {"unchanged"}


def test_clean_brings_the_index_in_step_and_takes_it_from_a_single_article(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    (project.source / "b.md").unlink()
    clean(project)
    assert titles(project) == ["C", "A"]
    (project.source / "c.md").unlink()
    told = {o.path for o in clean(project, dry_run=True)}
    assert {"dist/index.html", "dist/feed.xml"} <= told
    assert (project.dist / "index.html").exists()
    assert {o.path for o in clean(project) if o.status == "removed"} == told
    assert left(project) == ["a.cover.webp", "a.html", "a.ledger.json", "a.md"]


def test_it_can_be_switched_off_and_goes(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    (project.root / "pubpipe.toml").write_text("index = false\n")
    report = build(find(project.root), inputs, WEB, whole=True)
    assert (report.index, report.exit_code) == ((), 0)
    assert not {"index.html", "feed.xml"} & set(left(project))


def test_a_page_that_was_edited_is_left_when_the_index_goes(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True)
    (project.dist / "index.html").write_text("mine")
    (project.root / "pubpipe.toml").write_text("index = false\n")
    (finding,) = build(find(project.root), inputs, WEB, whole=True).findings
    assert finding.code == "index-page-left"
    assert (project.dist / "index.html").read_text() == "mine"


def test_a_file_that_is_not_ours_is_not_overwritten(project: Project) -> None:
    inputs = three(project)
    project.dist.mkdir()
    (project.dist / "index.html").write_text("mine")
    report = build(project, inputs, WEB, whole=True)
    assert report.exit_code == 5
    (failed,) = (o for o in report.index if o.status == "failed")
    assert failed.findings[0].code == "index-not-written"
    assert "index = false" in failed.findings[0].hint
    assert (project.dist / "index.html").read_text() == "mine"
    assert forecast(project, inputs).index[0].status == "blocked"
    assert build(project, inputs, WEB, whole=True, force=True).exit_code == 0
    assert titles(project) == ["C", "B", "A"]


def test_an_edition_that_is_gone_is_not_offered(project: Project) -> None:
    inputs = three(project)
    build(project, inputs, ("md", "txt", "html"), whole=True)
    (project.dist / "a.txt").unlink()
    build(project, inputs, WEB, whole=True)
    page = (project.dist / "index.html").read_text("utf-8")
    assert 'href="a.txt"' not in page
    assert 'href="b.txt"' in page


def test_a_forecast_tells_what_would_become_of_it(project: Project) -> None:
    inputs = three(project)
    first = forecast(project, inputs)
    assert [(p.path, p.status, p.reasons) for p in first.index] == [("dist/index.html", "due", ("new",))]
    assert [e.format for e in first.articles[0].editions] == list(WEB)
    build(project, inputs, WEB, whole=True)
    assert {p.status for p in forecast(project, inputs).index} == {"current"}
    write(project, b_md=DATED.format("Another", 2))
    assert {p.reasons for p in forecast(project, inputs).index} == {("articles changed",)}
    write(project, b_md=DATED.format("B", 2))
    (project.dist / "feed.xml").unlink()
    assert [(p.status, p.reasons) for p in forecast(project, inputs).index] == [
        ("current", ()),
        ("due", ("edition missing",)),
    ]


def test_the_report_has_it(project: Project) -> None:
    whole = press.report_object(build(project, three(project), WEB, whole=True))
    assert [page["format"] for page in whole["index"]] == ["index", "feed"]  # type: ignore[index,call-overload,union-attr]
    json.dumps(whole)


def test_a_folder_of_its_own_has_its_own(project: Project, tmp_path: Path) -> None:
    inputs = three(project)
    build(project, inputs, WEB, whole=True, output=str(tmp_path / "site"))
    assert (tmp_path / "site" / "index.html").is_file()
    assert not project.dist.exists()


def test_files_that_are_in_no_project_have_none(tmp_path: Path) -> None:
    bare = replace(find(tmp_path), inside=False)
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(DATED.format(name, 1))
    inputs = tuple(Input(f"{name}.md", tmp_path / f"{name}.md") for name in "ab")
    assert build(bare, inputs, WEB).index == ()


def test_a_new_article_moves_no_older_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 2)
    inputs = write(project, **{f"a{n}_md": DATED.format(f"A{n}", 1) for n in range(5)})
    build(project, inputs, WEB, whole=True)
    assert (titles(project), titles(project, "index.1.html")) == (["A4", "A3", "A2"], ["A1", "A0"])
    older = (project.dist / "index.1.html").stat().st_mtime_ns
    more = write(project, b_md=DATED.format("B", 9))
    report = build(project, (*inputs, *more), WEB, whole=True)
    assert list(index(report)) == [
        "dist/index.html",
        "dist/index.2.html",
        "dist/index.1.html",
        "dist/feed.xml",
    ]
    assert titles(project, "index.1.html") == ["A1", "A0"]
    assert older < (project.dist / "index.1.html").stat().st_mtime_ns  # there is one page more to turn to
    write(project, b_md=DATED.format("B again", 9))
    assert index(build(project, (*inputs, *more), WEB, whole=True)) == {
        "dist/index.html": "built",
        "dist/index.2.html": "unchanged",
        "dist/index.1.html": "unchanged",
        "dist/feed.xml": "built",
    }
    for one in inputs[:2]:
        assert one.path is not None
        one.path.unlink()
    build(project, (*inputs[2:], *more), WEB, whole=True)
    assert (project.dist / "index.1.html").exists()
    assert not (project.dist / "index.2.html").exists()


def test_pages_are_written_before_all_are_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 1)
    monkeypatch.setattr(publishing, "_TOGETHER", 1)
    template = files("pubpipe.styles").joinpath("default", "index.html").read_text("utf-8")
    own = project.root / "styles" / "default" / "index.html"
    own.parent.mkdir(parents=True)
    own.write_text("{% if page.number == 1 %}{{ 1 // 0 }}{% endif %}" + template, "utf-8")
    report = build(project, three(project), WEB, whole=True)
    assert [(o.path, o.status) for o in report.index] == [
        ("dist/index.html", "built"), ("dist/index.2.html", "built"), ("dist/index.html", "failed"),
    ]  # fmt: skip
    assert (report.exit_code, titles(project)) == (5, ["C"])
    own.unlink()
    assert set(index(build(project, three(project), WEB, whole=True)).values()) == {"built"}
