"""Notes of every shape, apart from the text."""

from dataclasses import replace

import pytest

from pubpipe.editions.epub.body.text import Text, prepare
from tests.support.manuscripts import rich


def prepared(body: str) -> Text:
    return prepare(replace(rich(), body=body))


def test_a_note_of_several_blocks_keeps_them() -> None:
    text = prepared("Words.[^1]\n\n[^1]: First.\n\n    - item\n\n        code\n\n    Last.\n")
    assert text.notes.index("1.</a> First.") < text.notes.index("<li>") < text.notes.index("Last.")
    assert text.notes.count("doc-backlink") == 1


@pytest.mark.parametrize("note", ["- item", "```\n    code\n    ```", "> quoted"])
def test_a_note_that_begins_with_no_paragraph_has_its_number_before_it(note: str) -> None:
    text = prepared(f"Words.[^1]\n\n[^1]:\n    {note}\n")
    assert "1.</a>" in text.notes
    assert "↩" not in text.notes
    assert text.notes.count("fnref1") == 1
