"""The press on real files: what is built, what is left alone, what fails and what it costs the others."""

import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe import press
from pubpipe.errors import ConfigurationError, UsageProblem
from pubpipe.model import ArticleReport, Report, Tally
from pubpipe.press import adopting, building, doors
from pubpipe.press.inputs.slugs import slug_of, stated
from pubpipe.press.plan import planning
from pubpipe.press.request import Input, Overrides, Request
from pubpipe.project import Project, find
from pubpipe.settings import Settings
from tests.test_readers import png

TEXT = "A title of the article\n\nThe council met on Monday to discuss the plans for the old harbour.\n"
QUICK = ("md", "txt")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "source").mkdir()
    (tmp_path / "pubpipe.toml").write_text("")
    before = Path.cwd()
    os.chdir(tmp_path)
    yield find(tmp_path)
    os.chdir(before)


def write(project: Project, **files: str | bytes) -> tuple[Input, ...]:
    inputs = []
    for name, content in files.items():
        path = project.source / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        inputs.append(Input(path.relative_to(project.root).as_posix(), path))
    return tuple(inputs)


def build(
    project: Project, inputs: tuple[Input, ...], formats: tuple[str, ...] = QUICK, **options: object
) -> Report:
    return press.build(replace(Request(project, inputs, formats), **options))  # type: ignore[arg-type]


def test_what_an_article_left_in_cycles_is_gone_before_the_last_is_made(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_COLLECTED", 1)
    inputs, left, alive = (
        write(project, a_md="# A\n\nOne.\n", b_md="# B\n\nTwo.\n"),
        list[Callable[[], object]](),
        [],
    )

    class Node:
        def __init__(self) -> None:
            self.own = self

    def each(_: ArticleReport) -> None:
        alive.append(sum(node() is not None for node in left))
        left.append(weakref.ref(Node()))

    settings = replace(project.settings, jobs=1)
    gc.disable()
    try:
        press.build(Request(replace(project, settings=settings), inputs, ("md",)), each)
    finally:
        gc.enable()
    assert alive == [0, 0]


def statuses(report: Report) -> list[list[str]]:
    return [[o.status for o in a.outcomes] for a in report.articles]


def codes(report: Report) -> list[str]:
    return [
        f.code for a in report.articles for f in (*a.findings, *(f for o in a.outcomes for f in o.findings))
    ]


def test_a_second_build_changes_nothing(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    assert statuses(build(project, inputs)) == [["built", "built"]]
    before = {p: p.stat().st_mtime_ns for p in project.dist.iterdir()}
    assert statuses(build(project, inputs)) == [["unchanged", "unchanged"]]
    assert {p: p.stat().st_mtime_ns for p in project.dist.iterdir()} == before


def test_the_ledger_is_always_written(project: Project) -> None:
    build(project, write(project, a_txt=TEXT), ("txt",))
    assert json.loads((project.dist / "a.ledger.json").read_bytes())["audit"]["unaccounted"] == 0
    assert not (project.dist / "a.md").exists()


def test_a_changed_article_is_built_again_and_its_sister_is_not(project: Project) -> None:
    inputs = write(project, a_txt=TEXT, b_txt=TEXT)
    build(project, inputs)
    write(project, a_txt=TEXT.replace("Monday", "Tuesday"))
    assert statuses(build(project, inputs)) == [["built", "built"], ["unchanged", "unchanged"]]


def test_a_changed_setting_changes_what_it_touches(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    other = replace(project.settings, publication="The Daily", text_width=50)
    assert statuses(build(replace(project, settings=other), inputs)) == [["unchanged", "built"]]


def test_a_lost_output_is_made_again(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    (project.dist / "a.txt").unlink()
    assert statuses(build(project, inputs)) == [["unchanged", "built"]]


def test_a_file_that_is_not_ours_is_not_overwritten(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    project.dist.mkdir()
    (project.dist / "a.txt").write_text("mine")
    report = build(project, inputs)
    assert statuses(report) == [["built", "failed"]]
    assert report.exit_code == 5
    assert (project.dist / "a.txt").read_text() == "mine"
    assert statuses(build(project, inputs, force=True)) == [["built", "built"]]


def test_an_edited_output_is_not_overwritten(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    (project.dist / "a.txt").write_text("edited by hand, and with care")
    report = build(project, inputs)
    assert statuses(report) == [["unchanged", "failed"]]
    assert "was changed since" in report.articles[0].outcomes[1].findings[0].message


def test_outputs_that_are_the_same_are_taken_over_when_the_state_is_lost(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    for leftover in project.state.iterdir():
        leftover.unlink()
    assert build(project, inputs).exit_code == 0


BAD: dict[str, tuple[str | bytes, int]] = {
    "empty_txt": ("", 3),
    "binary_txt": (bytes(range(256)) * 8, 3),
    "broken_md": ("---\ntitle: a: b\n---\nText.\n", 3),
    "odd_docx": ("x", 3),
    "index_txt": (TEXT, 3),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_article_does_not_cost_the_others(project: Project, name: str) -> None:
    content, exit_code = BAD[name]
    inputs = write(project, good_txt=TEXT, **{name: content})
    report = build(project, inputs)
    assert report.exit_code == exit_code
    assert statuses(report) == [["built", "built"], []]
    finding = report.articles[1].findings[0]
    assert finding.severity == "error"
    assert finding.hint
    assert "Traceback" not in finding.message


def test_a_folder_and_a_missing_file_are_refused(project: Project) -> None:
    (project.source / "folder").mkdir()
    inputs = (
        Input("source/folder", project.source / "folder"),
        Input("source/none.txt", project.source / "none.txt"),
        *write(project, a_txt=TEXT),
    )
    report = build(project, inputs)
    assert [a.exit_code for a in report.articles] == [3, 3, 0]
    assert "is a folder" in report.articles[0].findings[0].message


def test_two_files_with_one_name_are_both_refused(project: Project) -> None:
    report = build(project, write(project, a_txt=TEXT, a_md=TEXT, b_txt=TEXT))
    assert [a.exit_code for a in report.articles] == [3, 3, 0]
    assert "source/a.md" in report.articles[0].findings[0].message


def test_a_wrong_sidecar_is_a_wrong_configuration(project: Project) -> None:
    inputs = write(project, a_txt=TEXT, b_txt=TEXT)
    write(project, a_yaml="tilte: x\n")
    report = build(project, inputs)
    assert [a.exit_code for a in report.articles] == [4, 0]
    assert "Did you mean 'title'?" in report.articles[0].findings[0].hint


def test_a_sidecar_is_stronger_than_the_text(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    write(project, a_yaml="title: From the sidecar\nlang: en-US\n")
    assert build(project, inputs).articles[0].title == "From the sidecar"


def test_an_option_is_stronger_than_the_sidecar(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    write(project, a_yaml="title: From the sidecar\n")
    assert (
        build(project, inputs, overrides=Overrides(title="From the option")).articles[0].title
        == "From the option"
    )


def test_an_unwritable_dist_fails_the_editions(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    project.dist.write_text("a file where the folder should be")
    report = build(project, inputs)
    assert report.exit_code == 5
    assert statuses(report) == [["failed", "failed"]]
    assert "cannot be" in report.articles[0].outcomes[0].findings[0].message


def test_unknown_styles_and_formats_are_refused(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    with pytest.raises(ConfigurationError, match="no format 'pfd'"):
        build(project, inputs, ("pfd",))
    other = replace(project, settings=Settings(style="defualt"))
    with pytest.raises(ConfigurationError, match="no style 'defualt'") as caught:
        build(other, inputs)
    assert caught.value.hint == "Did you mean 'default'?"


def test_warnings_fail_a_strict_build(project: Project) -> None:
    inputs = write(project, a_txt="The council met on Monday to discuss the plans for the harbour.\n")
    assert build(project, inputs).exit_code == 0
    strict = replace(project, settings=Settings(strict=True))
    assert build(strict, inputs).exit_code == 6


def test_pictures_are_written_beside_the_markdown_and_found_again(project: Project) -> None:
    (project.root / "img").mkdir()
    (project.root / "img" / "a.png").write_bytes(png())
    inputs = write(
        project,
        sub__a_md="# T\n\nText.\n\n![A dot](../../img/a.png)\n\n![A dot](b.png)\n",
        sub__b_png=png(),
    )
    report = build(project, inputs[:1])
    text = (project.dist / "sub" / "a.md").read_text()
    assert "![A dot](a.assets/" in text
    assert len(list((project.dist / "sub" / "a.assets").iterdir())) == 1
    assert codes(report).count("read-picture-missing") == 1
    again = press.normalize(Input("a.md", project.dist / "sub" / "a.md"), project, Overrides())
    assert again[0].markdown == text


def test_a_picture_that_is_not_there_is_told_once(project: Project) -> None:
    inputs = write(project, a_md="# T\n\nText.\n\n![A dot](b.png)\n\n![A line](c.png)\n", c_png=b"none")
    for status in ("built", "unchanged"):
        report = build(project, inputs[:1], formats=("pdf", "epub", "html"))
        assert [outcome.status for outcome in report.articles[0].outcomes] == [status] * 3
        assert [code for code in codes(report) if "picture" in code] == ["read-picture-missing"] * 2


def test_a_book_under_another_name_brings_its_pictures_where_its_markdown_seeks_them(
    project: Project,
) -> None:
    inputs = write(project, a_md="# T\n\nText.\n\n![A dot](a.png)\n", a_png=png())
    build(project, inputs[:1], ("md", "epub"))
    text, book = ((project.dist / name).read_bytes() for name in ("a.md", "a.epub"))
    copy = project.source / "sub" / "a copy.epub"
    copy.parent.mkdir()
    copy.write_bytes(book)
    build(project, (Input("source/sub/a copy.epub", copy),), ("md", "epub"))
    assert (project.dist / "sub" / "a-copy.md").read_bytes() == text
    (picture,) = (project.dist / "sub" / "a.assets").iterdir()
    assert picture.read_bytes() == png()
    adopting.adopt(project, "sub/a-copy")
    assert (project.source / "sub" / "a copy.md").read_bytes() == text
    assert (project.source / "sub" / "a.assets" / picture.name).read_bytes() == png()


def test_pictures_are_shown_in_every_edition(project: Project) -> None:
    inputs = write(project, a_md="# T\n\nText.\n\n![A dot](a.png)\n", a_png=png())
    report = build(project, inputs[:1], ("pdf", "epub", "html"))
    assert not [code for code in codes(report) if "picture" in code]
    assert "data:image/png" in (project.dist / "a.html").read_text()


def test_a_named_file_gets_the_edition_and_its_ledger(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs, ("txt",), output="out/named.txt")
    assert sorted(p.name for p in Path("out").iterdir()) == ["named.ledger.json", "named.txt"]
    assert not project.dist.exists()
    assert not project.state.exists()
    with pytest.raises(UsageProblem):
        build(project, inputs, QUICK, output="out/named.txt")


def test_memory_writes_nothing(project: Project) -> None:
    report = build(project, (Input("article", None, TEXT.encode()),), in_memory=True)
    assert report.articles[0].outcomes[0].content is not None
    assert not project.dist.exists()
    assert not project.state.exists()


def test_markdown_from_standard_input_is_recognised(project: Project) -> None:
    report = build(project, (Input("-", None, b"# Head\n\n*Text*\n"),), in_memory=True)
    assert report.articles[0].title == "Head"


def test_a_batch_in_a_pool_gives_the_same_bytes(project: Project) -> None:
    inputs = write(project, **{f"a{n}_txt": TEXT.replace("Monday", f"day {n}") for n in range(4)})
    alone = build(replace(project, settings=Settings(jobs=1)), inputs)
    pooled = build(replace(project, settings=Settings(jobs=2)), inputs, force=True)
    assert [[o.sha256 for o in a.outcomes] for a in alone.articles] == [
        [o.sha256 for o in a.outcomes] for a in pooled.articles
    ]
    assert [a.slug for a in pooled.articles] == [a.slug for a in alone.articles]


def test_an_interrupted_build_leaves_whole_files_and_no_traceback(project: Project) -> None:
    write(project, **{f"a{n}_txt": TEXT.replace("Monday", f"day {n}") * 30 for n in range(30)})
    process = subprocess.Popen(
        [sys.executable, "-m", "pubpipe", "all", "--formats", "md,pdf", "--jobs", "2"],
        cwd=project.root,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    while process.poll() is None and not list(project.dist.glob("*.pdf")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    assert all(
        p.read_bytes().endswith(b"%%EOF\n") or p.read_bytes()[-6:].strip() == b"%%EOF"
        for p in project.dist.glob("*.pdf")
    )
    assert not list(project.dist.glob(".pubpipe-*"))


def test_adopting_makes_the_canonical_text_the_source(project: Project) -> None:
    write(project, a_txt=TEXT, a_yaml="lang: en\n")
    new, kept = press.adopt(project, "a")
    assert (new, kept) == ("source/a.md", "source/received/a.txt")
    assert sorted(
        p.relative_to(project.source).as_posix() for p in project.source.rglob("*") if p.is_file()
    ) == [
        "a.md",
        "received/a.txt",
        "received/a.yaml",
    ]
    report = build(project, (Input("source/a.md", project.source / "a.md"),))
    assert (project.dist / "a.md").read_bytes() == (project.source / "a.md").read_bytes()
    assert report.exit_code == 0
    with pytest.raises(UsageProblem, match="no article 'b'"):
        press.adopt(project, "b")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("My Article (2).txt", "my-article-2"),
        ("sub/Ünïcode Ärticle.md", "sub/ünïcode-ärticle"),
        ("日本語の記事.txt", "日本語の記事"),
        ("…!!.txt", "article"),
        ("a.b.c.txt", "a-b-c"),
        ("x" * 300 + ".txt", "x" * 80),
        ("posts/2026/A Walk/index.md", "posts/2026/a-walk"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(Path(name)) == slug


@pytest.mark.parametrize("wrong", ["///", "../x", "!?", "a/./b"])
def test_a_slug_without_letters_is_refused(wrong: str) -> None:
    with pytest.raises(UsageProblem, match="--slug cannot be"):
        stated(wrong)
    assert stated("/2024/Harbour Plans") == "2024/harbour-plans"


def test_variants_are_named_behind_the_slug() -> None:
    assert planning.file_name("a", "pdf-large") == "a.large.pdf"
    assert planning.file_name("a", "pdf") == "a.pdf"


def test_the_folder_of_editions_and_the_registered_names_agree() -> None:
    assert press.formats()[:5] == ("md", "pdf", "epub", "txt", "html")
    office, pages = {".docx", ".epub", ".odt", ".pdf", ".rtf"}, {".htm", ".html", ".xhtml"}
    texts = {".markdown", ".md", ".mdown", ".mkd", ".text", ".txt"}
    assert set(doors.suffixes()) == office | pages | texts


def test_a_full_disk_fails_the_editions_and_leaves_the_old_ones(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    build(project, inputs)
    before = (project.dist / "a.txt").read_bytes()
    write(project, a_txt="\n\n".join(f"On day {n} the council met again." for n in range(400)))
    limited = (
        "import resource, sys; from pubpipe.__main__ import main; sys.argv = ['pubpipe', 'all', '--formats', 'md,txt'];"
        # A write past the limit fails as on a full disk; without the handler the signal would end the process.
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); main()"
    )
    done = subprocess.run([sys.executable, "-c", limited], cwd=project.root, capture_output=True, check=False)
    assert done.returncode == 5
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (project.dist / "a.txt").read_bytes() == before
    assert not list(project.dist.glob(".pubpipe-*"))


def test_the_largest_file_is_made_first_and_told_in_its_place(project: Project) -> None:
    inputs = write(project, a_txt=TEXT, b_txt=TEXT * 3, c_txt=TEXT * 2)
    told: list[str] = []
    request = Request(replace(project, settings=Settings(jobs=1)), inputs, QUICK)
    report = press.build(request, lambda article: told.append(article.slug))
    assert told == ["b", "c", "a"]
    assert [a.slug for a in report.articles] == ["a", "b", "c"]


def test_what_is_told_of_many_articles_is_what_is_told_of_few(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the first ones reports lie on the disk until they are asked for."""
    inputs = write(project, a_txt=TEXT, b_txt=TEXT * 3, c_txt="", d_txt=TEXT * 2)
    request = Request(replace(project, settings=Settings(jobs=1)), inputs, QUICK, whole=True)
    few = press.build(replace(request, force=True))
    monkeypatch.setattr("pubpipe.press.keeping.AT_HAND", 1)
    told: list[ArticleReport] = []
    many = press.build(replace(request, force=True), told.append)
    assert not isinstance(many.articles, tuple)
    assert [_timeless(a) for a in many.articles] == [_timeless(a) for a in few.articles]
    assert [a.slug for a in told] == ["b", "d", "a", "c"]
    assert (
        (many.exit_code, many.tally())
        == (few.exit_code, few.tally())
        == (3, Tally(4, 1, many.tally().editions))
    )
    assert statuses(press.build(request)) == [["unchanged"] * 2, ["unchanged"] * 2, [], ["unchanged"] * 2]


def _timeless(article: ArticleReport) -> ArticleReport:
    return replace(article, outcomes=tuple(replace(o, seconds=0.0) for o in article.outcomes))


def test_of_articles_that_share_a_name_a_few_are_named(project: Project) -> None:
    inputs = write(project, **{f"a_{suffix}": TEXT for suffix in ("txt", "md", "html", "htm", "rst", "tex")})
    messages = [a.findings[0].message for a in build(project, inputs).articles]
    first, *others = (one.name for one in inputs)
    assert messages[0].startswith(f"{first} and {', '.join(others[:3])}, 2 more share the name 'a'")
    assert messages[5].startswith(f"{others[-1]} and {first}, {others[0]}, {others[1]}, 2 more share")


def test_a_web_page_names_the_editions_beside_it(project: Project) -> None:
    inputs = write(project, a_txt=TEXT)
    page = project.dist / "a.html"
    build(project, inputs, ("txt", "html"))
    assert re.findall('rel="alternate" href="([^"]*)"', page.read_text()) == ["a.txt"]
    build(project, inputs, ("md",))
    assert statuses(build(project, inputs, ("txt", "txt-ascii", "html"))) == [["unchanged", "built", "built"]]
    named = re.findall('rel="alternate" href="([^"]*)"', page.read_text())
    assert named == ["a.md", "a.txt", "a.ascii.txt"]
    assert statuses(build(project, inputs, ("html",))) == [["unchanged"]]
    alone = build(project, inputs, ("html",), in_memory=True).articles[0].outcomes[0].content
    assert alone is not None
    assert b'rel="alternate"' not in alone
