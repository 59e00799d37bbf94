"""The text of a book: addresses, headings, notes of every shape."""

from dataclasses import replace

import pytest

from pubpipe.editions.epub.text import SPLIT_ABOVE, Heading, Text, address, prepare
from tests.support.manuscripts import rich


def prepared(body: str) -> Text:
    return prepare(replace(rich(), body=body))


@pytest.mark.parametrize(
    ("href", "base", "becomes"),
    [
        ("https://example.org/a?b=c&d=e#f", "", "https://example.org/a?b=c&d=e#f"),
        ("https://example.org/a b|c?x=[1]#y z", "", "https://example.org/a%20b%7Cc?x=%5B1%5D#y%20z"),
        ("https://example.org/100%", "", "https://example.org/100%25"),
        ("https://example.org/%C3%A9é", "", "https://example.org/%C3%A9é"),
        ("http://[::1]:80/x", "", "http://[::1]:80/x"),
        ("mailto:x@example.org", "", "mailto:x@example.org"),
        ("b.html", "https://example.org/a/", "https://example.org/a/b.html"),
        ("#part", "https://example.org/a", "https://example.org/a#part"),
        ("b.html", "", None),
        ("#part", "", None),
        ("", "", None),
        ("javascript:alert(1)", "", None),
        ("file:///etc/passwd", "", None),
        ("data:text/html,x", "", None),
        ("https://", "", None),
        ("http://[bad", "", None),
        ("https://example.org:99999/", "", None),
    ],
)
def test_addresses_are_made_to_work_or_are_none(href: str, base: str, becomes: str | None) -> None:
    assert address(href, base) == becomes


def test_headings_come_without_the_numbers_of_notes() -> None:
    text = prepared("## A *bold* move[^1]\n\nWords.\n\n#### Deep\n\n[^1]: Note.\n")
    assert text.headings == (
        Heading(2, "A bold move", "text.xhtml#section-1"),
        Heading(4, "Deep", "text.xhtml#section-2"),
    )


def test_a_long_text_without_sections_stays_whole() -> None:
    text = prepared("Some words in a paragraph.\n\n" * (SPLIT_ABOVE // 20))
    assert not text.split


def test_a_text_is_split_only_when_it_is_long() -> None:
    sections = "## Section\n\nWords.\n\n"
    assert not prepared(sections * 20).split
    many = prepared(sections * 3000)
    assert len(many.documents) == 3000
