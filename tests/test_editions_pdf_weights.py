"""Bold, light and italic that a face does not have: named with the words that show it; nothing where it has them."""

from __future__ import annotations

import dataclasses

import pytest

from pubpipe.editions.pdf import render
from pubpipe.model import Finding, Place, Style
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


def own(rules: str, tokens: str = ":root { --size: 11pt }") -> list[Finding]:
    """What is found when a style of one's own asks for more than the house's faces have."""
    base = edition(manuscript("Some words.\n"), "pdf")
    files = {**base.style.files, "print-own.css": rules.encode(), "tokens-own.css": tokens.encode()}
    style = Style("mine", files, frozenset({"print-own.css", "tokens-own.css"}))
    return list(render(dataclasses.replace(base, style=style)).findings)


@pytest.mark.parametrize(
    ("rules", "kind", "said"),
    [
        (
            ".headline {\n  font-weight: 900 }",
            "weight",
            "no weight near 900 here: what is set in it is drawn in 600",
        ),
        (
            "\n.text p { font-stretch: extra-condensed }",
            "width",
            "no extra-condensed width here: what is set in it is no narrower than other words",
        ),
    ],
)
def test_what_a_style_asks_for_and_no_face_has_is_told_with_its_line(
    rules: str, kind: str, said: str
) -> None:
    (found,) = own(rules)
    assert found.code == f"pdf-face-without-{kind}"
    assert found.message.startswith(f"style 'mine', print-own.css, line 2: the face 'House Serif' has {said}")
    assert found.place == Place("print-own.css", 2)


def test_a_token_asks_too() -> None:
    (found,) = own(".text p { font: var(--mine) }", ":root {\n  --mine: 900 1rem House Serif }")
    assert found.place == Place("tokens-own.css", 2)


@pytest.mark.parametrize(
    "rules",
    [
        "h1 { font-weight: 800 } .text p { font-weight: 500 }",
        "@font-face { font-family: Heavy; font-weight: 900; src: url(style:fonts/SourceSerif4-SemiBold.ttf) }"
        " h1 { font: 900 1rem Heavy }",
        "@font-face { font-family: Slim; font-stretch: condensed; src: url(style:fonts/SourceSans3-Regular.ttf) }"
        " h1 { font-family: Slim; font-weight: 400; font-stretch: semi-condensed }",
    ],
)
def test_what_is_near_or_declared_by_the_style_is_there(rules: str) -> None:
    assert not own(rules)


def test_letters_that_have_no_italic_lack_none() -> None:
    assert not lone("Some *漢字* and *123*.\n")


@pytest.mark.parametrize("form", ["pdf", "pdf-large"])
@pytest.mark.parametrize("style", ["default", "book", "handout"])
def test_house_faces_have_what_they_need(style: str, form: str) -> None:
    text = "**Bold** *and* ***both***, *`code`* **`in`** both\n\n## A *heading*** `x`\n\n> *Said* `so`\n"
    assert not render(edition(manuscript(text), form, style)).findings
