"""Raw text: what its reader says of it."""

import pytest

from pubpipe.readers import Received
from pubpipe.readers.text import read

PROSE = "The harbour master counts the boats every year."


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"# Boats\n\n{PROSE} **Never** again.\n", ["read-markdown-in-text"]),
        (f"# Boats\n\n{PROSE} [So](https://example.org) it is.\n", ["read-markdown-in-text"]),
        (f"# Boats\n\n{PROSE}\n", []),
        (f"#1 of them\n\n{PROSE} 2 ** 3 is eight, and 4 ** 2 is sixteen.\n", []),
        (f"Boats\n\n{PROSE}\n", []),
    ],
)
def test_a_text_with_the_marks_of_markdown_is_told(text: str, codes: list[str]) -> None:
    draft = read(Received("a.txt", text.encode()))
    assert [finding.code for finding in draft.findings] == codes
    assert (draft.kind, draft.text) == ("text", text)
