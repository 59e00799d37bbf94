"""Notes apart from their text, and back in it as pandoc sets them."""

import pytest

from pubpipe.markup.noted import joined, parted


def test_notes_are_parted_from_their_text_in_the_order_of_their_calls() -> None:
    text, notes = parted("One[^1] two[^b].\n\nThree.\n\n[^1]: First.\n\n[^b]: Second *one*.\n")
    assert text == "One[^1] two[^b].\n\nThree.\n"
    assert notes == {"[^1]": "First.", "[^b]": "Second *one*."}


def test_a_note_stands_anywhere() -> None:
    text, notes = parted("One[^2].\n\n[^1]: Second.\n\nTwo[^1].\n\n[^2]: First.\n\n## Three\n")
    assert text == "One[^2].\n\nTwo[^1].\n\n## Three\n"
    assert notes == {"[^2]": "First.", "[^1]": "Second."}
    assert list(notes) == ["[^2]", "[^1]"]


def test_a_text_without_notes_is_as_it_was() -> None:
    assert parted("One.\n\nTwo.") == ("One.\n\nTwo.", {})
    assert joined("<p>One.</p>\n", {}) == "<p>One.</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "One[^1].\n",
        "One[^1], two[^1].\n\n[^1]: n\n",
        "- One[^1].\n\n[^1]: n\n\n- Two.\n",
        "> One[^1].\n\n[^1]: n\n\n> Two.\n",
        "1. One[^1].\n\n[^1]: n\n\n2. Two.\n",
        "One.\n\n[^1]: n\n",
        "One[^1].\n\n[^1]: n[^2]\n\n[^2]: n\n",
        "One[^1].\n\n[^1]: n\n\n[^1]: n\n",
    ],
)
def test_what_is_not_called_once_and_what_might_grow_together_is_left(text: str) -> None:
    assert parted(text)[1] is None


def test_they_stand_in_a_section_at_the_end() -> None:
    made = joined("<p>One[^a].</p>\n", {"[^a]": "<p>First.</p>\n"})
    assert made is not None
    assert made.startswith(
        '<p>One<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.'
    )
    assert '<li id="fn1"><p>First.<a href="#fnref1" class="footnote-back"' in made


def test_a_note_that_is_no_paragraph_and_a_call_that_is_none_are_left() -> None:
    assert joined("<p>One[^a].</p>\n", {"[^a]": "<ul>\n<li>First.</li>\n</ul>\n"}) is None
    assert joined("<p>One[^a].</p>\n", {"[^a]": "<p>First.</p>\n<p>Second.</p>\n"}) is None
    assert joined("<p>One[^a], two[^a].</p>\n", {"[^a]": "<p>First.</p>\n"}) is None
