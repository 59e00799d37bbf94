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
    done = pubpipe("check", "--json", cwd=built)
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert problems(told, SCHEMA) == []
    assert told["summary"] == {"files": 6, "errors": 0, "warnings": 0}
    assert [one["format"] for one in told["files"]] == ["md", "pdf", "epub", "txt", "html", "ledger"]


def test_a_lost_word_is_named_with_its_place_and_fails(built: Path) -> None:
    page = built / "dist" / "letter.txt"
    whole = page.read_text()
    page.write_text(whole.replace("not ", ""))
    done = pubpipe("check", "letter", "--formats", "txt", cwd=built)
    page.write_text(whole)
    assert done.returncode == 6
    assert re.search(
        r"“not” is missing in the text.*letter\.md, line \d+.*fidelity-missing", done.stderr.decode()
    )


def test_an_edition_elsewhere_is_held_against_its_own_source(built: Path, tmp_path: Path) -> None:
    for kind in ("epub", "pdf", "txt", "md"):
        (tmp_path / f"copy.{kind}").write_bytes((built / "dist" / f"letter.{kind}").read_bytes())
    done = pubpipe("check", "copy.epub", "copy.pdf", "copy.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout.decode().count("the same words")) == (0, 3)


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
    done = pubpipe("check", "--json", cwd=built)
    path.write_text(whole)
    codes = [f["code"] for one in json.loads(done.stdout)["files"] for f in one["findings"]]
    assert (done.returncode, codes) == (6, ["ledger-unaccounted"])


def test_an_edition_that_is_not_there_is_a_warning(built: Path) -> None:
    assert pubpipe("check", "--formats", "pdf-large", cwd=built).returncode == 0
    assert pubpipe("check", "--formats", "pdf-large", "--strict", cwd=built).returncode == 6
