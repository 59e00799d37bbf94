"""pubpipe.cli.machine and doctor: what is installed is found, what is missing is named with its remedy."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pubpipe.cli import machine
from pubpipe.cli.app import main
from pubpipe.styling import load
from tests.support.command import pubpipe


def test_parts_of_a_working_installation_have_versions() -> None:
    found = {part.name: part.version for part in machine.parts()}
    assert list(found) == [
        "Python",
        "pubpipe",
        "pandoc",
        "WeasyPrint",
        "Pango",
        "HarfBuzz-subset",
        "EbookLib",
        "EPUBCheck",
        "veraPDF",
        "Ace",
        "Nu Html Checker",
    ]
    assert all(part.version[0].isdigit() for part in machine.parts() if part.needed)
    assert (found["EPUBCheck"], found["veraPDF"]) == ("yes", "yes")


def test_missing_library_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine.LIBRARIES, "Pango", ("libnot-there.so.0",))
    pango = next(part for part in machine.parts() if part.name == "Pango")
    assert pango.version == ""
    assert "pango" in pango.fix


def test_faces_are_those_of_the_style() -> None:
    style = load("default")
    found = machine.faces(style)
    assert {face.file for face in found} == {name for name in style.files if name.endswith(".ttf")}
    assert {"Source Serif 4", "Source Sans 3"} <= {face.family for face in found}


def test_scripts_have_a_family_or_a_remedy() -> None:
    found = machine.scripts()
    assert [script.name for script in found] == [name for name, _, _ in machine.SCRIPTS]
    assert all(bool(script.family) != bool(script.fix) for script in found)


def test_without_fontconfig_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert all(script.family is None and "fontconfig" in script.fix for script in machine.scripts())


def test_doctor_shows_all(tmp_path: Path) -> None:
    done = pubpipe("doctor", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    for words in ("pandoc", "HarfBuzz-subset", "Source Serif 4", "Devanagari", "Chinese, traditional"):
        assert words in done.stdout.decode()


def test_doctor_as_json(tmp_path: Path) -> None:
    found = json.loads(pubpipe("doctor", "--json", cwd=tmp_path).stdout)
    assert list(found) == ["parts", "style", "faces", "scripts"]
    assert found["style"] == "default"


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_doctor_fails_when_a_needed_part_is_missing(
    flags: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(machine.LIBRARIES, "Pango", ("libnot-there.so.0",))
    done = CliRunner().invoke(main, ("doctor", *flags))
    assert done.exit_code == 6
    if flags:
        assert json.loads(done.stdout)["parts"][4]["version"] == ""
    else:
        assert done.stderr.startswith("Error: missing: Pango\nHint: ")


def test_doctor_names_an_unknown_style(tmp_path: Path) -> None:
    done = pubpipe("doctor", "--style", "defualt", cwd=tmp_path)
    assert done.returncode == 4
    assert b"Did you mean 'default'?" in done.stderr
