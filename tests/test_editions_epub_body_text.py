"""The text of a book: addresses, headings, notes of every shape."""

from dataclasses import replace

from pubpipe.editions.epub.body.dividing import LARGEST, SPLIT_ABOVE
from pubpipe.editions.epub.body.text import Heading, Text, prepare
from tests.support.manuscripts import rich


def prepared(body: str) -> Text:
    return prepare(replace(rich(), body=body))


def test_headings_come_without_the_numbers_of_notes() -> None:
    text = prepared("## A *bold* move[^1]\n\nWords.\n\n#### Deep\n\n[^1]: Note.\n")
    assert text.headings == (
        Heading(2, "A bold move", "text.xhtml#section-1"),
        Heading(4, "Deep", "text.xhtml#section-2"),
    )


def test_a_long_text_without_sections_stays_whole() -> None:
    text = prepared("Some words in a paragraph.\n\n" * (SPLIT_ABOVE // 20))
    assert not text.split


def test_no_document_is_too_large_for_old_readers_or_ends_with_a_heading() -> None:
    plain = prepared(f"{'Some words in a sentence. ' * 40}\n\n" * (LARGEST // 400))
    assert 2 <= len(plain.documents) <= 4
    assert all(len(body.encode()) < LARGEST * 1.1 for _, body in plain.documents)
    headed = prepared("## A\n\n" + f"### B\n\n{'Words in it. ' * 500}\n\n" * (LARGEST // 3000))
    assert len(headed.documents) > 2
    for _, body in headed.documents[1:]:
        assert body.startswith("<h3 ")
        assert not body.rstrip().endswith("</h3>")


def test_a_text_is_split_only_when_it_is_long() -> None:
    sections = "## Section\n\nWords.\n\n"
    assert not prepared(sections * 20).split
    many = prepared(sections * 3000)
    assert len(many.documents) == 3000
