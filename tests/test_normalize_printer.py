import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.normalize import document as doc
from pubpipe.normalize import parser
from pubpipe.normalize.printer import print_block, print_blocks, print_checked
from tests.support import trees

SPECIFICATION = Path(__file__).parents[1] / "node_modules" / "commonmark-spec" / "spec.txt"


def examples() -> list[str]:
    text = SPECIFICATION.read_text("utf-8")
    found = re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.S | re.M)
    return [example.replace("→", "\t") for example in found]


def test_every_example_of_commonmark_is_printed_as_it_was_read() -> None:
    all_examples = examples()
    assert len(all_examples) > 600
    for example in all_examples:
        tree = parser.blocks(example)
        assert parser.blocks(print_blocks(tree)) == tree, example


@given(st.lists(trees.blocks, min_size=1, max_size=3))
def test_printing_settles_after_one_round(blocks: list[doc.Block]) -> None:
    printed = print_blocks(blocks)
    read = parser.blocks(printed)
    assert print_blocks(read) == printed
    assert parser.blocks(print_blocks(read)) == read


@given(st.lists(trees.blocks, min_size=1, max_size=3))
def test_pandoc_reads_what_the_in_process_parser_reads(blocks: list[doc.Block]) -> None:
    printed = print_blocks(blocks)
    assert trees.pandoc_blocks(printed) == parser.blocks(printed)


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading",
        "1. not a list",
        "2024. It was a year",
        "- not a list",
        "* * *",
        "---",
        "> no quotation",
        "| a | b |",
        "&amp; stays &nbsp; as it is",
        "a_b *c* `d` [e](f) <g> ![h](i)",
        "[^1] and [@id] and ^[x] and ~~y~~",
        "::: x",
        ": definition",
        "~~~",
        "back\\slash",
        "https://example.org/a_b_c",
        "trailing backslash \\",
        "$x$ and \\(y\\)",
        "+ plus",
        "=====",
        "Title #",
    ],
)
def test_literal_words_stay_literal_in_both_parsers(words: str) -> None:
    block = doc.Paragraph((doc.Text(words),))
    printed = print_block(block)
    assert parser.blocks(printed) == (block,)
    assert trees.pandoc_blocks(printed) == (block,)


def test_two_lists_in_a_row_stay_two() -> None:
    one = doc.ItemList(((doc.Paragraph((doc.Text("a"),)),),), None)
    assert parser.blocks(print_blocks([one, one, one])) == (one, one, one)


def test_numbers_begin_where_they_began() -> None:
    items = tuple((doc.Paragraph((doc.Text(w),)),) for w in ("third", "fourth"))
    assert print_block(doc.ItemList(items, 3)) == "3. third\n4. fourth"


def test_an_address_alone_is_an_autolink() -> None:
    link = doc.Link((doc.Text("https://example.org/"),), "https://example.org/")
    assert print_block(doc.Paragraph((link,))) == "<https://example.org/>"


def test_emphasis_that_markdown_cannot_express_loses_its_marks_and_no_word() -> None:
    block = doc.Paragraph((doc.Text("a"), doc.Emphasis((doc.Text(" b "),)), doc.Text("c")))
    printed, sound = print_checked(block)
    assert sound
    assert printed == "a b c"


def test_emphasis_of_nothing_costs_no_other_its_marks() -> None:
    odd = doc.Paragraph(
        (doc.Emphasis((doc.Text(""),)), doc.Text("d "), doc.Emphasis((doc.Text("T"),)), doc.Text("e"))
    )
    assert print_checked(odd) == ("d *T*e", True)


def test_a_mark_within_a_word_stays_as_a_sign_where_no_emphasis_can_stand() -> None:
    # Its parts are two words to whoever counts those of the text as it was received.
    odd = doc.Paragraph(
        (doc.Emphasis((doc.Text(" a"),)), doc.Text("b "), doc.Strong((doc.Text("c "),)), doc.Text("d"))
    )
    assert print_checked(odd) == (r"a\*b c d", True)


def test_the_mark_of_emphasis_of_nothing_within_a_word_stays_as_a_sign() -> None:
    odd = doc.Paragraph(
        (doc.Text("a"), doc.Emphasis((doc.Text(""),)), doc.Text("b c"), doc.Strong(()), doc.Text(" d"))
    )
    assert print_checked(odd) == (r"a\*b c d", True)


def test_code_with_backticks_gets_a_longer_fence() -> None:
    block = doc.CodeBlock("```\nx\n```", "md")
    assert print_block(block) == "````md\n```\nx\n```\n````"
    assert parser.blocks(print_block(block)) == (block,)


def test_table_cells_escape_their_bars() -> None:
    cell = (doc.Text("a|b"),)
    table = doc.Table(("left", ""), (cell, cell), ((cell, cell),))
    assert print_block(table) == "| a\\|b | a\\|b |\n| :--- | --- |\n| a\\|b | a\\|b |"
    assert parser.blocks(print_block(table)) == (table,)


def test_nothing_prints_as_nothing() -> None:
    assert print_blocks([]) == ""


def test_an_address_with_an_encoded_space_reads_back() -> None:
    link = doc.Link((doc.Text("https://x.org/a%20b.pdf"),), "https://x.org/a%20b.pdf")
    text, sound = print_checked(doc.Paragraph((doc.Text("at "), link)))
    assert (text, sound) == ("at <https://x.org/a%20b.pdf>", True)


def test_an_exclamation_mark_is_escaped_before_a_link_only() -> None:
    link = doc.Link((doc.Text("a"),), "https://example.org/")
    block = doc.Paragraph((doc.Text("Look!"), link, doc.Text(" Well!")))
    assert print_block(block) == "Look\\![a](https://example.org/) Well!"
    for words in ("Look!", "Look\\!", "Look\\\\!", "*!", "a`!"):
        block = doc.Paragraph((doc.Text(words), link))
        assert parser.blocks(print_block(block)) == (block,)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (doc.ItemList(((doc.Rule(),), (doc.Rule(),))), "- * * *\n- * * *"),
        (doc.ItemList(((doc.ItemList(((doc.ItemList(((),)),),)),), ())), "+ - -\n+"),
        (doc.ItemList(((doc.Paragraph((doc.Text("a"),)), doc.ItemList(((),), 1)),)), "- a\n\n  1."),
    ],
)
def test_a_list_is_no_rule_and_one_of_nothing_no_part_of_the_line_above(
    tree: doc.ItemList, text: str
) -> None:
    assert print_checked(tree) == (text, True)


def test_a_list_that_begins_with_nothing_may_stand_beside_one_of_a_single_word() -> None:
    def item(*inner: tuple[doc.Block, ...]) -> tuple[doc.Block, ...]:
        return doc.Paragraph((doc.Text("b"),)), doc.ItemList(inner, start=1)

    word = (doc.Paragraph((doc.Text("c"),)),)
    assert print_checked(doc.ItemList((item(()), item(word)))) == ("- b\n\n  1.\n\n- b\n\n  1. c", True)


def test_a_rule_in_the_second_of_two_lists_is_one() -> None:
    lists = [doc.ItemList(((doc.Paragraph((doc.Text("a"),)),),)), doc.ItemList(((doc.Rule(),), ()))]
    assert parser.blocks(print_blocks(lists)) == tuple(lists)


def test_an_address_that_ends_as_a_call_begins_may_stand_before_a_call() -> None:
    text = "<http://e.org/[^>[^1]\n\n[^1]: n\n"
    call = doc.Paragraph((doc.Link((doc.Text("http://e.org/[^"),), "http://e.org/[^"), doc.NoteCall("1")))
    assert parser.blocks(text)[0] == call
    assert print_checked(call) == ("<http://e.org/[^>[^1]", True)
