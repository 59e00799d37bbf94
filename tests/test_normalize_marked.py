"""A draft with marks -> pieces: nested, cut around what is left out, every word kept."""

from __future__ import annotations

import pytest

from pubpipe.model import Draft, Mark, Origin
from pubpipe.normalize import document as doc
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.marked import pieces
from pubpipe.normalize.printer import print_block
from pubpipe.readers import Received
from pubpipe.readers.html import read
from tests.support.drafts import normalized

LEAD = "The council met on Monday and voted for a new plan, a writer said, and work begins soon."


def _draft(text: str, *marks: Mark) -> Draft:
    return Draft(Origin("a.html", "", len(text), "utf-8"), text, "html", marks=marks)


def _blocks(text: str, *marks: Mark) -> list[doc.Block]:
    found, _ = pieces(_draft(text, *marks))
    return [piece.block for piece in found]


def test_a_list_with_a_hole_becomes_two_lists_with_ranges_of_their_own() -> None:
    text = "one\nMORE\ntwo\n"
    items = [m for s, e in ((0, 3), (4, 8), (9, 12)) for m in (Mark("item", s, e), Mark("paragraph", s, e))]
    draft = _draft(text, Mark("list", 0, 12), *items, Mark("left-out", 4, 8, "why"))
    found, (event,) = pieces(draft)
    assert [doc.words_of(p.block) for p in found] == ["one", "two"]
    assert all(isinstance(p.block, doc.ItemList) for p in found)
    assert [(p.start, p.end) for p in found] == [(0, 4), (8, 12)]
    assert (event.action, event.reason, event.start, event.end) == ("removed", "why", 4, 8)


def test_a_link_takes_the_whole_word_and_emphasis_inside_a_word_is_dropped() -> None:
    (block,) = _blocks("two dogs bark", Mark("paragraph", 0, 13), Mark("link", 4, 7, "https://x.org/"))
    assert block == doc.Paragraph(
        (doc.Text("two "), doc.Link((doc.Text("dogs"),), "https://x.org/"), doc.Text(" bark"))
    )
    assert _blocks("Once", Mark("paragraph", 0, 4), Mark("strong", 0, 1)) == [
        doc.Paragraph((doc.Text("Once"),))
    ]


def test_parts_of_a_link_that_a_word_processor_cut_are_one() -> None:
    text = "the mill s page here"
    links = [Mark("link", s, e, "https://x.org/") for s, e in ((4, 8), (9, 10), (11, 15))]
    (block,) = _blocks(text, Mark("paragraph", 0, 20), *links, Mark("link", 16, 20, "https://y.org/"))
    assert block == doc.Paragraph(
        (
            doc.Text("the "),
            doc.Link((doc.Text("mill s page"),), "https://x.org/"),
            doc.Text(" "),
            doc.Link((doc.Text("here"),), "https://y.org/"),
        )
    )


def test_words_in_a_list_outside_of_its_items_stay() -> None:
    marks = (Mark("list", 0, 7), Mark("item", 0, 3), Mark("paragraph", 0, 3), Mark("paragraph", 4, 7))
    (block,) = _blocks("one\ntwo\n", *marks)
    assert doc.words_of(block) == "one\ntwo"


def test_a_list_that_stands_between_items_belongs_to_the_item_before_it() -> None:
    # <ol><li>one</li><ol><li>two</li></ol><li>six</li></ol>, as many editors of web pages write it.
    inner = (Mark("list", 4, 7, "1"), Mark("item", 4, 7), Mark("paragraph", 4, 7))
    first, last = (
        (Mark("item", 0, 3), Mark("paragraph", 0, 3)),
        (Mark("item", 8, 11), Mark("paragraph", 8, 11)),
    )
    (block,) = _blocks("one\ntwo\nsix\n", Mark("list", 0, 11, "1"), *first, *inner, *last)
    assert print_block(block) == "1. one\n   1. two\n2. six"
    # Nothing before it that it could belong to: a list by itself.
    alone = Mark("list", 4, 11, "1")
    assert [print_block(b) for b in _blocks("one\ntwo\nsix\n", alone, *inner)] == ["1. two"]
    started = _blocks("one\ntwo\nsix\n", alone, *inner, *last)
    assert [print_block(b) for b in started] == ["1. two", "1. six"]


def test_a_table_of_unequal_rows_becomes_paragraphs_with_ranges_of_their_own() -> None:
    cells = [m for s in (0, 2, 4) for m in (Mark("cell", s, s + 1), Mark("paragraph", s, s + 1))]
    rows = (Mark("table", 0, 5), Mark("row", 0, 3), *cells[:4], Mark("row", 4, 5), *cells[4:])
    found, _ = pieces(_draft("a\nb\nc\n", *rows))
    assert [(doc.words_of(p.block), p.start, p.end) for p in found] == [("a", 0, 1), ("b", 2, 3), ("c", 4, 5)]


def test_a_picture_has_its_caption_for_its_words() -> None:
    (block,) = _blocks("A cat\n", Mark("picture", 0, 5, "cat.png"))
    assert block == doc.Paragraph((doc.Picture("A cat", "cat.png"),))


def test_a_hole_between_words_of_a_paragraph_does_not_part_it() -> None:
    text = "Cooler*1, and\ncheaper\nNext"
    marks = (
        Mark("paragraph", 0, 21),
        Mark("call", 6, 7, "1"),
        Mark("break", 13, 14),
        Mark("paragraph", 22, 26),
    )
    found, (event,) = pieces(_draft(text, *marks, Mark("left-out", 7, 8, "the figure of a note's call")))
    assert [print_block(piece.block) for piece in found] == ["Cooler[^1], and\\\ncheaper", "Next"]
    assert (found[0].start, found[0].end, event.start, event.end) == (0, 21, 7, 8)


def test_words_left_out_at_the_end_of_a_line_that_goes_on_do_not_part_it() -> None:
    text = "Cooler*1\ncheaper"
    marks = (Mark("paragraph", 0, 16), Mark("call", 6, 7, "1"), Mark("break", 8, 9))
    (block,) = _blocks(text, *marks, Mark("left-out", 7, 8, "the figure of a note's call"))
    assert print_block(block) == "Cooler[^1]\\\ncheaper"


def test_white_space_around_what_is_left_out_within_a_line_is_one_space() -> None:
    marks = (Mark("paragraph", 0, 17), Mark("emphasis", 0, 17), Mark("left-out", 7, 10, "why"))
    (block,) = _blocks("so hot [x] it was", *marks)
    assert doc.words_of(block) == "so hot it was"


def test_a_note_in_a_quotation_or_a_list_stands_beside_it() -> None:
    text = "one\nnote\ntwo\n"
    inside = (
        *(Mark(kind, *place) for place in ((0, 3), (9, 12)) for kind in ("item", "paragraph")),
        Mark("note", 4, 8, "1"),
        Mark("paragraph", 4, 8),
    )
    for around in (Mark("list", 0, 13, "1"), Mark("quote", 0, 13)):
        found, _ = pieces(_draft(text, around, *inside))
        assert [(piece.start, piece.end) for piece in found] == [(0, 3), (4, 8), (9, 12)]
        assert [isinstance(piece.block, doc.Note) for piece in found] == [False, True, False]
    lists, _ = pieces(_draft(text, Mark("list", 0, 13, "1"), *inside))
    assert [piece.block.start for piece in lists if isinstance(piece.block, doc.ItemList)] == [1, 2]


CALL = "<sup><a href='#n2' id='r1'>1</a></sup>"
NOTE = "<ol class=references><li id=n2><a href='#r1'>^</a>{}</ol>"


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (f"<p>Text.</p><p>{CALL}</p>{NOTE.format('')}", "Text.\n"),
        (f"<p>Text.</p><blockquote>2<p>{CALL}</p></blockquote>{NOTE.format('')}", "Text.\n\n> 2\n"),
        (f"<p>{LEAD} The word{CALL}goes on.</p>{NOTE.format('')}", "The word goes on.\n"),
        ("<p>The word1\u200b<em>a</em> is.</p>", "The word1a is.\n"),
        ("<p>The ×<q><code>1</code></q> is.</p>", "The ×“`1`” is.\n"),
        ("<p>Of e<em>\u200b</em>\u05a4 more.</p>", "Of e\u05a4 more.\n"),
        ("<p>The text.</p><p><b>\xad</b></p><p>More.</p>", "The text.\n\nMore.\n"),
    ],
)
def test_the_words_of_a_page_are_accounted_for_and_settle(page: str, body: str) -> None:
    draft = read(Received("a.html", f"<article><p>{LEAD}</p>{page}</article>".encode()))
    made, ledger, _ = normalize(draft, Wishes("a"))
    assert made.body.endswith(body) or body in made.body
    assert ledger.audit.unaccounted == 0
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown
