"""Pandoc started for one thing: where it is, its version, its errors."""

from pathlib import Path

import pytest

from pubpipe.errors import EditionError
from pubpipe.markup.running import Running, pandoc_path, pandoc_version


def test_pandoc_is_there_and_tells_its_version() -> None:
    assert Path(pandoc_path()).is_file()
    assert int(pandoc_version().split(".")[0]) >= 3


def test_a_pandoc_that_does_not_finish_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubpipe.markup.running._TIMEOUT", 0)
    with pytest.raises(EditionError, match="did not finish within 0 seconds"):
        Running(["--from=commonmark"], b"text").output()


def test_what_was_made_is_given_again() -> None:
    running = Running(["--from=commonmark", "--to=html5"], b"*a*")
    assert running.output() == running.output() == "<p><em>a</em></p>\n"


def test_arguments_that_pandoc_refuses_are_told_in_its_words() -> None:
    with pytest.raises(EditionError, match="pandoc: Unknown input format none"):
        Running(["--from=none"], b"").output()
