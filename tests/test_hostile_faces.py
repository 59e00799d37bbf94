"""A stranger's style with hostile faces: each costs its own editions at most, and what is said names the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pubpipe.cli.machine import faces as faces_of
from pubpipe.model import Ebook, Edition, Options, Style
from pubpipe.press.limits import Limits
from pubpipe.press.workers.pool import pooled
from tests.conftest import Amount
from tests.hostile.faces import faces
from tests.hostile.harness import NEIGHBOURS, attempt, canary
from tests.hostile.harness import Limits as Taken
from tests.support.law import manuscript
from tests.support.manuscripts import edition

ARTICLE = manuscript(
    "# Faces\n\nThe council met on Monday, *and* voted.\n\n## Next\n\n> Work begins **in spring**.\n"
)
FORMATS = ("pdf", "pdf-large", "epub", "html")


def sheets(name: str) -> dict[str, bytes]:
    """Return stylesheets that set everything in one face."""
    rule = '@font-face {{ font-family: "Hostile"; src: url("{}fonts/{}"); unicode-range: U+0-10FFFF }}\n'
    return {
        "print-own.css": f"{rule.format('style:', name)} body, h1, h2, p {{ font-family: Hostile }}".encode(),
        "ebook-faces.css": rule.format("", name).encode(),
        "web-faces.css": rule.format("", name).encode(),
        "web-own.css": b'body { font-family: "Hostile" }',
    }


def styled(usual: Mapping[str, bytes], name: str, data: bytes) -> Style:
    own = {**sheets(name), f"fonts/{name}": data}
    return Style("mine", dict(sorted({**usual, **own}.items())), frozenset(own))


def test_no_face_does_harm(amount: Amount) -> None:
    # Every twelfth, and those that an error of a library's once came from.
    odd = {"axes-lying.ttf", "drawings.ttf", "lying-count.ttf", "lying-place-OS2.ttf", "woff2-bomb.woff2"}
    known = [(name, data) for n, (name, data) in enumerate(faces()) if n % amount(12, 1) == 0 or name in odd]
    usual = edition(ARTICLE, "pdf").style.files
    asked: dict[int, tuple[Edition, ...]] = {}
    for n, (name, data) in enumerate(known):
        style, options = styled(usual, name, data), Options(ebook=Ebook(fonts=True))
        asked[n] = tuple(replace(edition(ARTICLE, form), style=style, options=options) for form in FORMATS)
    done = dict(pooled(asked.items(), 2, Limits(600, 800, 100)))
    assert sorted(done) == sorted(asked)
    for n, (name, _) in enumerate(known):
        for form, result in zip(FORMATS, done[n], strict=True):
            if result.failure is not None:
                assert f"fonts/{name}" in result.failure.message, (name, form, result.failure)
                assert "bug" not in result.failure.hint
            else:
                assert result.rendering is not None
        assert done[n][3].rendering is not None, name
    assert all(result.rendering for result in done[0])


def test_doctor_reads_every_face() -> None:
    found = {face.file: face for name, data in faces() for face in faces_of(Style("mine", {name: data}))}
    assert found["sound.ttf"].family == "Hostile"
    assert found["cut-half.ttf"].family == ""


@pytest.mark.parametrize(
    ("name", "lost", "said"),
    [
        ("axes-lying.ttf", {"pdf"}, "style 'mine': no text can be set in fonts/axes-lying.ttf: "),
        ("cut-half.ttf", {"epub"}, "style 'mine': fonts/cut-half.ttf is not a font"),
    ],
)
def test_a_face_costs_the_editions_that_are_set_in_it(
    name: str, lost: set[str], said: str, tmp_path: Path
) -> None:
    data = dict(faces())[name]
    style = {**sheets(name), f"fonts/{name}": data}
    (tmp_path / "article.md").write_text("# Faces\n\nThe council met on Monday.\n")
    settings = 'style = "mine"\n[epub]\nfonts = true\n'
    with canary() as (_, asked):
        trial = attempt([tmp_path / "article.md"], asked, Taken(settings=settings), style=style)
    assert trial.code == 4
    assert set(trial.faults) == {
        f"{neighbour}: its {form} was not built" for neighbour in NEIGHBOURS for form in lost
    }
    assert said in trial.told
