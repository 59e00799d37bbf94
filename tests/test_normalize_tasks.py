"""List items that begin with a box: states of tasks, told from words that only look like them."""

from __future__ import annotations

import pytest

from pubpipe.model import Ledger
from pubpipe.normalize import document as doc
from pubpipe.normalize import normalize, parser
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.printer import print_block, print_blocks
from pubpipe.readers import Received
from pubpipe.readers.html import read as read_page
from pubpipe.readers.text import read as read_text
from tests.support.drafts import normalized
from tests.test_readers_html import ARTICLE, PAGE

_LIST = "<ul><li>two new arches of the old stone</li>"


def _states(markdown: str) -> list[bool | None]:
    """The state of each item of the first list, none for an item that is no task."""
    block = parser.blocks(markdown)[0]
    assert isinstance(block, doc.ItemList)
    return [_state(item) for item in block.items]


def _state(item: tuple[doc.Block, ...]) -> bool | None:
    match item:
        case (doc.Paragraph((doc.Task(done), *_)), *_):
            return done
        case _:
            return None


def test_items_of_any_list_that_begin_with_a_box_are_tasks() -> None:
    assert _states("- [ ] one\n- [x] two\n- [X] *three*\n- four\n-  [ ]  five\n") == [
        False,
        True,
        True,
        None,
        False,
    ]
    assert _states("1. [ ] one\n2. [x]\n   two") == [False, True]
    assert _states("- [x] one\n\n  more") == [True]


@pytest.mark.parametrize(
    "item",
    [
        r"\[ \] words",
        r"[x\] words",
        "[ ]",
        "[x]words",
        "[] words",
        "[y] words",
        "[x](u) words",
        "# [ ] words",
        "`[x] words`",
    ],
)
def test_what_is_escaped_or_only_looks_like_a_box_is_words(item: str) -> None:
    assert _states(f"- {item}") == [None]


def test_a_reference_in_brackets_is_a_link() -> None:
    assert _states("- [x] words\n\n[x]: https://a.org/") == [None]


def test_a_state_is_printed_as_it_is_read_and_brackets_anywhere_else_are_escaped() -> None:
    written = "- [x] done\n- [ ] to do\n- \\[x\\] words\n- words \\[x\\] here\n\n\\[x\\] words\n"
    assert print_blocks(parser.blocks(written)) == written


def test_a_state_that_a_step_left_where_no_item_begins_is_words() -> None:
    assert print_block(doc.Paragraph((doc.Task(True), doc.Text(" *done*")))) == r"\[x\] \*done\*"
    empty = doc.ItemList(
        ((doc.Paragraph((doc.Task(False),)),), (doc.Paragraph((doc.Task(True), doc.Text(" b"))),))
    )
    assert print_block(empty) == "- \\[ \\]\n- [x] b"


def test_a_received_article_keeps_its_tasks_and_settles() -> None:
    body = normalized("# Tasks of the week\n\nWords.\n\n* [X] done\n* [ ] to do\n", "markdown")[0].body
    assert body.endswith("- [x] done\n- [ ] to do\n")
    assert normalized(body, "markdown")[0].body == body


def _page(items: str) -> tuple[str, Ledger]:
    """The first list of the article on a page with these items, and the page's ledger."""
    assert _LIST in ARTICLE
    page = PAGE.replace(_LIST, f'<ul class="contains-task-list">{items}')
    manuscript, ledger, _ = normalize(read_page(Received("page.html", page.encode())), Wishes("page"))
    return manuscript.body.split("\n\n")[3], ledger


def test_boxes_to_tick_of_a_page_are_tasks_and_the_ledger_has_those_that_are_ticked() -> None:
    box = '<input type="checkbox" disabled'
    items, ledger = _page(
        f'<li class="task-list-item">{box}> two new arches of the old stone</li>'
        f"<li>{box} checked> a <b>railing</b> of iron for all of it</li>"
        f"<li><p><label>{box} checked=''>a lamp on each pier of the bridge</label></p></li>"
        "<li>☐ a bench at the end of the bridge</li>"
    )
    assert items == (
        "- [ ] two new arches of the old stone\n- [x] a **railing** of iron for all of it\n"
        "- [x] a lamp on each pier of the bridge\n- [ ] a bench at the end of the bridge\n- a path for people on foot"
    )
    assert [(e.before, e.after) for e in ledger.events if e.step == "tasks"] == [("☑", "[x]")] * 2
    assert not ledger.audit.unaccounted


def test_a_box_to_tick_among_the_words_of_an_item_is_none_of_a_task() -> None:
    items, _ = _page('<li>two new arches <input type="checkbox"></li>')
    assert items == "- two new arches\n- a path for people on foot"


@pytest.mark.parametrize("boxes", [("☐", "☑", "☒"), ("- [ ]", "- [x]", "- [X]")])
def test_lines_of_raw_text_that_begin_with_boxes_are_tasks(boxes: tuple[str, str, str]) -> None:
    lines = "\n".join(
        f"{box} {words}" for box, words in zip(boxes, ("buy the milk", "ring her", "go home"), strict=True)
    )
    text = f"What is to be done\n\nThe list was found on the table of the kitchen that day.\n\n{lines}\n"
    manuscript, ledger, _ = normalize(read_text(Received("a.txt", text.encode())), Wishes("a"))
    assert manuscript.body.endswith("- [ ] buy the milk\n- [x] ring her\n- [x] go home\n")
    assert not ledger.audit.unaccounted
