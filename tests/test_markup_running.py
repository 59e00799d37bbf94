"""Pandoc started for one thing: where it is, its version, its errors."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypandoc
import pytest

from pubpipe.errors import EditionError
from pubpipe.markup import running
from pubpipe.markup.running import Running, memory_for, pandoc_path, pandoc_version


def test_pandoc_is_there_and_tells_its_version() -> None:
    assert Path(pandoc_path()).is_file()
    assert int(pandoc_version().split(".")[0]) >= 3


def test_a_pandoc_that_does_not_finish_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubpipe.markup.running._TIMEOUT", 0)
    with pytest.raises(EditionError, match="did not finish within 0 seconds"):
        Running(["--from=commonmark"], b"text").output()


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pandoc on PATH that says it is newer."""
    program = tmp_path / "pandoc"
    program.write_text("#!/bin/sh\necho pandoc 99.1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    pandoc_path.cache_clear()
    pypandoc.clean_pandocpath_cache()
    yield program
    monkeypatch.undo()
    pandoc_path.cache_clear()
    pypandoc.clean_pandocpath_cache()


def test_a_newer_pandoc_on_the_path_changes_no_bytes(other: Path) -> None:
    assert Path(pandoc_path()).parent.parent == Path(pypandoc.__file__).parent


def test_another_pandoc_may_be_named(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYPANDOC_PANDOC", str(other))
    assert pandoc_path() == str(other)


def test_without_its_own_the_one_on_the_path_is_taken(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubpipe.markup.running.find_spec", lambda _: None)
    assert pandoc_path() == "pandoc"


def test_what_was_made_is_given_again() -> None:
    running = Running(["--from=commonmark", "--to=html5"], b"*a*")
    assert running.output() == running.output() == "<p><em>a</em></p>\n"


def test_arguments_that_pandoc_refuses_are_told_in_its_words() -> None:
    with pytest.raises(EditionError, match="pandoc: Unknown input format none"):
        Running(["--from=none"], b"").output()


def test_pandoc_keeps_to_the_memory_that_a_text_needs(amount: Callable[[int, int], int]) -> None:
    for words in (1, 1_000, 3_000, amount(10_000, 100_000)):
        text = b"A *word* and another.\n\n" * (words // 4)
        arguments = ["--from=commonmark", "--to=html5"]
        memory = memory_for(len(text))
        assert memory[:2] == ["+RTS", "-H1m"]
        assert Running([*arguments, *memory], text).output() == Running(arguments, text).output()
        told = subprocess.run(
            [pandoc_path(), *arguments, *memory[:-1], "-t", "--machine-readable", "-RTS"],
            input=text,
            capture_output=True,
            check=True,
        )
        taken = dict(re.findall(r'"(\w+)", "(\d+)"', told.stderr.decode()))
        assert int(taken["max_mem_in_use_bytes"]) < 60_000_000


def test_another_pandoc_is_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_PROVED", "0")
    assert memory_for(1_000) == []
    monkeypatch.undo()
    monkeypatch.setattr(running, "pandoc_path", lambda: "/usr/bin/pandoc")
    assert memory_for(1_000) == []
