"""An archive in a store: built as on a disk, no request too many, and whole whatever the store does."""

import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pubpipe import press
from pubpipe.errors import StoreError, UsageProblem
from pubpipe.model import ArticleReport, Report
from pubpipe.press.foreseeing import foresee
from pubpipe.press.outputs.orphans import clean
from pubpipe.press.request import Input, Request
from pubpipe.project import articles, find, name_of
from tests.conftest import Amount
from tests.support.stores import Bucket

FORMATS = ("md", "txt")
INDEXED = ("md", "txt", "html")
TEXT = "# Harbour {n}\n\nOn {day} the council heard of the old cranes.\n\n![A crane](pictures/crane.png)\n"


def png(width: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, 30), "grey").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def root(tmp_path: Path, bucket: Bucket) -> Path:
    """A project whose articles and editions are in the bucket."""
    (tmp_path / "pubpipe.toml").write_text(
        f'source = "s3://{bucket.name}/source"\ndist = "s3://{bucket.name}/dist"\njobs = 1\n'
    )
    return tmp_path


def put(bucket: Bucket, count: int, day: str = "Monday") -> None:
    for n in range(count):
        bucket.put(f"source/a{n:03}.md", TEXT.format(n=n, day=day))
    bucket.put("source/pictures/crane.png", png(40))


def asked(root: Path, formats: tuple[str, ...] = FORMATS, **options: object) -> Request:
    project = find(root)
    inputs = tuple(Input(name_of(project, path), path) for path in articles(project))
    return replace(Request(project, inputs, formats, whole=True), **options)  # type: ignore[arg-type]


def build(root: Path, on_article: Callable[[ArticleReport], None] | None = None, **options: object) -> Report:
    return press.build(asked(root, **options), on_article)  # type: ignore[arg-type]


def test_what_is_built_in_a_store_is_what_is_built_on_a_disk(
    bucket: Bucket, root: Path, tmp_path: Path
) -> None:
    put(bucket, 2)
    bucket.put("source/2026/b.txt", "A third harbour\n\nThe council met on Tuesday and heard the rest.\n")
    bucket.put("source/2026/b.yaml", "kicker: Ports\n")
    bucket.put("source/README.md", "Not an article")
    bucket.put("source/received/a.md", "Nor this")
    bucket.put("source/page_files/c.html", "nor this")
    bucket.put(
        "source/page.html",
        "<html><body><article><h1>A page</h1><p>The council met.</p></article></body></html>",
    )
    here = tmp_path / "here"
    for name, data in bucket.files("source/").items():
        (here / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "source" / name).write_bytes(data)
    (here / "pubpipe.toml").write_text("jobs = 1\n")
    forms = ("md", "pdf", "epub", "txt", "html")
    there, report = build(root, formats=forms), build(here, formats=forms)
    assert (there.exit_code, there.count("built")) == (0, 20)
    assert report.exit_code == 0
    dist = here / "dist"
    on_disk = {p.relative_to(dist).as_posix(): p.read_bytes() for p in dist.rglob("*") if p.is_file()}
    assert bucket.files("dist/").keys() == on_disk.keys()
    unlike = {n for n, data in bucket.files("dist/").items() if data != on_disk[n]}
    # The ledger tells the name of what was received, and the Markdown hangs on it in no way.
    assert {n for n in unlike if not n.endswith(".ledger.json")} == set()
    assert not list(root.glob("**/*s3:*"))
    assert not Path("/s3:").exists()


def test_with_nothing_to_do_a_build_lists_and_reads_nothing(bucket: Bucket, root: Path) -> None:
    put(bucket, 3)
    first = build(root, formats=INDEXED)
    files = bucket.files("dist/")
    bucket.door.asked.clear()
    second = build(root, formats=INDEXED)
    lists = [path for _, path in bucket.door.asked]
    assert [method for method, _ in bucket.door.asked] == ["GET", "GET"]
    assert all("list-type=2" in path for path in lists)
    assert (second.exit_code, second.count("built"), second.count("unchanged")) == (0, 0, 9)
    assert [a.slug for a in second.articles] == [a.slug for a in first.articles]
    for one, other in zip(first.articles, second.articles, strict=True):
        assert replace(other, outcomes=()) == replace(one, outcomes=())
        unchanged = [replace(o, status="unchanged", seconds=0.0) for o in one.outcomes]
        assert list(other.outcomes) == unchanged
    assert {o.status for o in second.index} == {"unchanged"}
    forecast = foresee(asked(root, INDEXED))
    assert (forecast.count("current"), len(bucket.door.asked)) == (9, 4)
    assert bucket.files("dist/") == files


CHANGES: dict[str, tuple[Callable[[Bucket, Path], object], set[str]]] = {
    "text": (lambda bucket, _: bucket.put("source/a001.md", TEXT.format(n=1, day="Friday")), {"a001"}),
    "sidecar": (lambda bucket, _: bucket.put("source/a001.yaml", "kicker: Ports\n"), {"a001"}),
    "sources": (
        lambda bucket, _: bucket.put("source/a001.sources.lock", "# nothing yet\n"),
        set(),
    ),
    "picture": (lambda bucket, _: bucket.put("source/pictures/crane.png", png(41)), {"a000", "a001", "a002"}),
    "edition gone": (lambda bucket, _: bucket.remove("dist/a002.txt"), {"a002"}),
    "setting": (
        lambda _, root: (root / "pubpipe.toml").write_text(
            (root / "pubpipe.toml").read_text() + "text.width = 50\n"
        ),
        {"a000", "a001", "a002"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_has_changed_is_made_and_nothing_else(bucket: Bucket, root: Path, name: str) -> None:
    put(bucket, 3)
    build(root)
    change, changed = CHANGES[name]
    change(bucket, root)
    bucket.door.asked.clear()
    report = build(root)
    assert {a.slug for a in report.articles if any(o.status == "built" for o in a.outcomes)} == changed
    read = [path for method, path in bucket.door.asked if method == "GET" and ".md" in path]
    assert len(read) == max(1, len(changed))
    bucket.door.asked.clear()
    assert build(root).count("built") == 0
    assert bucket.door.count("GET") == len(bucket.door.asked) == 2


def test_requests_of_an_article_are_few(bucket: Bucket, root: Path, amount: Amount) -> None:
    count = amount(4, 40)
    for n in range(count):
        bucket.put(f"source/a{n:03}.md", f"# Harbour {n}\n\nThe council met.\n")
    bucket.door.asked.clear()
    build(root, formats=("md", "pdf", "epub", "txt", "html"))
    # Five editions, the cover of the index and the ledger; two listings; index.html.
    assert bucket.door.count("GET") == count + 2
    assert bucket.door.count("PUT") == 7 * count + 1
    assert len(bucket.door.asked) == 8 * count + 3


def test_an_edition_that_was_edited_in_the_store_is_not_overwritten(bucket: Bucket, root: Path) -> None:
    put(bucket, 2)
    build(root)
    bucket.put("dist/a000.txt", "Mine.")
    bucket.put("source/a000.md", TEXT.format(n=0, day="Friday"))
    report = build(root)
    told = [f for a in report.articles for o in a.outcomes for f in o.findings if f.severity == "error"]
    assert report.exit_code == 5
    assert [one.message for one in told] == [
        f"s3://{bucket.name}/dist/a000.txt was changed since pubpipe wrote it, so it is not overwritten"
    ]
    assert "adopt" not in told[0].hint, "nothing in a store can be adopted"
    assert bucket.get("dist/a000.txt") == b"Mine."
    assert b"Friday" in bucket.get("dist/a000.md")
    assert build(root, force=True).exit_code == 0
    assert b"Friday" in bucket.get("dist/a000.txt")


def test_a_state_that_is_lost_costs_one_reading_and_no_edition(bucket: Bucket, root: Path) -> None:
    put(bucket, 2)
    build(root)
    files = bucket.files("dist/")
    for path in (root / ".pubpipe").iterdir():
        path.unlink()
    bucket.door.asked.clear()
    assert build(root).exit_code == 0
    assert bucket.door.count("PUT") == 0, "the same bytes are there"
    assert bucket.files("dist/") == files
    assert build(root).count("built") == 0


@pytest.mark.parametrize(
    ("when", "how"),
    [("GET", "cut"), ("GET", "403 ExpiredToken"), ("PUT", "503 SlowDown"), ("PUT", "403 AccessDenied")],
)
def test_a_store_that_fails_in_the_middle_stops_the_run_and_the_next_goes_on(
    bucket: Bucket, root: Path, when: str, how: str
) -> None:
    put(bucket, 6)
    build(root)
    old = bucket.files("dist/")
    put(bucket, 6, "Friday")
    left = [9 if when == "PUT" else 3]

    def answer(number: int, method: str, path: str) -> str:
        left[0] -= method == when and ("/dist/" in path or "/source/a0" in path)
        return how if left[0] < 0 and method == when else "pass"

    bucket.door.answer = answer
    report = build(root)
    bucket.door.answer = lambda number, method, path: "pass"
    assert report.exit_code == 5
    (told,) = report.findings
    assert told.code == "build-stopped"
    assert told.message.startswith(f"s3://{bucket.name}/{'source' if when == 'GET' else 'dist'}/")
    assert "not-a-secret" not in str(report)
    assert len(report.articles) < 6
    torn = bucket.files("dist/")
    assert (torn != old) == (when == "PUT")

    last = build(root)
    assert (last.exit_code, len(last.articles)) == (0, 6)
    whole = bucket.files("dist/")
    assert all(b"Friday" in whole[f"a{n:03}.{form}"] for n in range(6) for form in FORMATS)
    assert torn.keys() == old.keys() == whole.keys()
    assert {name for name in torn if torn[name] not in (old[name], whole[name])} == set()
    assert b"not-a-secret" not in (root / ".pubpipe" / "state.sqlite").read_bytes()
    assert build(root).count("built") == 0


def test_what_may_not_be_read_costs_its_article(bucket: Bucket, root: Path) -> None:
    put(bucket, 2)
    bucket.door.answer = lambda number, method, path: "403 AccessDenied" if "a000.md" in path else "pass"
    report = build(root)
    assert report.exit_code == 3
    (told,) = report.articles[0].findings
    assert (
        told.message
        == f"s3://{bucket.name}/source/a000.md cannot be read: no right to read it (AccessDenied)"
    )
    assert b"Monday" in bucket.get("dist/a001.txt")


def test_a_store_that_is_not_there_refuses_before_anything_is_made(bucket: Bucket, root: Path) -> None:
    (root / "pubpipe.toml").write_text('source = "s3://another-bucket/source"\n')
    with pytest.raises(StoreError, match="there is no such bucket") as refused:
        build(root)
    assert refused.value.exit_code == 4
    (root / "pubpipe.toml").write_text(
        f'source = "s3://{bucket.name}/source"\ndist = "s3://another-bucket/dist"\n'
    )
    put(bucket, 1)
    with pytest.raises(
        StoreError, match="s3://another-bucket/dist cannot be listed: there is no such bucket"
    ):
        build(root)


def test_editions_whose_article_is_gone_are_told_and_removed(bucket: Bucket, root: Path) -> None:
    put(bucket, 3)
    build(root, formats=INDEXED)
    bucket.remove("source/a001.md")
    report = build(root, formats=INDEXED)
    (told,) = report.findings
    assert told.message.startswith(f"s3://{bucket.name}/source/a001.md is gone, but what was made from it")
    assert b"a001.html" not in bucket.get("dist/index.html")
    bucket.put("dist/a001.txt", "Mine.")
    bucket.door.asked.clear()
    removed = clean(find(root))
    assert bucket.door.count("GET") == 3, "two listings, and the file that is not as it was written"
    assert {one.status for one in removed if one.path.endswith("a001.txt")} == {"edited"}
    assert [key for key in bucket.keys("dist/a001") if ".assets" not in key] == ["dist/a001.txt"]
    for key in bucket.keys("source/"):
        bucket.remove(key)
    with pytest.raises(Exception, match="so every edition would go"):
        clean(find(root))


def test_articles_of_a_disk_go_into_a_store_and_those_of_a_store_onto_a_disk(
    bucket: Bucket, tmp_path: Path
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.md").write_text("# Harbour\n\nThe council met.\n")
    (tmp_path / "pubpipe.toml").write_text(f'dist = "s3://{bucket.name}/dist"\n')
    assert build(tmp_path).exit_code == 0
    assert build(tmp_path).count("built") == 0
    bucket.put("source/a.md", "# Harbour\n\nThe council met.\n")
    (tmp_path / "pubpipe.toml").write_text(f'source = "s3://{bucket.name}/source"\n')
    assert build(tmp_path).exit_code == 0
    assert (tmp_path / "dist" / "a.txt").read_bytes() == bucket.get("dist/a.txt")
    assert build(tmp_path).count("built") == 0


def test_one_article_is_built_without_a_listing_of_the_others(bucket: Bucket, root: Path) -> None:
    put(bucket, 3)
    build(root, formats=INDEXED)
    project = find(root)
    one = Input("a", project.source / "a001.md")
    bucket.put("source/a001.md", TEXT.format(n=1, day="Friday"))
    bucket.door.asked.clear()
    report = press.build(Request(project, (one,), INDEXED))
    assert (report.exit_code, report.count("built")) == (0, 3)
    assert not any("list-type" in path for _, path in bucket.door.asked)
    assert len(set(bucket.door.asked)) == len(bucket.door.asked), "nothing is asked twice"
    assert b"Harbour 0" in bucket.get("dist/index.html")


def test_an_article_that_changes_while_it_is_read_is_read_again_the_next_time(
    bucket: Bucket, root: Path
) -> None:
    put(bucket, 2)
    again = asked(root)
    bucket.put("source/a001.md", TEXT.format(n=1, day="Friday"))  # after the listing
    press.build(again)
    assert b"Friday" in bucket.get("dist/a001.txt")
    bucket.door.asked.clear()
    build(root)
    assert [path for _, path in bucket.door.asked if "a001.md" in path and "dist" not in path]


def test_a_store_wants_a_project(bucket: Bucket, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Harbour\n\nThe council met.\n")
    project = find(tmp_path)
    request = Request(project, (Input("a.md", tmp_path / "a.md"),), FORMATS, output=f"s3://{bucket.name}/out")
    with pytest.raises(UsageProblem, match="needs a project"):
        press.build(request)
    one = replace(request, formats=("md",), output=f"s3://{bucket.name}/out/a.md")
    assert press.build(one).exit_code == 0
    assert bucket.get("out/a.md").endswith(b"The council met.\n")


def test_a_cluster_makes_what_goes_into_a_store(bucket: Bucket, root: Path) -> None:
    put(bucket, 3)
    report = build(root, cluster="local")
    assert (report.exit_code, report.count("built")) == (0, 6)
    assert build(root).count("built") == 0


def test_the_state_holds_addresses_and_no_more_of_a_store(bucket: Bucket, root: Path) -> None:
    put(bucket, 1)
    build(root)
    with sqlite3.connect(root / ".pubpipe" / "state.sqlite") as state:
        rows = state.execute("SELECT path, origin, facts FROM outputs").fetchall()
    state.close()
    assert {path.split("/a000")[0] for path, _, _ in rows} == {f"/s3:/{bucket.name}/dist"}
    assert {origin for _, origin, _ in rows} == {f"/s3:/{bucket.name}/source/a000.md"}
    assert all(secret not in json.dumps(rows) for secret in ("testing", "not-a-secret"))
