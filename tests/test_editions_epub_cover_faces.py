"""Which face sets a headline: the house's, another of the style's, or an installed one that has every character."""

from __future__ import annotations

from pathlib import Path

import pytest

from pubpipe.editions.epub.cover import faces
from pubpipe.editions.epub.cover.face import Face
from pubpipe.styling import load

SERIF, SANS = "fonts/SourceSerif4-SemiBold.ttf", "fonts/SourceSans3-SemiBold.ttf"
LISTED = (
    "/n/NotoSans-Bold.ttf\t0\tNoto Sans\t200\t0\tFalse\n"
    "/n/NotoSerif-Regular.ttf\t0\tNoto Serif\t80\t0\tFalse\n"
    "/n/NotoSerif-BoldItalic.ttf\t0\tNoto Serif\t200\t100\tFalse\n"
    "/n/NotoSerifCJK.ttc\t65539\tNoto Serif CJK KR\t200\t0\tFalse\n"
    "/n/NotoSerifCJK.ttc\t0\tNoto Serif CJK JP\t200\t0\tFalse\n"
    "/n/NotoSansMono-Bold.ttf\t0\tNoto Sans Mono\t200\t0\tFalse\n"
    "/n/Comic.ttf\t0\tComic Relief\t200\t0\tFalse\n"
    "/d/DejaVuSans-Bold.ttf\t0\tDejaVu Sans\t200\t0\tFalse\n"
)


def listed(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let `fc-list` be a script of ours, so that what is installed here does not matter."""
    folder.mkdir(exist_ok=True)
    tool = folder / "fc-list"
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    faces._installed.cache_clear()


def test_the_houses_own_face_comes_first() -> None:
    found = faces.choose("Peace talks", load("default"), SANS, "en")
    assert isinstance(found, Face)
    assert found.name == SANS


def test_the_fittest_installed_face_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list").write_text(LISTED, encoding="utf-8")
    listed(tmp_path / "bin", monkeypatch, f"cat {tmp_path}/list")
    japanese = faces._installed("日", serif=True, bold=True, region="JP")
    assert japanese[0] == ("/n/NotoSerifCJK.ttc", 0)
    names = [path for path, _ in japanese]
    assert names.index("/n/NotoSans-Bold.ttf") < names.index("/d/DejaVuSans-Bold.ttf")
    assert not {"/n/Comic.ttf", "/n/NotoSansMono-Bold.ttf", "/n/NotoSerif-BoldItalic.ttf"} & set(names)
    korean = faces._installed("日", serif=True, bold=True, region="KR")
    assert korean.index(("/n/NotoSerifCJK.ttc", 3)) < korean.index(("/n/NotoSerifCJK.ttc", 0))


@pytest.mark.parametrize("script", ["exit 1", "sleep 0; printf '\\377'"])
def test_a_machine_that_cannot_tell_has_none(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(tmp_path, monkeypatch, script)
    assert faces.choose("日米", load("default"), SERIF, "ja") is None
    faces._installed.cache_clear()


def test_an_installed_face_sets_what_the_style_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    # DejaVu comes with every Debian and with the set-up of the tests; it has Hebrew, the house's faces have not.
    faces._installed.cache_clear()
    found = faces.choose("הסכם חדש", load("default"), SERIF, "he")
    assert isinstance(found, Face)
    assert found.can_set("הסכם")
