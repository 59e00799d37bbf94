import pytest

from pubpipe.normalize import document as doc
from tests.support.drafts import galley, normalized


def test_spans_cover_the_blocks() -> None:
    found = galley("# T\n\nText\nover two lines.\n\n- a\n- b\n\n", "markdown")
    text = found.draft.text
    assert [text[p.start : p.end] for p in found.pieces] == ["# T", "Text\nover two lines.", "- a\n- b"]


def test_a_link_definition_is_accounted_for() -> None:
    found = galley("See [it][x].\n\n[x]: https://example.org/ 'Title'\n", "markdown")
    assert [(e.step, e.action) for e in found.events] == [("markdown", "changed"), ("links", "moved")]


def test_a_note_that_only_a_note_calls_becomes_words_and_its_call_too() -> None:
    text = "Text.[^a]\n\n[^a]: Outer *with a call[^b]* inside.\n\n[^b]: Inner.\n"
    found = galley(text, "markdown")
    assert [doc.words_of(p.block) for p in found.pieces] == [
        "Text.",
        "Outer with a call[^b] inside.",
        "[^b]: Inner.",
    ]
    assert [type(p.block) for p in found.pieces] == [doc.Paragraph, doc.Note, doc.Paragraph]


def test_a_call_within_a_note_is_words_where_the_text_calls_the_same() -> None:
    found = galley("One[^a] two[^b].\n\n[^a]: See[^b].\n\n[^b]: This.\n", "markdown")
    assert [type(p.block) for p in found.pieces] == [doc.Paragraph, doc.Note, doc.Note]
    assert doc.words_of(found.pieces[1].block) == "See[^b]."


def test_a_note_that_nothing_calls_becomes_words() -> None:
    found = galley("Text.\n\n[^x]: Nobody calls me.\n", "markdown")
    assert [doc.words_of(p.block) for p in found.pieces] == ["Text.", "[^x]: Nobody calls me."]


def test_what_cannot_be_printed_is_kept_verbatim_with_a_warning() -> None:
    found = galley("| a | b |\n|---|---|\n| 1 | 2 | 3 lost |\n", "markdown")
    assert isinstance(found.pieces[0].block, doc.CodeBlock)
    assert "3 lost" in found.pieces[0].block.text
    assert found.findings[0].severity == "warning"


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_kept_verbatim_end_as_all_lines_do(end: str) -> None:
    found = galley(f"| a | b |{end}|---|---|{end}| 1 | 2 | 3 lost |{end}", "markdown")
    assert isinstance(found.pieces[0].block, doc.CodeBlock)
    assert found.pieces[0].block.text == "| a | b |\n|---|---|\n| 1 | 2 | 3 lost |"


def test_a_note_whose_call_is_kept_verbatim_becomes_words() -> None:
    found = galley("| a | b |\n|---|---|\n| 1 | 2[^n] | 3 lost |\n\n[^n]: Note.\n", "markdown")
    assert [type(p.block) for p in found.pieces] == [doc.CodeBlock, doc.Paragraph]
    assert doc.words_of(found.pieces[1].block) == "[^n]: Note."


def test_calls_of_a_note_that_is_kept_verbatim_become_words() -> None:
    text = "Call[^n] and[^m].\n\n[^n]: | a | b |\n    |---|---|\n    | 1 | 2 | 3 lost |\n\n[^m]: Note.\n"
    found = galley(text, "markdown")
    assert [type(p.block) for p in found.pieces] == [doc.Paragraph, doc.CodeBlock, doc.Note]
    assert doc.words_of(found.pieces[0].block) == "Call[^n] and."


def test_comments_vanish_with_an_event() -> None:
    found = galley("Before <!-- in --> after.\n\n<!-- alone -->\n", "markdown")
    assert [e.before for e in found.events] == ["<!-- in -->", "<!-- alone -->"]
    assert len(found.pieces) == 1


def test_a_comment_shown_as_code_stays() -> None:
    found = galley("Write `<!-- x -->` there.\n", "markdown")
    assert found.events == ()


def test_windows_line_ends() -> None:
    found = galley("---\r\ntitle: T\r\n---\r\n\r\nOne\r\ntwo.\r\n\r\nThree.\r\n", "markdown")
    assert [doc.words_of(p.block) for p in found.pieces] == ["One two.", "Three."]
    assert found.pieces[1].start == found.draft.text.index("Three.")


def test_list_numbers_are_counted_on() -> None:
    found = galley("1. a\n1. b\n1. c\n", "markdown")
    assert [(e.before, e.after) for e in found.events] == [("1", "2"), ("1", "3")]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Text.\n\n&nbsp;\n\nMore.\n", "Text.\n\nMore.\n"),
        ("&nbsp;\n1. x\n", "1. x\n"),
        ("a <!-- one<br>two --> b\n", "a b\n"),
    ],
)
def test_what_stands_for_nothing_is_accounted_for(text: str, body: str) -> None:
    assert normalized(text, "markdown")[0].body == body


@pytest.mark.parametrize("between", [" ", "\n  "])
def test_a_definition_that_no_link_uses_keeps_its_title_though_another_has_its_address(between: str) -> None:
    text = f'Text of [x][a] here.\n\n[a]: http://e.org\n[b]: http://e.org{between}"The Title"\n'
    made, _ = normalized(text, "markdown")
    assert "The Title" in made.body
    assert "[x](http://e.org)" in made.body
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


@pytest.mark.parametrize(
    "text", ["![a^1]\n\n[\na^1]://\n", "See [a\nb c].\n\n[a\nb\nc]:\n  https://e.org/x\n"]
)
def test_a_label_over_lines_is_told_with_its_address(text: str) -> None:
    made, ledger = normalized(text, "markdown")
    assert ledger.audit.unaccounted == 0
    assert next(e.before for e in ledger.events if e.step == "links").count("]:") == 1
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_definition_whose_link_left_with_the_title_goes_with_its_own_title() -> None:
    text = '# Title [x][b]\n\nText of [x](http://e.org) here.\n\n[b]: http://e.org "The Name"\n'
    made, ledger = normalized(text, "markdown")
    assert made.body == "Text of [x](http://e.org) here.\n"
    assert [e.action for e in ledger.events if e.step == "links"] == ["removed"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("See [https://e.org/a_b](https://e.org/a_b).", "See <https://e.org/a_b>."),
        ("[https://e.org/a_(b)](<https://e.org/a_(b)>)\nand on", "<https://e.org/a_(b)> and on"),
        ("<b>See</b> [http://e.org](http://e.org) &amp; on", "**See** <http://e.org> & on"),
        ("Write to <ann@e.org>.", "Write to [ann@e.org](mailto:ann@e.org)."),
        ("ann <<ann@e.org>> wrote", "ann \\<[ann@e.org](mailto:ann@e.org)> wrote"),
        ("Code `[http://e.org](http://e.org)` stays", "Code `[http://e.org](http://e.org)` stays"),
    ],
)
def test_a_link_that_says_its_own_address_stays_a_link(text: str, body: str) -> None:
    made, ledger = normalized(f"First words.\n\n{text}\n", "markdown")
    assert made.body == f"First words.\n\n{body}\n"
    assert ledger.audit.unaccounted == 0
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown
