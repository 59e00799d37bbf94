"""The text edition by Project Gutenberg's conventions: spacing, emphasis, pictures, breaks."""

from dataclasses import replace

from pubpipe.editions.text.gutenberg import render
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition, rich


def text(body: str) -> str:
    manuscript = Manuscript("x", Metadata(title="T", lang="en"), body, body)
    return render(edition(manuscript, "txt-gutenberg")).content.decode().split("\n\n\n", 1)[1]


def test_headings_have_their_empty_lines_and_no_rule() -> None:
    content = render(edition(rich(), "txt-gutenberg")).content.decode()
    assert "note.[1]\n\n\n\n\nA heading over a section\n\n\n- one item" in content
    assert "125,000,000\n\n\nA smaller heading\n\n    def f(x):" in content
    assert "\n\n\n\n\nNotes\n\n\n[1] The first note" in content
    assert "==" not in content
    assert content.endswith("3. https://example.org/c\n")


def test_emphasis_is_marked_close_round_the_words() -> None:
    assert text("*a b* **c** ***d*** `e`") == "_a b_ =c= _=d=_ e\n"
    assert text("*one\\\ntwo*") == "    _one_\n    _two_\n"
    assert text("- *a*\n\n| *x* | y |\n|---|---|\n| **b** | c |") == "- _a_\n\n_x_  y\n---  -\n=b=  c\n"


def test_breaks_and_pictures() -> None:
    content = text('a\n\n* * *\n\n![A cat](cat.png "Jane")')
    assert content == f"a\n\n{' ' * 19}*       *       *       *       *\n\n[Illustration: A cat (Jane)]\n"


def test_an_article_that_ends_with_a_heading_ends_with_one_newline() -> None:
    manuscript = replace(rich(), body="a\n\n## The end", sources=())
    assert render(edition(manuscript, "txt-gutenberg")).content.endswith(b"\n\nThe end\n")
