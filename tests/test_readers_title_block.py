"""pandoc's title block of a Markdown file."""

import pytest

from pubpipe.model import Json
from pubpipe.readers import Received
from pubpipe.readers.markdown import read
from pubpipe.readers.title_block import title_block
from tests.support.drafts import normalized


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("% A title\n\nText.", {"title": "A title"}),
        (
            "% A title\n  of two lines\n% Jane Doe; John Roe\n% 2024-05-03\n\nText.",
            {"title": "A title of two lines", "author": ["Jane Doe", "John Roe"], "date": "2024-05-03"},
        ),
        (
            "% A title\r\n% Jane Doe\r\n  John Roe\r\n\r\nText.",
            {"title": "A title", "author": ["Jane Doe", "John Roe"]},
        ),
        ("% A title\n%\n% 3 May 2024\n\nText.", {"title": "A title", "date": "3 May 2024"}),
        ("% A title\nText that follows at once.", {}),
        ("%A title\n\nText.", {}),
        ("Text.\n\n% A title\n", {}),
        ("% \n\nText.", {}),
    ],
)
def test_what_a_title_block_declares(text: str, values: dict[str, Json]) -> None:
    declared, end = title_block(text)
    assert {one.key: one.value for one in declared} == values
    assert text[end:].strip() in ("Text.", "Text that follows at once.", text.strip())


def test_the_block_is_no_part_of_the_text() -> None:
    draft = read(Received("a.md", b"% A title\n% Jane Doe\n\nText."))
    assert [one.key for one in draft.declared] == ["title", "author"]
    manuscript, ledger = normalized("% Of tides\n% Jane Doe\n% 15 June 2006\n\nThe tide came.", "markdown")
    assert (manuscript.meta.title, manuscript.meta.authors, manuscript.meta.date) == (
        "Of tides",
        ("Jane Doe",),
        "2006-06-15",
    )
    assert manuscript.body == "The tide came.\n"
    assert ledger.audit.unaccounted == 0
