"""pubpipe all and its one-format sisters, whole: exit codes, streams, JSON."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import pubpipe
from tests.support.schema import problems

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "source" / "us-japan-military-alliance.txt"
SCHEMA: dict[str, Any] = json.loads((ROOT / "src" / "pubpipe" / "report.schema.json").read_text())
TITLE = "U.S. and Japanese officials will take steps to boost military ties"
# The founding article has no title, which is worth a warning and no failure.
UNTITLED = b"Warning: %b, line 1: no title in the text"
FAST = ("--formats", "md,txt")


def _json(done: subprocess.CompletedProcess[bytes]) -> Any:
    whole = json.loads(done.stdout)
    assert problems(whole, SCHEMA) == []
    return whole


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    shutil.copy(ARTICLE, tmp_path / "source")
    return tmp_path


def test_the_founding_article_in_every_format(project: Path) -> None:
    temporary = project / "temporary"
    temporary.mkdir()
    first = pubpipe("all", "--json", cwd=project, TMPDIR=str(temporary))
    assert list(temporary.iterdir()) == []
    assert first.returncode == 0
    assert first.stderr.startswith(UNTITLED % f"source/{ARTICLE.name}".encode())
    (article,) = _json(first)["articles"]
    assert (article["slug"], article["title"], article["title_status"]) == (ARTICLE.stem, TITLE, "inferred")
    assert article["source"] == f"source/{ARTICLE.name}"
    assert [e["format"] for e in article["editions"]] == ["md", "pdf", "epub", "txt", "html"]
    assert all((project / e["path"]).stat().st_size == e["bytes"] for e in article["editions"])
    assert {e["status"] for e in article["editions"]} == {"built"}
    second = _json(pubpipe("all", "--json", cwd=project))
    assert {e["status"] for e in second["articles"][0]["editions"]} == {"unchanged"}
    assert second["summary"]["unchanged"] == 5


def test_a_file_in_an_empty_folder(tmp_path: Path) -> None:
    shutil.copy(ARTICLE, tmp_path / "paste.txt")
    done = pubpipe("all", "paste.txt", *FAST, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.startswith(UNTITLED % b"paste.txt")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == TITLE
    assert lines[1] == "  paste.txt, title inferred"
    assert [line.split()[:2] for line in lines[-2:]] == [["md", "dist/paste.md"], ["txt", "dist/paste.txt"]]
    assert (tmp_path / "dist" / "paste.txt").is_file()


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    done = pubpipe("txt", "-", "-o", "-", cwd=tmp_path, stdin=ARTICLE.read_bytes())
    assert done.returncode == 0
    assert done.stderr.startswith(UNTITLED % b"standard input")
    assert b"Sources" in done.stdout
    assert not (tmp_path / "dist" / "article.txt").exists()


def test_one_format_to_a_named_file(tmp_path: Path) -> None:
    done = pubpipe("md", str(ARTICLE), "-o", "out/named.md", "-q", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert f"title: {TITLE}" in (tmp_path / "out" / "named.md").read_text("utf-8")


def test_a_bad_article_costs_only_itself(project: Path) -> None:
    (project / "source" / "empty.txt").write_bytes(b"")
    done = pubpipe("all", *FAST, "--json", cwd=project)
    assert done.returncode == 3
    assert b"\nError: source/empty.txt is empty\n" in done.stderr
    assert b"Traceback" not in done.stderr
    whole = _json(done)
    assert [len(article["editions"]) for article in whole["articles"]] == [0, 2]
    assert whole["articles"][0]["findings"][0]["severity"] == "error"
    assert (project / "dist" / f"{ARTICLE.stem}.txt").is_file()


def test_lines_of_json_come_as_the_articles_are_done(project: Path) -> None:
    (project / "source" / "empty.txt").write_bytes(b"")
    done = pubpipe("all", *FAST, "--json-lines", cwd=project)
    assert done.returncode == 3
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(line) for line in lines] == [["article"], ["article"], ["summary"]]
    whole = {"articles": [line["article"] for line in lines[:2]], **lines[2]}
    assert problems(whole, SCHEMA) == []
    assert {article["slug"]: len(article["editions"]) for article in whole["articles"]} == {
        "empty": 0,
        ARTICLE.stem: 2,
    }
    refused = pubpipe("all", "--json-lines", "--style", "defualt", cwd=project)
    assert json.loads(refused.stdout)["error"]["exit_code"] == 4
    assert pubpipe("all", "--json-lines", "--json", cwd=project).returncode == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = pubpipe("all", "nothing.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"Error: there is no file nothing.txt\nHint: Name the article's file.\n"
    (tmp_path / "something.txt").write_text("A text.")
    done = pubpipe("all", "somethin.txt", cwd=tmp_path)
    assert done.stderr.endswith(b"Hint: Did you mean 'something.txt'?\n")


@pytest.mark.parametrize(
    ("arguments", "toml", "code"),
    [
        (("--style", "defualt"), "", 4),
        ((), 'stlye = "x"', 4),
        (("--formats", "pfd"), "", 2),
        (("--nope",), "", 2),
        (("--jobs", "-1"), "", 2),
    ],
)
def test_wrong_settings_and_usage(project: Path, arguments: tuple[str, ...], toml: str, code: int) -> None:
    (project / "pubpipe.toml").write_text(toml)
    done = pubpipe("all", *arguments, "--json", cwd=project)
    assert done.returncode == code
    assert done.stderr.startswith(b"Error: ")
    assert b"\nHint: " in done.stderr
    whole = _json(done)
    assert whole["error"]["exit_code"] == code
    assert ("articles" in whole) == (code != 2)
    assert not (project / "dist").exists()


def test_quiet_and_verbose(project: Path) -> None:
    assert pubpipe("all", *FAST, "-q", cwd=project).stdout == b""
    assert b" s\n" in pubpipe("all", *FAST, "-v", "--force", cwd=project).stdout


def test_a_terminal_that_knows_no_unicode_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 日本語の題\n\nWords of the article stand here.\n", "utf-8")
    done = pubpipe("all", "a.md", *FAST, cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    assert done.stdout.startswith(b"\\u65e5")


def test_a_reader_that_goes_away_ends_no_build(project: Path) -> None:
    for number in range(3):
        shutil.copy(ARTICLE, project / "source" / f"copy{number}.txt")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "pubpipe", "all", *FAST]
    done = subprocess.run(command, cwd=project, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.returncode == 0
    assert {line.split(b":")[0] for line in done.stderr.splitlines()} == {b"Warning", b"Hint"}
    assert len(list((project / "dist").glob("*.txt"))) == 4


def test_interruption_is_told_and_is_130(tmp_path: Path) -> None:
    pipe = tmp_path / "article.txt"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "pubpipe", "md", "article.txt", "--json"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # Opening the pipe waits for its reader, so the signal comes in the middle of the build.
    with process, pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr.startswith(b"Error: interrupted")
    assert b"Traceback" not in stderr
    whole = json.loads(stdout)
    assert problems(whole, SCHEMA) == []
    assert (whole["articles"], whole["error"]["exit_code"]) == ([], 130)


@pytest.mark.parametrize("command", [("md",), ("status",)])
def test_what_to_do_is_said_once_for_many_articles(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "source").mkdir()
    for name in ("a", "b"):
        (tmp_path / "source" / f"{name}.txt").write_bytes(b"")
    done = pubpipe(*command, cwd=tmp_path).stderr.decode()
    assert done.count("is empty") == 2
    assert done.count("Hint: Put the article's text into it, or remove the file.") == 1


def test_a_warning_of_many_articles_is_counted_for_people_and_whole_for_programs(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "pubpipe.toml").write_text("")
    for n in range(5):
        (tmp_path / "source" / f"{n}.txt").write_bytes(b"Qwer tzu %d\n\nBrx zlk %d.\n" % (n, n))
    said = "the language of the text is not clear"
    first, again = (pubpipe("md", "--jobs", "1", cwd=tmp_path).stderr.decode() for _ in range(2))
    assert first.count(said) == again.count(said) == 4
    assert f"source/3.txt, source/4.txt: {said}" in again
    assert pubpipe("md", "-v", cwd=tmp_path).stderr.decode().count(said) == 5
    assert pubpipe("md", "--json", cwd=tmp_path).stdout.decode().count(said) == 5
    assert pubpipe("md", "--json-lines", cwd=tmp_path).stdout.decode().count(said) == 5
