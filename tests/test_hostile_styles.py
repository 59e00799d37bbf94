"""A stranger's style whose sheets and templates have no end: it costs its own editions at most, told with its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pubpipe.model import Edition, Style
from pubpipe.press.limits import Limits
from pubpipe.press.workers.pool import pooled
from tests.conftest import Amount
from tests.hostile.harness import NEIGHBOURS, attempt, canary
from tests.hostile.harness import Limits as Taken
from tests.hostile.styles import styles
from tests.support.law import manuscript
from tests.support.manuscripts import edition

ARTICLE = manuscript(
    "# Styles\n\nThe council met on [Monday](https://example.org/a), *and* voted.[^1]\n\n## Next\n\n- Work\n\n"
    "> It begins **in spring**.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: A note.\n"
)
FORMATS = ("pdf", "pdf-large", "epub", "html", "txt")


def test_no_style_does_harm(amount: Amount) -> None:
    known = [one for n, one in enumerate(styles()) if n % amount(16, 1) == 0]
    usual = edition(ARTICLE, "pdf").style.files
    asked: dict[int, tuple[Edition, ...]] = {}
    for n, (_, own) in enumerate(known):
        style = Style("mine", dict(sorted({**usual, **own}.items())), frozenset(own))
        asked[n] = tuple(replace(edition(ARTICLE, form), style=style) for form in FORMATS)
    done = dict(pooled(asked.items(), 2, Limits(amount(2, 20), 800, 100)))
    assert sorted(done) == sorted(asked)
    for n, (name, own) in enumerate(known):
        for form, result in zip(FORMATS, done[n], strict=True):
            if result.failure is not None:
                told = f"{result.failure.message} {result.failure.hint}"
                assert any(file in told for file in (*own, "style 'mine', ")), (name, form, told)
                assert "bug" not in told, (name, form, told)
        assert done[n][-1].rendering is not None, name


def test_a_style_costs_its_own_editions_and_the_index_no_article(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Styles\n\nThe council met on Monday.\n")
    files = {"index.html": b"\n{{ 'x' * 9999999999 }}", "print-own.css": b"@import 'style:print-own.css';"}
    settings = 'style = "mine"\nlimits.memory = 800\n'
    with canary() as (_, asked):
        trial = attempt(
            [tmp_path / "article.md"], asked, Taken(settings=settings), ("md", "pdf", "html"), style=files
        )
    assert trial.code == 5
    assert set(trial.faults) == {f"{neighbour}: its pdf was not built" for neighbour in NEIGHBOURS}
    for said in (
        "making it needs more memory than the limit of 800 MB, at style 'mine', index.html, line 2",
        "making it is nested too deeply, at style 'mine', print-own.css",
    ):
        assert said in trial.told
