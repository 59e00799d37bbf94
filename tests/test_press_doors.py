"""Registered readers: which one takes a suffix, told without importing the others."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pubpipe import compiled, installed
from pubpipe.errors import ConfigurationError
from pubpipe.press import doors

READER = """SUFFIXES = (".told",)


def read(received):
    raise NotImplementedError
"""


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As at a start: nothing known in this process, what is kept for an installation is empty."""
    store = compiled.Store()
    monkeypatch.setattr(compiled, "store", lambda: store)
    forget()
    yield
    forget()


def forget() -> None:
    doors._suffixes.cache_clear()
    doors._doors.cache_clear()


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a reader of its own."""
    described = tmp_path / "stranger-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[pubpipe.readers]\ntold = stranger_reader:read\n")
    (tmp_path / "stranger_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "stranger_reader", raising=False)
    return tmp_path / "stranger_reader.py"


def test_a_reader_is_found_without_importing_the_others(
    stranger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = doors.suffixes()
    assert {".txt", ".docx", ".html", ".pdf", ".told"} <= set(known)
    forget()
    loaded = list[str]()
    load = installed.Point.load

    def loading(point: installed.Point) -> object:
        loaded.append(point.name)
        return load(point)

    monkeypatch.setattr(installed.Point, "load", loading)
    assert doors.suffixes() == known
    assert doors.reader(".TXT") is not None
    assert doors.reader(".none") is None
    assert loaded == ["text"]


def test_a_reader_that_takes_other_files_since_is_asked_again(
    stranger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ".told" in doors.suffixes()
    forget()
    stranger.write_text(READER.replace(".told", ".tell"))
    os.utime(stranger, (1, 1))
    monkeypatch.delitem(sys.modules, "stranger_reader")
    assert ".told" not in doors.suffixes()
    assert ".tell" in doors.suffixes()


def test_a_reader_that_cannot_be_loaded_is_told(stranger: Path) -> None:
    stranger.write_text("import not_there\n")
    with pytest.raises(ConfigurationError, match="stranger_reader:read cannot be loaded"):
        doors.suffixes()


def test_a_module_without_a_file_has_no_state() -> None:
    assert installed.Point("a", "sys:exit").state() == ("", 0, 0)
    assert installed.Point("a", "nowhere.at_all:read").state() == ("", 0, 0)
    assert installed.Point("a", "pubpipe.readers.text:read").state()[1] > 100
