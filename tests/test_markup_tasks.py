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


def test_a_sign_that_stands_in_a_text_is_no_state() -> None:
    for text in ("- \ufdd0 words", "- \ufdd1 words\n- [x] done"):
        assert "checkbox" not in to_xhtml(text)
        assert "\ufdd0" in to_xhtml(text) or "[x] done" in to_xhtml(text)
