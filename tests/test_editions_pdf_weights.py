"""Bold, light and italic that a face does not have: named with the words that show it; nothing where it has them."""

from __future__ import annotations

import dataclasses

import pytest

from pubpipe.editions.pdf import render
from pubpipe.model import Finding, Style
from tests.support.law import manuscript
from tests.support.manuscripts import edition


def lone(markdown: str, rules: str = "") -> list[Finding]:
    """What is found when an article is set in a family of one upright face of one weight."""
    base = edition(manuscript(markdown), "pdf")
    files = {
        **base.style.files,
        "print-faces-own.css": b"@font-face { font-family: Lone; src: url(style:fonts/SourceSerif4-Regular.ttf) }",
        "tokens-own.css": b":root { --print-text: Lone, serif }",
        "print-own.css": rules.encode(),
    }
    return list(render(dataclasses.replace(base, style=Style("mine", files))).findings)


@pytest.mark.parametrize(
    ("markdown", "kind", "words"),
    [
        ("Some **stronger words** here.\n", "bold", "stronger words"),
        ("Some *slanted words* here.\n", "italic", "slanted words"),
    ],
)
def test_what_a_face_lacks_is_named(markdown: str, kind: str, words: str) -> None:
    (found,) = lone(markdown)
    assert found.code == f"pdf-face-without-{kind}"
    assert f"'Lone' has no {kind} here" in found.message
    assert f"“{words}”" in found.message


def test_a_face_without_light_is_named() -> None:
    (found,) = lone("Some words.\n", ".text p { font-weight: 300 }")
    assert found.code == "pdf-face-without-light"


def test_letters_that_have_no_italic_lack_none() -> None:
    assert not lone("Some *漢字* and *123*.\n")


@pytest.mark.parametrize("form", ["pdf", "pdf-large"])
@pytest.mark.parametrize("style", ["default", "book", "handout"])
def test_house_faces_have_what_they_need(style: str, form: str) -> None:
    text = "**Bold** *and* ***both***, *`code`* **`in`** both\n\n## A *heading*** `x`\n\n> *Said* `so`\n"
    assert not render(edition(manuscript(text), form, style)).findings
