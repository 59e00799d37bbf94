"""Which lines of a page an extractor took: short ones by the long ones around them."""

from pubpipe.readers.page.alike import taken, words

LONG = "there is a lake in the hills behind the town that nobody has been to the other end of"
OTHER = "those who live by it say that it has no other end and that the fish come up from below"


def test_a_short_line_is_found_before_a_long_one_with_a_word_more() -> None:
    """The figure of a note's call is a word of the page's line and none of the extractor's."""
    called = OTHER.replace("by it", "by it 1")
    lines = [words(line) for line in (LONG, "Great", "1,000", called)]
    assert taken(lines, words(f"{LONG} Great 1,000 {OTHER.replace('by it', 'by it1')}")) == {0, 1, 2, 3}


def test_raised_figures_are_those_that_an_extractor_has_on_the_line() -> None:
    lines = [words(line) for line in (LONG, "km²", OTHER)]
    assert taken(lines, words(f"{LONG} km2 {OTHER}")) == {0, 1, 2}


def test_a_short_line_that_stands_elsewhere_is_none_of_the_article() -> None:
    lines = [words(line) for line in ("Share", LONG, "Great", OTHER, "Share")]
    assert taken(lines, words(f"{LONG} Great {OTHER}")) == {1, 2, 3}
