"""Bullets and numbers of raw text."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.blocks.bullets import bullets
from pubpipe.normalize.passes.blocks.numbered import numbered
from tests.support.drafts import galley, normalized

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)


def shape(found: Galley) -> list[object]:
    """Paragraphs as their words, lists as lists, an inner list after the words of its item."""

    def of(block: doc.Block) -> object:
        if isinstance(block, doc.ItemList):
            return [part for item in block.items for part in map(of, item)]
        return doc.words_of(block)

    return [of(piece.block) for piece in found.pieces]


@pytest.mark.parametrize("mark", ["•", "‣", "◦", "▪", "➢", "●", "-", "*", "·", "–", "→", "✓", "o"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_two_bullets_make_a_list(mark: str, between: str) -> None:
    text = f"{PROSE}{between}{mark} one thing{between}{mark}  another thing{between}{PROSE}"
    assert shape(bullets(galley(text))) == [PROSE, ["one thing", "another thing"], PROSE]


def test_another_bullet_is_an_inner_list() -> None:
    text = "• one\n  ◦ inner\n  ◦ inner too\n• two"
    assert shape(bullets(galley(text))) == [["one", ["inner", "inner too"], "two"]]


@pytest.mark.parametrize(
    "text", ["• one\ntwo", "– Yes, he said.", "one\ntwo", "-one\n-two", "• \n• ", "of it\nof them"]
)
def test_no_list(text: str) -> None:
    found = galley(text)
    assert bullets(found) == found


@pytest.mark.parametrize("lang", ["fr", "es", "ru", "pt-BR"])
def test_dashes_are_dialogue_in_some_languages(lang: str) -> None:
    found = galley("— Oui.\n— Non.").with_meta(lang=lang)
    assert shape(bullets(found)) == ["— Oui.", "— Non."]
    assert [e.action for e in bullets(found).events] == ["flagged"]
    assert shape(bullets(found.with_meta(lang="en"))) == [["Oui.", "Non."]]


def test_a_list_is_not_made_in_markdown() -> None:
    found = galley("• one\n\n• two\n", "markdown")
    assert bullets(found) == found
    assert numbered(found) == found


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("1. one\n2. two", 1),
        ("1) one\n\n2) two", 1),
        ("4. one\n5. two", 4),
        ("(1) one\n(2) two", 1),
        ("(b) one\n(c) two", 2),
        ("a) one\nb) two", 1),
        ("01. one\n02. two", 1),
    ],
)
def test_numbers_that_count_on_make_a_list(text: str, start: int) -> None:
    found = numbered(galley(text))
    assert shape(found) == [["one", "two"]]
    assert isinstance(found.pieces[0].block, doc.ItemList)
    assert found.pieces[0].block.start == start


@pytest.mark.parametrize(
    "text",
    [
        "2024. It was a year.",
        "1. one\n3. three",
        "1. one\n2) two",
        "a. one\nb. two",
        "1.one\n2.two",
        "1. one",
    ],
)
def test_other_numbers_are_text(text: str) -> None:
    found = galley(text)
    assert numbered(found) == found


def test_two_lists_in_a_row() -> None:
    assert shape(numbered(galley("1. one\n2. two\n1. three\n2. four"))) == [["one", "two"], ["three", "four"]]


@pytest.mark.parametrize(
    "items",
    ["• one\n• two", "o one\no two", "1. one\n2. two", "(a) one\n(b) two", "01. one\n02. two\n\n1) three\n2) four",
     "• one\n  - in\n  - inner\n• two\n\n3. three\n4. four"],
)  # fmt: skip
def test_the_words_of_lists_are_accounted_for_and_settle(items: str) -> None:
    manuscript, ledger = normalized(f"{PROSE}\n\n{items}\n\n{PROSE} Or so they say.")
    assert ledger.audit.unaccounted == 0
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


def test_another_bullet_behind_a_blank_line_begins_another_list() -> None:
    text = f"{PROSE}\n\n• one\n• two\n\n– three\n– four\n\n{PROSE}"
    lists = [
        p.block
        for p in bullets(galley(text).with_meta(lang="en")).pieces
        if isinstance(p.block, doc.ItemList)
    ]
    assert [[doc.words_of(b) for item in found.items for b in item] for found in lists] == [
        ["one", "two"],
        ["three", "four"],
    ]
    spread = f"{PROSE}\n\n• one\n\no two\n\no three\n\n• four\n\n{PROSE}"
    found = bullets(galley(spread).with_meta(lang="en")).pieces[1].block
    assert isinstance(found, doc.ItemList)
    assert len(found.items) == 2


def test_a_bullet_and_a_tab_are_no_row_of_a_table() -> None:
    found = bullets(galley("Bring:\n\no\ta lamp and a good deal of oil\no\ta rope\no\tpatience"))
    assert isinstance(found.pieces[-1].block, doc.ItemList)
