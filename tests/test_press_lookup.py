"""Sources fetched, checked and found in an archive; and builds that ask nobody; on loopback."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError, ConfigurationError, UsageProblem
from pubpipe.press import build
from pubpipe.press.lookup import Lookup
from pubpipe.press.network.mementos import Memento, memento
from pubpipe.press.network.visiting import Visitor
from pubpipe.press.request import Input, Overrides, Request
from pubpipe.project import Project, find
from pubpipe.stores import located
from tests.support.site import PAPER, PROSE, Reply, Site, moved, page, site

BEGUN = date.today()


def days() -> list[str]:
    """The day of this run: two, where it goes on past midnight."""
    return [day.isoformat() for day in sorted({BEGUN, date.today()})]


OTHER = page(
    f"<html><title>Another</title><body><article>{PROSE.replace('harbour', 'market')}</article></body></html>"
)


@pytest.fixture
def web() -> Iterator[Site]:
    with site(story=page(), paper=page(PAPER), old=moved("/story", 301), gone=Reply(404)) as served:
        yield served


@pytest.fixture
def project(tmp_path: Path, web: Site) -> Project:
    (tmp_path / "source").mkdir()
    lines = [f"- {web.address}/{name}\n" for name in ("story", "paper", "old", "gone")]
    text = "# Title\n\nThe text of an article that has some words in it.\n\n## Sources\n\n"
    (tmp_path / "source" / "a.md").write_text(text + "".join(lines) + "- A book without an address, 1999\n")
    return find(tmp_path)


def lookup(project: Project) -> Lookup:
    return Lookup(one(project), project, Overrides())


def one(project: Project) -> Input:
    return Input("source/a.md", project.source / "a.md")


def visitor() -> Visitor:
    return Visitor(allow_private=True, wait=lambda _: None)


def lock(project: Project) -> str:
    return (project.source / "a.sources.lock").read_text("utf-8")


def test_what_pages_say_is_kept_and_printed(project: Project, web: Site) -> None:
    found = lookup(project).fetched(visitor(), anew=False)
    assert [f.state for f in found] == ["there", "there", "moved", "gone", ""]
    assert found[2].why == f"to {web.address}/story"
    story, paper = found[0].source, found[1].source
    assert (story.title, story.container_title, story.issued) == (
        "Harbour plans stall again",
        "The Record",
        "2024-07-28",
    )
    assert [name.text for name in story.authors] == ["Ann Writer"]
    assert set(story.fetched) == {"title", "author", "container-title", "issued"}
    assert (paper.title, paper.container_title, paper.issued, paper.doi) == (
        "On Harbours",
        "Journal of Ports",
        "2021-03",
        "10.1000/182",
    )
    assert (paper.type, dict(paper.extra)) == (
        "article-journal",
        {"volume": "12", "issue": "3", "page": "45-67"},
    )
    assert (story.type, "type" in paper.fetched) == ("webpage", True)
    assert [(name.family, name.given) for name in paper.authors] == [("Writer", "Ann"), ("Núñez", "José")]
    assert any(f'fetched = "{day}"' in lock(project) for day in days())
    assert f'moved = "{web.address}/story"' in lock(project)
    text = build(Request(project, (one(project),), ("txt",), in_memory=True)).articles[0].outcomes[0].content
    assert text is not None
    assert "Harbour plans stall again. The Record. July 28, 2024." in " ".join(text.decode().split())


def test_only_what_was_not_fetched_is_asked(project: Project, web: Site) -> None:
    lookup(project).fetched(visitor(), anew=False)
    before, asked = lock(project), len(web.paths)
    lookup(project).fetched(visitor(), anew=False)
    assert web.paths[asked:] == ["/gone"]
    assert lock(project) == before
    lookup(project).fetched(visitor(), anew=True)
    assert sorted(web.paths[asked + 1 :]) == ["/gone", "/old", "/paper", "/story", "/story"]


def test_nobody_is_asked_where_the_answer_cannot_be_kept(project: Project, web: Site) -> None:
    path = located("memory://test-lookup/a.md")
    project.files.write(path, (project.source / "a.md").read_bytes(), "text/markdown")
    for one in (Input("-", None, b"# Title\n\nText.\n"), Input("memory://test-lookup/a.md", path)):
        article = Lookup(one, project, Overrides())
        with pytest.raises(UsageProblem, match=r"no lock file|memory://test-lookup is a store"):
            article.fetched(visitor(), anew=False)
        with pytest.raises(UsageProblem, match=r"no lock file|memory://test-lookup is a store"):
            article.archived(visitor(), web.address)
    assert web.paths == []


def test_what_cannot_be_fetched_keeps_what_was_known(project: Project, web: Site) -> None:
    lookup(project).fetched(visitor(), anew=False)
    before = lock(project)
    web.replies |= dict.fromkeys(("/story", "/paper", "/old"), Reply(500))
    assert [f.state for f in lookup(project).fetched(visitor(), anew=True)][:3] == ["unreachable"] * 3
    assert lock(project) == before


def test_builds_ask_nobody_and_are_the_same_offline(project: Project, web: Site) -> None:
    lookup(project).fetched(visitor(), anew=False)
    asked = len(web.asked)

    def digests() -> list[str]:
        request = Request(project, (one(project),), ("md", "txt", "html", "epub", "pdf"), in_memory=True)
        outcomes = build(request).articles[0].outcomes
        return [hashlib.sha256(o.content or b"").hexdigest() for o in outcomes]

    first = digests()
    web.replies.clear()
    assert digests() == first
    assert len(web.asked) == asked


def test_a_lock_file_makes_its_editions_anew_and_no_others(project: Project) -> None:
    (project.source / "b.md").write_text("# Other\n\nAnother text.\n")
    inputs = (one(project), Input("source/b.md", project.source / "b.md"))

    def statuses() -> list[str]:
        report = build(Request(project, inputs, ("txt",)))
        return [article.outcomes[0].status for article in report.articles]

    assert statuses() == ["built", "built"]
    lookup(project).fetched(visitor(), anew=False)
    assert statuses() == ["built", "unchanged"]


def test_the_sidecar_wins(project: Project, web: Site) -> None:
    edit = f"references:\n  - URL: {web.address}/story\n    title: My Title\n    issued: ''\n"
    (project.source / "a.yaml").write_text(edit)
    for _ in range(2):
        source = lookup(project).fetched(visitor(), anew=True)[0].source
        assert (source.title, source.issued, source.container_title) == ("My Title", "", "The Record")
        assert set(source.edited) == {"title", "issued"}


def test_a_check_tells_what_moved_changed_and_is_gone(project: Project, web: Site) -> None:
    lookup(project).fetched(visitor(), anew=False)
    before = lock(project)
    web.replies |= {"/story": OTHER, "/old": moved("/paper", 308)}
    found = lookup(project).checked(visitor())
    assert [f.state for f in found] == ["changed", "there", "changed", "gone", ""]
    assert found[0].why in [f"its text is another than on {day}" for day in days()]
    # What is round the text may change, and how it is spaced and set.
    web.replies["/paper"] = page(PAPER.replace("<p>", "\n <p class='x'>").replace("<title>x", "<title>y"))
    assert lookup(project).checked(visitor())[1].state == "there"
    assert lock(project) == before


def test_encodings_and_files_that_are_no_pages(project: Project, web: Site) -> None:
    latin = "<html><title>Café à Nîmes</title><body><p>été</p></body></html>"
    web.replies["/story"] = page(latin, "text/html; charset=utf-8", "latin-1")
    web.replies["/paper"] = Reply(200, b"%PDF-1.7\x00\xff\xfe", {"Content-Type": "application/pdf"})
    web.replies["/old"] = Reply(200, b"\x00\xff" * 300, {"Content-Type": "text/html"})
    found = lookup(project).fetched(visitor(), anew=False)
    assert [f.state for f in found] == ["there", "there", "there", "gone", ""]
    assert found[0].source.title == "Café à Nîmes"
    assert found[1].source.fetched == ()
    assert found[1].entry is not None and len(found[1].entry.sha256) == 64


MEMENTO = {"Memento-Datetime": "Tue, 30 Jul 2024 23:00:00 GMT"}


def test_archived_copies_are_found_by_a_timegate(project: Project, web: Site) -> None:
    (project.source / "a.yaml").write_text(f"references:\n- URL: {web.address}/story\n  issued: 2024-07-28\n")
    with site(copy=Reply(200, headers=MEMENTO)) as archive:
        gate = f"{archive.address}/gate/"
        archive.replies[f"/gate/{web.address}/story"] = moved("/copy")
        archive.replies[f"/gate/{web.address}/paper"] = Reply(
            200, headers={**MEMENTO, "Content-Location": "/other-copy"}
        )
        archive.replies[f"/gate/{web.address}/old"] = Reply(200)
        found = lookup(project).archived(visitor(), gate)
        assert [f.state for f in found] == ["archived", "archived", "unreachable", "none", ""]
        assert found[2].why == f"{gate} is no TimeGate"
        asked = {path: headers for _, path, headers in archive.asked}
        assert asked[f"/gate/{web.address}/story"]["Accept-Datetime"] == "Sun, 28 Jul 2024 12:00:00 GMT"
        assert {method for method, _, _ in archive.asked} == {"HEAD"}
        copy = dict(found[0].source.extra)["x-archived"]
        assert copy == {"URL": f"{archive.address}/copy", "date": "2024-07-30"}
        assert f'archived = "{archive.address}/other-copy"' in lock(project)
    assert web.asked == []


def found_in(archive: Site, day: str = "2024-07-28") -> Memento | None:
    return memento(visitor(), f"{archive.address}/gate/", "https://example.org/a?b=c", day)


GATE = "gate/https://example.org/a?b=c"
VARY = {"Vary": "accept-datetime"}


def test_an_aggregator_leads_to_an_archives_own_timegate_and_that_to_the_copy() -> None:
    to_gate = Reply(302, headers={**VARY, "Location": "/web/https://example.org/a?b=c"})
    with site(**{GATE: to_gate}) as archive:
        original = '<https://example.org/a?b=c>; rel="original"'
        copy = f"{archive.address}/web/20240730230000/https://example.org/a?b=c"
        links = f'{original}, <{copy}>; rel="first memento"; datetime="Tue, 30 Jul 2024 23:00:00 GMT"'
        archive.replies["/web/https://example.org/a?b=c"] = Reply(
            302, headers={**VARY, "Location": copy, "Link": links}
        )
        # The page was a redirect when it was archived: the copy of it is what is wanted (RFC 7089, 4.5.2).
        archive.replies["/web/20240730230000/https://example.org/a?b=c"] = Reply(
            302,
            headers={**MEMENTO, "Location": "/web/20240730230001/https://example.org/b", "Link": original},
        )
        assert found_in(archive) == Memento(copy, "2024-07-30")
        asked = {headers.get("Accept-Datetime") for _, _, headers in archive.asked}
        assert asked == {"Sun, 28 Jul 2024 12:00:00 GMT"}


def test_an_aggregator_tells_the_day_of_a_copy_that_does_not_tell_it_itself() -> None:
    with site(copy=Reply(200)) as archive:
        link = f'<{archive.address}/copy>; rel=memento; datetime="Tue, 30 Jul 2024 23:00:00 GMT"'
        archive.replies[f"/{GATE}"] = Reply(302, headers={"Location": "/copy", "Link": link})
        assert found_in(archive) == Memento(f"{archive.address}/copy", "2024-07-30")
        archive.replies["/copy"] = Reply(503)
        with pytest.raises(ArticleError, match="/copy answers 503"):
            found_in(archive)
        archive.replies[f"/{GATE}"] = Reply(302, headers={"Location": "/elsewhere", "Link": link})
        archive.replies["/elsewhere"] = Reply(200)
        with pytest.raises(ArticleError, match="is no TimeGate"):
            found_in(archive)


@pytest.mark.parametrize("status", [404, 410, 503])
def test_a_copy_of_an_error_is_none(status: int) -> None:
    with site(**{GATE: moved("/copy"), "copy": Reply(status, headers=MEMENTO)}) as archive:
        assert found_in(archive) is None


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (moved(f"/{GATE}"), "behind more than 5 redirects"),
        (Reply(302), "leads elsewhere without saying where"),
        (Reply(400), "answers 400 Bad Request"),
        (Reply(429), "answers 429 Too Many Requests"),
        (Reply(200, headers={"Memento-Datetime": "yesterday"}), "does not say when it was archived"),
    ],
)
def test_what_archives_do_wrong(reply: Reply, message: str) -> None:
    with site(**{GATE: reply}) as archive, pytest.raises(ArticleError, match=message):
        found_in(archive)


def test_an_archive_must_be_named(project: Project) -> None:
    with pytest.raises(ConfigurationError, match="no archive is named"):
        lookup(project).archived(visitor(), "")


def test_a_malformed_lock_file_stops_its_article_and_is_kept(project: Project, web: Site) -> None:
    lookup(project).fetched(visitor(), anew=False)
    broken = lock(project).replace('title = "On Harbours"', "title = On Harbours")
    line = next(n for n, text in enumerate(broken.split("\n"), 1) if "On Harbours" in text)
    (project.source / "a.sources.lock").write_text(broken)
    with pytest.raises(ConfigurationError, match=rf"^{re.escape('source/a.sources.lock')}, line {line}: "):
        lookup(project)
    report = build(Request(project, (one(project),), ("txt",)))
    assert report.exit_code == 4
    assert f"line {line}" in report.articles[0].findings[0].message
    assert lock(project) == broken
