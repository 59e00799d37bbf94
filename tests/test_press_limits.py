"""Limits: work that is too slow, too large or too deep ends with an error that says which limit and how to raise it."""

from __future__ import annotations

import importlib
import resource
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from pubpipe.errors import ArticleError, EditionError
from pubpipe.press.limits import USUAL, Limits, limits_of, within
from pubpipe.project import find
from pubpipe.settings import Settings
from tests.support.command import pubpipe

SMALL = Limits(1, 100, 1)


def test_time_is_up_even_where_every_exception_is_caught() -> None:
    def stubborn() -> None:
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue

    with (
        pytest.raises(EditionError, match=r"a\.md was not done after 1 second") as caught,
        within(SMALL, "a.md", EditionError),
    ):
        stubborn()
    assert "limits.time = 4" in caught.value.hint
    assert "PUBPIPE_LIMITS_TIME=4" in caught.value.hint
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_memory_is_bounded_within_and_free_again_afterwards() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with (
        pytest.raises(ArticleError, match="more memory than the limit of 100 MB") as caught,
        within(SMALL, "a.md", ArticleError),
    ):
        bytearray(200_000_000)
    assert "limits.memory = 200" in caught.value.hint
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytearray(200_000_000)) == 200_000_000


def test_depth_and_bugs_are_errors_of_their_article() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(ArticleError, match="nested too deeply"), within(USUAL, "a.md", ArticleError):
        deeper()
    with pytest.raises(ArticleError, match="unexpected KeyError"), within(USUAL, "a.md", ArticleError):
        raise KeyError("x")
    with pytest.raises(EditionError, match=r"^as it is$"), within(USUAL, "a.md", ArticleError):
        raise EditionError("as it is")


def test_no_module_is_left_half_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slowly_imported.py").write_text(
        "import signal\nsignal.raise_signal(signal.SIGALRM)\nwhole = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    whole = []
    with (
        pytest.raises(ArticleError, match="was not done after 300 seconds"),
        within(USUAL, "a.md", ArticleError),
    ):
        whole.append(importlib.import_module("slowly_imported").whole)
        signal.raise_signal(signal.SIGALRM)
    assert whole == [True]
    del sys.modules["slowly_imported"]


def test_what_a_style_brings_is_suspected_and_the_place_is_told() -> None:
    def deeper() -> None:
        deeper()

    def files() -> tuple[str, ...]:
        return tuple(f"{n}.css" for n in range(9))

    with pytest.raises(ArticleError) as caught, within(USUAL, "making it", ArticleError, files):
        try:
            deeper()
        except RecursionError as error:
            error.add_note("style 'mine', a.css")
            raise
    assert caught.value.message == "making it is nested too deeply, at style 'mine', a.css"
    assert "try it without 0.css, 1.css, 2.css, 3.css, 4.css, 5.css and 3 more." in caught.value.hint
    with pytest.raises(ArticleError) as caught, within(USUAL, "making it", ArticleError, files):
        raise KeyError("x")
    assert caught.value.message == "making it ended with KeyError: 'x'"
    assert "bug" not in caught.value.hint


def test_no_traceback_is_shown_where_time_is_up_while_something_is_cleared_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Slow:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGALRM)

    shown: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", shown.append)
    with within(USUAL, "a.md", ArticleError):
        Slow()
    assert shown == []
    assert sys.unraisablehook == shown.append


def test_in_a_thread_work_is_done_without_a_clock() -> None:
    done = []

    def work() -> None:
        with within(SMALL, "a.md", ArticleError):
            done.append(signal.getitimer(signal.ITIMER_REAL)[0])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [0]


def test_a_timer_of_somebody_else_is_left_alone() -> None:
    signal.setitimer(signal.ITIMER_REAL, 1000)
    try:
        with within(SMALL, "a.md", ArticleError):
            pass
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 900
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_limits_come_from_the_settings(tmp_path: Path) -> None:
    (tmp_path / "pubpipe.toml").write_text("[limits]\ntime = 7\nmemory = 500\nbytes = 2\n")
    limits = limits_of(find(tmp_path).settings)
    assert limits == Limits(7, 500, 2)
    assert limits.largest == 2_000_000
    assert limits_of(Settings()) == USUAL


def test_a_file_over_the_limit_is_refused_and_its_neighbour_built(tmp_path: Path) -> None:
    (tmp_path / "pubpipe.toml").write_text("limits.bytes = 1\n")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "large.md").write_text("# Large\n\n" + "word " * 300_000)
    (tmp_path / "source" / "good.md").write_text("# Good\n\nThe council met on Monday.\n")
    run = pubpipe("all", "--formats", "md", cwd=tmp_path)
    assert run.returncode == 3
    assert b"source/large.md has 2 MB, more than the limit of 1 MB" in run.stderr
    assert b"PUBPIPE_LIMITS_BYTES=2" in run.stderr
    assert (tmp_path / "dist" / "good.md").is_file()
    assert pubpipe("all", "--formats", "md", cwd=tmp_path, PUBPIPE_LIMITS_BYTES="2").returncode == 0
