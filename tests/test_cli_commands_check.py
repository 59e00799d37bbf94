"""``pubpipe check``: the proof of a project's editions, and of one edition anywhere."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import pubpipe
from tests.support.schema import problems

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "src" / "pubpipe" / "check.schema.json").read_text()
)
ARTICLE = "---\ntitle: A Title\nlang: en\n---\n\nThis is not so in Tokyo.[^1]\n\n[^1]: A note.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "pubpipe.toml").write_text("")
    (folder / "source").mkdir()
    (folder / "source" / "letter.md").write_text(ARTICLE)
    assert pubpipe("all", cwd=folder).returncode == 0
    return folder


def test_good_editions_have_the_same_words(built: Path) -> None:
    done = pubpipe("check", "--own", "--json", cwd=built)
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert problems(told, SCHEMA) == []
    assert told["summary"] == {"files": 6, "errors": 0, "warnings": 0}
    assert [one["format"] for one in told["files"]] == ["md", "pdf", "epub", "txt", "html", "ledger"]


def test_a_lost_word_is_named_with_its_place_and_fails(built: Path) -> None:
    page = built / "dist" / "letter.txt"
    whole = page.read_text()
    page.write_text(whole.replace("not ", ""))
    done = pubpipe("check", "--own", "letter", "--formats", "txt", cwd=built)
    page.write_text(whole)
    assert done.returncode == 6
    assert re.search(
        r"“not” is missing in the text.*letter\.md, line \d+.*fidelity-missing", done.stderr.decode()
    )


def test_an_edition_elsewhere_is_held_against_its_own_source(built: Path, tmp_path: Path) -> None:
    for kind in ("epub", "pdf", "txt", "md"):
        (tmp_path / f"copy.{kind}").write_bytes((built / "dist" / f"letter.{kind}").read_bytes())
    done = pubpipe("check", "--own", "copy.epub", "copy.pdf", "copy.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().count("the same words")) == (0, 3)


def test_editions_in_another_folder_of_the_project_are_no_articles(built: Path) -> None:
    assert pubpipe("all", "letter", "--formats", "md,txt,html", "-o", "proofs/", cwd=built).returncode == 0
    names = [f"proofs/letter.{kind}" for kind in ("md", "txt", "html")]
    done = pubpipe("check", "--own", *names, cwd=built)
    assert done.stdout.decode().splitlines() == [f"{name}  the same words" for name in names]
    assert done.returncode == 0


def test_a_whole_folder_may_be_named(built: Path) -> None:
    names = sorted(str(path.relative_to(built)) for path in (built / "dist").iterdir())
    done = pubpipe("check", "--own", *names, cwd=built)
    assert (done.returncode, done.stdout.decode().count("the same words")) == (0, 5)
    assert done.stderr == b"No editions, not looked at: dist/letter.ledger.json\n"
    assert pubpipe("check", "--own", "dist/letter.ledger.json", cwd=built).stdout == b""


def test_a_ledger_that_does_not_explain_the_words_fails(built: Path) -> None:
    path = built / "dist" / "letter.ledger.json"
    whole = path.read_text()
    ledger = json.loads(whole)
    ledger["removed"].append(
        {
            "step": "chrome",
            "reason": "x",
            "confidence": 1.0,
            "severity": "info",
            "start": 40,
            "end": 50,
            "line": 6,
            "text": "y",
        }
    )
    path.write_text(json.dumps(ledger))
    done = pubpipe("check", "--own", "--json", cwd=built)
    path.write_text(whole)
    codes = [f["code"] for one in json.loads(done.stdout)["files"] for f in one["findings"]]
    assert (done.returncode, codes) == (6, ["ledger-unaccounted"])


def test_descriptions_that_captions_stand_for_are_accounted_for(tmp_path: Path) -> None:
    figure = (
        '<figure><img src="a.jpg" alt="Two young limes"><figcaption>The square at noon</figcaption></figure>'
    )
    words = "<p>The pavement of the square was much hotter than the ground under its limes that summer.</p>"
    (tmp_path / "page.html").write_text(
        f"<title>Limes</title><article><h1>Limes</h1>{words}{figure}</article>"
    )
    assert pubpipe("md", "page.html", cwd=tmp_path).returncode == 0
    ledger = json.loads((tmp_path / "dist" / "page.ledger.json").read_text())
    assert [one["text"] for one in ledger["descriptions"]] == ["Two young limes"]
    done = pubpipe("check", "--own", "--formats", "md", "page.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_edition_that_is_not_there_is_a_warning(built: Path) -> None:
    assert pubpipe("check", "--own", "--formats", "pdf-large", cwd=built).returncode == 0
    assert pubpipe("check", "--own", "--formats", "pdf-large", "--strict", cwd=built).returncode == 6


def test_another_tools_file_is_checked_by_its_structure(tmp_path: Path) -> None:
    (tmp_path / "theirs.html").write_text("<p>Words.")
    (tmp_path / "theirs.txt").write_text("Words.\n")
    done = pubpipe("check", "--own", "theirs.html", "theirs.txt", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == 6
    assert problems(told, SCHEMA) == []
    page, text = told["files"]
    assert (page["source"], text["source"]) == ("", "")
    assert {"fidelity-unproved", "html-no-main", "html-no-h1", "markup-no-language"} <= {
        f["code"] for f in page["findings"]
    }
    assert [f["code"] for f in text["findings"]] == ["fidelity-unproved"]
    assert all(f["hint"] for one in told["files"] for f in one["findings"])


def test_a_pdf_without_tags_is_a_finding_and_no_crash(built: Path, tmp_path: Path) -> None:
    import pikepdf

    with pikepdf.open(built / "dist" / "letter.pdf") as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(tmp_path / "flat.pdf")
    done = pubpipe("check", "--own", "flat.pdf", cwd=tmp_path)
    assert done.returncode == 6
    assert "[pdf-untagged]" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_report_is_one_page_that_fetches_nothing(built: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs.html").write_text("<p><script>alert(1)</script> Words <a href=#x>there</a>")
    done = pubpipe("check", "--own", "theirs.html", "--html", "report.html", cwd=tmp_path)
    page = (tmp_path / "report.html").read_text()
    assert done.returncode == 6
    assert "Not fit for print" in page
    assert "html-no-main" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=.?(?:https?:)?//", page)
    good = pubpipe("check", "--own", "--html", "-", cwd=built)
    assert (good.returncode, "<h1>Fit for print</h1>" in good.stdout.decode()) == (0, True)
    from pubpipe.checks.standards import findings

    assert [f for f in findings("report.html", "html", page.encode()) if f.severity == "error"] == []


def test_codes_are_explained(tmp_path: Path) -> None:
    told = pubpipe("check", "--explain", "pdf-claim", cwd=tmp_path).stdout.decode()
    assert "claims a standard" in told
    near = pubpipe("check", "--explain", "pdf-clam", cwd=tmp_path)
    assert (near.returncode, "pdf-claim" in near.stderr.decode()) == (2, True)


def test_links_are_what_the_lock_file_knows_of_them(tmp_path: Path) -> None:
    (tmp_path / "pubpipe.toml").write_text("")
    (tmp_path / "source").mkdir()
    source = "---\ntitle: A Title\nlang: en\n---\n\nWords.\n\n## Sources\n\n- https://example.org/{0}\n- https://example.org/{1}\n- https://example.org/{2}\n"
    (tmp_path / "source" / "a.md").write_text(source.format("one", "two", "three"))
    (tmp_path / "source" / "a.sources.lock").write_text(
        '[[source]]\nid = "a"\nURL = "https://example.org/one"\nfetched = "2026-01-01"\n'
        '[[source]]\nid = "b"\nURL = "https://example.org/two"\nfetched = "2026-01-01"\nmoved = "https://example.org/new"\n'
    )
    done = pubpipe("check", "--own", "a", "--formats", "md", "--json", cwd=tmp_path)
    files = {one["format"]: one for one in json.loads(done.stdout)["files"]}
    assert [f["code"] for f in files["links"]["findings"]] == ["links-moved", "links-unproved"]


def test_a_pdfs_pages_are_counted(built: Path) -> None:
    told = json.loads(pubpipe("check", "--own", "--formats", "pdf", "--json", cwd=built).stdout)
    assert [one.get("pages") for one in told["files"]] == [1, None]
    assert "; 1 page\n" in pubpipe("check", "--own", "--formats", "pdf", cwd=built).stdout.decode()


def test_outside_checkers_run_beside_and_those_that_are_not_there_are_said(built: Path) -> None:
    done = pubpipe("check", "--formats", "epub,html", "--json", cwd=built, PATH="/nowhere")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert problems(told, SCHEMA) == []
    assert all(name in told["summary"]["unrun"] for name in ("EPUBCheck", "Ace", "Nu Html Checker"))
    assert "veraPDF" not in told["summary"]["unrun"]
    assert "unrun" not in json.loads(pubpipe("check", "--own", "--json", cwd=built).stdout)["summary"]


def test_stores_say_what_they_would_refuse(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "pubpipe.toml").write_text('formats = ["epub"]\n')
    (tmp_path / "source" / "a.md").write_text(
        "---\ntitle: A\nlang: en\n---\n\nRead it [there](https://www.kobo.com/book), in a shop.\n"
    )
    assert pubpipe("all", cwd=tmp_path).returncode == 0
    assert pubpipe("check", "--own", cwd=tmp_path).returncode == 0
    done = pubpipe("check", "--own", "--stores", "kdp,kobo", "--json", cwd=tmp_path)
    found = {one["code"] for file in json.loads(done.stdout)["files"] for one in file["findings"]}
    assert (done.returncode, found) == (
        6,
        {"store-link", "store-no-author", "store-cover-type", "store-no-isbn"},
    )
    told = pubpipe("check", "dist/a.epub", "--own", "--stores", "kdp", cwd=tmp_path).stderr.decode()
    assert "Error: dist/a.epub: Kindle Direct Publishing: links to other stores: www.kobo.com" in told
    assert "https://kdp.amazon.com/" in told
    assert "Note: dist/a.epub: Kindle Direct Publishing: the cover is PNG" in told
    assert "Note:" not in pubpipe("check", "--own", "--stores", "kdp", "-q", cwd=tmp_path).stderr.decode()
    wrong = pubpipe("check", "--stores", "kbo", cwd=tmp_path)
    assert (wrong.returncode, wrong.stderr) == (
        2,
        b"Error: there is no store 'kbo'\nHint: Did you mean 'kobo'?\n",
    )
