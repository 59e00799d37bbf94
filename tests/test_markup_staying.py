"""One pandoc that stays: the same answers, a fresh one for a dead one, a memory that is bounded."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pubpipe.markup import staying as module
from pubpipe.markup import to_xhtml
from pubpipe.markup.staying import Staying
from pubpipe.markup.tasks import shown, signed
from pubpipe.markup.xhtml import staying
from pubpipe.normalize import document as doc
from pubpipe.normalize.printer import print_blocks
from tests.support import trees
from tests.support.manuscripts import rich

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def pandoc() -> Iterator[Staying]:
    one = staying()
    yield one
    one.end()


def test_it_answers_as_one_that_is_started(pandoc: Staying) -> None:
    texts = ["", "\n", "a <b>c</b>", "one\n", "![a](film.mp4) ![b](page.html)", rich().body]
    texts += [path.read_text("utf-8") for path in sorted(GOLDEN.glob("*/canonical.md"))[::4]]
    for text in texts:
        assert pandoc.answer(text) == to_xhtml(text)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=st.lists(trees.blocks, min_size=5, max_size=20))
def test_it_reads_what_the_printer_prints(pandoc: Staying, blocks: list[doc.Block]) -> None:
    text = print_blocks(blocks)
    answer = pandoc.answer(signed(text))
    assert shown(answer or "", text) == to_xhtml(text) or (
        answer is None and any(sign < "\n" for sign in text)
    )


@pytest.mark.parametrize(
    "text", ["```\n\ttabs in code\n```", "a\ttab", "one\r\ntwo", "\ufeffmark", "word " * 50_000]
)
def test_what_it_would_read_otherwise_and_books_are_not_for_it(pandoc: Staying, text: str) -> None:
    assert pandoc.answer(text) is None
    assert pandoc.pid is None


def test_one_that_died_is_replaced(pandoc: Staying) -> None:
    assert pandoc.answer("*a*") == "<p><em>a</em></p>\n"
    first = pandoc.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert pandoc.answer("*b*") in (None, "<p><em>b</em></p>\n")
    assert pandoc.answer("*c*") == "<p><em>c</em></p>\n"
    assert pandoc.pid not in (None, first)


def test_its_memory_is_told_and_bounded(pandoc: Staying, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pandoc.memory() == 0
    pandoc.answer("A text.")
    # Its program alone has more than 150 MB, which all of them share.
    assert 2**20 < pandoc.memory() < 2**27
    monkeypatch.setattr(module, "_MOST", 2**20)
    assert pandoc.answer("Another text.") == "<p>Another text.</p>\n"
    assert pandoc.pid is None
    assert pandoc.memory() == 0
    assert pandoc.answer("A third text.") == "<p>A third text.</p>\n"


def test_it_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    one = staying()
    assert one.answer("A text.") == "<p>A text.</p>\n"
    assert list(tmp_path.iterdir())
    one.end()
    assert not list(tmp_path.iterdir())


def test_one_that_does_not_end_is_killed(pandoc: Staying) -> None:
    pandoc.answer("A text.")
    assert pandoc.pid is not None
    os.kill(pandoc.pid, signal.SIGSTOP)
    pandoc.end()
    assert pandoc.pid is None
