"""Words and elements in reading order -> text with marks."""

from pubpipe.model import Mark
from pubpipe.readers.marking import Marker


def test_white_space_is_collapsed_and_every_block_is_a_line() -> None:
    marker = Marker()
    marker.text("  One \n two ")
    marker.end_line()
    marker.text("three")
    text, marks = marker.finish()
    assert text == "One two\nthree\n"
    assert [(m.kind, text[m.start : m.end]) for m in marks] == [
        ("paragraph", "One two"),
        ("paragraph", "three"),
    ]


def test_a_space_before_emphasis_stays_outside_of_it_and_does_not_part_the_link_around_it() -> None:
    marker = Marker()
    marker.enter("link", "https://x.org/")
    marker.text("a ")
    marker.enter("emphasis")
    marker.text("b ")
    marker.leave()
    marker.text("c")
    marker.leave()
    text, marks = marker.finish()
    assert [(m.kind, text[m.start : m.end]) for m in marks[1:]] == [("link", "a b c"), ("emphasis", "b")]


def test_marks_within_lines_are_cut_where_a_line_ends() -> None:
    marker = Marker()
    marker.enter("strong")
    marker.text("one")
    marker.end_line()
    marker.text("two")
    marker.leave()
    text, marks = marker.finish()
    assert [text[m.start : m.end] for m in marks if m.kind == "strong"] == ["one", "two"]


def test_of_equal_ranges_the_outer_one_stands_first_and_empty_ones_are_gone() -> None:
    marker = Marker()
    outer = marker.open("list")
    inner = marker.open("item")
    marker.text("x")
    marker.close(inner)
    marker.close(marker.open("item"))
    marker.close(outer)
    _, marks = marker.finish()
    assert marks == (Mark("list", 0, 1), Mark("item", 0, 1), Mark("paragraph", 0, 1))
