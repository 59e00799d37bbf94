"""Tasks as boxes in XHTML: where canonical Markdown has one, and nowhere else."""

from __future__ import annotations

from lxml import etree

from pubpipe.markup import to_xhtml
from pubpipe.markup.tasks import signed

TASKS = """- [ ] to do
- [x] *done*
- words
  1. [x] within

> - [ ] loose
>
>   more

Words.[^1]

[^1]: - [x] of a note
"""


def _boxes(markdown: str) -> list[tuple[str, str, str]]:
    tree = etree.fromstring(f"<div>{to_xhtml(markdown)}</div>")
    return [
        (str(box.get("aria-checked")), str(box.text), str(box.tail).strip())
        for box in tree.iterfind(".//li[@class='task']//span[@role='checkbox']")
    ]


def test_each_task_has_a_box_that_says_its_state() -> None:
    assert _boxes(TASKS) == [
        ("false", "☐", "to do"),
        ("true", "☑", ""),
        ("true", "☑", "within"),
        ("false", "☐", "loose"),
        ("true", "☑", "of a note"),
    ]


def test_words_in_brackets_and_code_are_left_alone() -> None:
    for text in (
        "- \\[x\\] words",
        "[x] words",
        "```\n- [x] words\n```",
        "> ~~~~\n> ~~~\n> - [ ] words\n> ~~~~",
        "- ```\n  - [x] words\n  ```",
        "Words `- [x] words` here.",
    ):
        assert signed(text) == text
    assert len(_boxes("```\n- [x] code\n```\n\n- [x] words")) == 1


def test_a_noncharacter_of_the_text_stays_beside_tasks() -> None:
    made = to_xhtml("- \ufdd0 words\n- [x] done \ufdd1")
    assert "<li>\ufdd0 words</li>" in made
    assert _boxes("- \ufdd0 words\n- [x] done \ufdd1") == [("true", "☑", "done \ufdd1")]


def test_a_text_of_nearly_all_noncharacters_keeps_its_states_as_they_are_written() -> None:
    text = "- [x] " + "".join(map(chr, range(0xFDD0, 0xFDEF)))
    assert signed(text) == text
    assert "checkbox" not in to_xhtml(text)


def test_a_box_among_the_words_of_an_item_stays_one() -> None:
    for box in "☐☒☑":
        for text in (f"1. {box} words", f"- {box} *words*", f"[^1]\n\n[^1]: - {box} words", f"- [ ] {box} x"):
            made = to_xhtml(text)
            assert "<input" not in made
            assert f"{box} " in made
    assert "<pre><code>☐ x ☒</code></pre>" in to_xhtml("```\n☐ x ☒\n```\n\n1. ☒ [a](https://e.org/☐)")
