"""EPUBCheck, veraPDF and the Nu checker beside our own checks: found, run, and heard."""

from __future__ import annotations

import os
import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from pubpipe.checks.outside.checkers import Checker, checkers
from pubpipe.checks.outside.running import Running, run
from tests.support.law import RENDER
from tests.support.manuscripts import edition, rich

ROOT = Path(__file__).parents[1]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Checker]:
    modules = ROOT / "node_modules" / ".bin"
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}{os.pathsep}{modules}")
    return {one.name: one for one in checkers()}


def _codes(checker: Checker, path: Path) -> list[str]:
    return [one.code for one in run(checker, path.name, path)]


def test_epubcheck_is_heard(installed: dict[str, Checker], tmp_path: Path) -> None:
    whole = RENDER["epub"](edition(rich(), "epub")).content
    (tmp_path / "good.epub").write_bytes(whole)
    (tmp_path / "bad.epub").write_bytes(whole[:-200])
    checker = installed["EPUBCheck"]
    assert _codes(checker, tmp_path / "good.epub") == []
    assert set(_codes(checker, tmp_path / "bad.epub")) == {"outside-epubcheck"}


def test_verapdf_is_asked_what_a_pdf_claims(installed: dict[str, Checker], tmp_path: Path) -> None:
    data = RENDER["pdf"](edition(rich(), "pdf")).content
    (tmp_path / "good.pdf").write_bytes(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root["/Lang"]
        pdf.save(tmp_path / "bad.pdf")
        del pdf.Root["/Metadata"]
        pdf.save(tmp_path / "modest.pdf")
    checker = installed["veraPDF"]
    assert _codes(checker, tmp_path / "good.pdf") == []
    assert "outside-verapdf" in _codes(checker, tmp_path / "bad.pdf")
    assert _codes(checker, tmp_path / "modest.pdf") == []  # it claims nothing


def test_the_nu_checker_is_heard(installed: dict[str, Checker], tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(RENDER["html"](edition(rich(), "html")).content)
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><title>T</title><center>old</center>")
    running = Running([installed["Nu Html Checker"]])
    running.start(0, "html", "good.html", tmp_path / "good.html")
    running.start(1, "html", "bad.html", tmp_path / "bad.html")
    assert running.waiting() == ("Nu Html Checker",)
    running.start(2, "pdf", "other.pdf", tmp_path / "other.pdf")
    found = running.found()
    assert [one.severity for one in found[0]] == []
    assert "error" in {one.severity for one in found[1]}
    assert {one.code for one in found[1]} == {"outside-nu"}
    assert 2 not in found


def test_one_that_does_not_run_is_said_and_is_no_all_clear(tmp_path: Path) -> None:
    for name in ("EPUBCheck", "Ace", "Nu Html Checker"):
        broken = Checker(name, "epub", (str(shutil.which("false")),))
        (told,) = run(broken, "a.epub", tmp_path / "a.epub")
        assert (told.code, told.severity, name in told.message) == ("outside-unrun", "info", True)


def test_one_that_is_not_there_has_no_command_and_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert all(not one.command and one.fix for one in checkers())
