"""Bold that a face does not have: named with the words that show it, and nothing said of a face that has it."""

from __future__ import annotations

import dataclasses

import pytest

from pubpipe.editions.pdf import render
from pubpipe.model import Style
from tests.support.law import manuscript
from tests.support.manuscripts import edition


def test_a_face_without_bold_is_named() -> None:
    base = edition(manuscript("Some **stronger words** and *slanted* ones.\n"), "pdf")
    files = {
        **base.style.files,
        "print-faces-own.css": b"@font-face { font-family: Lone; src: url(style:fonts/SourceSerif4-Regular.ttf) }",
        "tokens-own.css": b":root { --print-text: Lone, serif }",
    }
    made = render(dataclasses.replace(base, style=Style("mine", files)))
    (found,) = made.findings
    assert found.code == "pdf-face-without-bold"
    assert "'Lone' has no bold here" in found.message
    assert "“stronger words”" in found.message


@pytest.mark.parametrize("style", ["default", "handout"])
def test_house_faces_have_their_bold(style: str) -> None:
    assert not render(edition(manuscript("**Bold** and\n\n## **A *heading*** `x`\n"), "pdf", style)).findings
