"""Bare addresses in the words become links, where they are words of their own."""

import pytest

from pubpipe.normalize.galley import Wishes
from tests.support.drafts import normalized

REST = "\n\nMore words stand here, so that the first line is no title of what is below it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read it (https://a.org/x), please.", "Read it (<https://a.org/x>), please."),
        ("「https://a.org/x」を見る。", "「<https://a.org/x>」を見る。"),
        ("詳細はhttps://a.org/x", "詳細は<https://a.org/x>"),
        ("Write to ann@b.orghttps://a.org/x today.", "Write to ann@b.orghttps://a.org/x today."),
        ("The ²https://a.org/x is glued.", "The ²https://a.org/x is glued."),
    ],
)
def test_addresses(text: str, expected: str) -> None:
    manuscript, ledger = normalized(f"# T\n\n{text}{REST}", "markdown")
    assert manuscript.body.split("\n\n")[0] == expected
    assert ledger.audit.unaccounted == 0


def test_lines_that_are_printed_as_one_are_read_as_one_source() -> None:
    text = "# T\n\nWords.\n\n## Source\n\nhttps://a.org/x\n2024\n"
    manuscript, _ = normalized(text, "markdown")
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown
    assert [source.url for source in manuscript.sources] == ["https://a.org/x"]


def test_what_turns_the_direction_is_in_no_title_whatever_is_switched_off() -> None:
    manuscript, _ = normalized("The \u202eharbour" + REST, wishes=Wishes("a", switches={"bidi": False}))
    assert "\u202e" not in manuscript.meta.title
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown
