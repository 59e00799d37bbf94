"""Listings in raw text: fenced ones byte for byte, guessed ones with a finding, prose never."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import draft, galley, normalized

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)


def listings(text: str) -> list[tuple[str, str]]:
    return [(p.block.text, p.block.info) for p in galley(text).pieces if isinstance(p.block, doc.CodeBlock)]


@pytest.mark.parametrize(
    ("fenced", "code", "info"),
    [
        ("```python\ndef f(x):\n\n    return  x # “a”\n```", "def f(x):\n\n    return  x # “a”", "python"),
        ("~~~\n```\na\tb\n~~~~", "```\na\tb", ""),
        ("  ```\n  a\n    b\n  ```", "a\n  b", ""),
    ],
)
def test_a_fence_is_code_byte_for_byte(fenced: str, code: str, info: str) -> None:
    text = f"Boats\n\n{PROSE}\n\n{fenced}\n\n{PROSE}"
    assert listings(text) == [(code, info)]
    manuscript, ledger = normalized(text)
    assert not [e for e in ledger.events if e.step == "code"]
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return x\n\nprint(f(2))",
        "$ sudo apt install boats\n$ boats --count 12",
        ">>> boats(2020)\n4\n>>> boats(2021)\n5",
        "function count(boats) {\n  let n = 0;\n  for (const b of boats) { n += 1; }\n\n  return n;\n}",
        '{\n  "boats": 4,\n  "people": 200\n}',
        "#include <stdio.h>\nint main(void)\n{\n    puts(\"boats\");\n}",
    ],
)  # fmt: skip
def test_what_is_written_as_code_is_kept_as_a_listing_and_told(code: str) -> None:
    indented = "\n".join(f"    {line}" if line else "" for line in code.split("\n"))
    for text in (f"{PROSE}\n\n{code}\n\n{PROSE}", f"{PROSE}\n\n{indented}\n\n{PROSE}", f"{PROSE}\n{code}"):
        assert listings(text) == [(code, "")]
    _, _, findings = normalize(draft(f"Boats\n\n{PROSE}\n\n{code}\n\n{PROSE}"), Wishes("a"))
    (told,) = (finding for finding in findings if finding.code == "normalize-code")
    assert (told.severity, told.place and told.place.line) == ("warning", 5)
    assert "--off code" in told.hint


@pytest.mark.parametrize(
    "text",
    [
        "```\nNothing closes this.",
        "The plan costs\n$ 5 million this year\n$ 6 million next year\n$ 7 million after that.",
        "For the sake of all:\nif we go there,\nelse we stay (at home);\nreturn to me;",
        "Author(s)\nEditor(s)\nPublisher(s)",
        "import taxes\nfrom Berlin\nlet us go\nclass of 1984",
        "Title\n=====\nOne == and the other.",
        "E = mc2\nF = ma\np = mv",
        "O wild West Wind (thou breath);\nthe leaves dead;\nare driven;",
    ],
)
def test_prose_is_none(text: str) -> None:
    assert listings(f"{PROSE}\n\n{text}\n\n{PROSE}") == []


def test_it_can_be_switched_off() -> None:
    wishes = Wishes("a", switches={"code": False})
    manuscript, _, findings = normalize(draft(f"{PROSE}\n\n```\na = f(b);\n```"), wishes)
    assert "\n```\n" not in manuscript.body
    assert not [finding for finding in findings if finding.code == "normalize-code"]


TREE = "src\n├── boats\n│   └── oars.py\n└── harbour.py"


def test_what_is_drawn_letter_below_letter_is_kept_so() -> None:
    frame = "┌─────┬─────┐\n│a    │b b  │\n├─────┼─────┤\n│c    │d    │\n└─────┴─────┘"
    for drawn in (frame, TREE.partition("\n")[2]):
        indented = "\n".join(f"   {line}" for line in drawn.split("\n"))
        text = f"Boats\n\n{PROSE}\n\n{indented}\n\n{PROSE} Or so they say."
        assert listings(text) == [(drawn, "")]
        (event,) = [e for e in normalized(text)[1].events if e.step == "code"]
        assert "lines drawn with boxes and strokes are kept as a listing" in event.reason


def test_a_stroke_between_paragraphs_is_no_drawing() -> None:
    assert listings(f"Boats\n\n{PROSE}\n\n──────\n\n{PROSE} │ Or so they say.") == []
