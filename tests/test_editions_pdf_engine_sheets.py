"""Stylesheets that were read before: the same selectors, declarations and faces, or read anew."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from pubpipe.compiled import Store
from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.engine import sheets

ROOT = Path(__file__).parents[1]
CSS = """
@font-face { font-family: A; src: url(a.ttf); font-weight: bold }
@page :first { margin: 1cm; @top-left { content: counter(page) } }
@counter-style dots { system: cyclic; symbols: "." }
p, .b > a[href^="x"]::before, li:nth-child(2n+1):not(.c) { color: rgb(1 2 3 / 50%); margin: 1em auto; --x: 1px }
#i { width: calc(1px + 2em); background: linear-gradient(red, blue); font: italic 1em "A", serif; width: var(--x) }
"""


class Fonts:
    def __init__(self) -> None:
        self.faces: list[str] = []

    def add_font_face(self, descriptors: dict[str, Any], fetcher: object) -> None:
        self.faces.append(repr(descriptors))


def told(value: object) -> object:
    """A value of WeasyPrint's as text: nodes by their tokens, functions by their code."""
    if hasattr(value, "__code__"):
        return value.__code__
    if isinstance(value, dict):
        return {repr(k): told(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [type(value).__name__, *map(told, value)]
    if hasattr(value, "serialize"):
        return type(value).__name__, value.serialize()
    return type(value).__name__, repr(value) if type(value).__repr__ is not object.__repr__ else told(
        vars(value)
    )


def read(
    css: str, monkeypatch: pytest.MonkeyPatch, store: Store, base: str | None = "style:"
) -> tuple[object, int]:
    """Return all that reading a stylesheet leaves behind, and how often WeasyPrint read it."""
    engine.load()
    import cssselect2
    from weasyprint.css import preprocess_stylesheet

    times = []

    def slow(*arguments: Any, **more: Any) -> None:
        times.append(1)
        preprocess_stylesheet(*arguments, **more)

    monkeypatch.setattr("pubpipe.compiled.store", lambda: store)
    matcher, fonts = cssselect2.Matcher(), Fonts()
    rules: list[object] = []
    layers: list[str] = []
    counters: dict[str, object] = {}
    quick = sheets.Reader(slow, tinycss2.parse_stylesheet, "1")
    quick("print", base, sheets.Text(css), None, matcher, rules, layers, fonts, counters, {})
    pages = [one[1:] for one in rules if isinstance(one, tuple)]
    return told((vars(matcher), pages, layers, fonts.faces, counters)), len(times)


def test_what_was_read_before_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    first, once = read(CSS, monkeypatch, store)
    second, never = read(CSS, monkeypatch, store)
    assert (once, never) == (1, 0)
    assert second == first
    assert "linear-gradient" in str(first) or "LinearGradient" in str(first)
    assert "font_weight" in str(first)


@pytest.mark.parametrize(
    "css",
    [
        pytest.param("p { colour: red }", id="what is said of it must be said again"),
        pytest.param("@import 'x.css'; p { color: red }", id="what it imports is not in it"),
    ],
)
def test_what_hangs_on_more_than_its_text_is_read_each_time(
    css: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store()
    assert [read(css, monkeypatch, store)[1] for _ in range(2)] == [1, 1]


def test_a_page_of_an_article_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store()
    assert [read(CSS, monkeypatch, store, "asset:")[1] for _ in range(2)] == [1, 1]
    assert not store.values


def test_a_later_start_reads_no_stylesheet_and_gives_the_same_bytes(tmp_path: Path) -> None:
    code = """
import hashlib, sys
from pathlib import Path
from pubpipe import compiled
compiled._path = lambda: Path(sys.argv[1])
with compiled.kept():
    from pubpipe.editions import pdf
    from pubpipe.editions.pdf import engine
    from pubpipe.editions.pdf.engine import sheets
    from tests.support.manuscripts import edition, founding, rich
    made = []
    dumped = sheets._dumped
    sheets._dumped = lambda *a: made.append(1) or dumped(*a)
    if sys.argv[2]:
        engine.load()
    else:
        engine.load(("packing",))
    for manuscript in (founding(), rich()):
        print(hashlib.sha256(pdf.render(edition(manuscript, "pdf")).content).hexdigest())
    print(len(made))
"""
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    answers = []
    for savings in ("", "all", "all"):
        command = [sys.executable, "-c", code, str(tmp_path / "compiled.bin"), savings]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
        answers.append(done.stdout.split())
    plain, first, second = answers
    assert plain[:2] == first[:2] == second[:2]
    assert int(plain[2]) == int(second[2]) == 0
    assert int(first[2]) >= 5
