"""Control characters, terminal escapes, marks of direction, joiners, spaces."""

import pytest

from pubpipe.model import Kind
from pubpipe.normalize.galley import Given, Wishes
from pubpipe.normalize.passes.characters.bidi import bidi, without_overrides
from pubpipe.normalize.passes.characters.c1 import c1
from pubpipe.normalize.passes.characters.controls import controls
from pubpipe.normalize.passes.characters.foreign_spaces import foreign_spaces
from pubpipe.normalize.passes.characters.invisible import invisible
from pubpipe.normalize.passes.characters.spaces import spaces
from tests.support.drafts import galley, normalized
from tests.test_normalize_passes import texts

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It\x92s a \x93test\x94 \x96 no more", "It’s a “test” – no more"),
        ("a\x81b", "ab"),
        ("5 \x80", "5 €"),
        ("late\x85 It\x92s late", "late… It’s late"),
    ],
)
def test_controls_of_the_second_block_get_their_windows_meaning(before: str, after: str) -> None:
    assert texts(c1(galley(before))) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("late\x85 It\x92s late", "late… It’s late"),
        ("late\x85It is late", "late It is late"),
    ],
)
def test_the_end_of_a_line_of_other_machines_is_settled_in_markdown_too(before: str, after: str) -> None:
    made, _ = normalized(f"---\ntitle: T\n---\n\n{before}\n", "markdown")
    assert made.body == f"{after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\x1b[31mRed\x1b[0m words and foo\x1b[1mbar\x1b[0m", "Red words and foobar"),
        ("\x1b]0;title\x07words", "words"),
        ("\x1b[2K\x1b[1;32mok", "ok"),
        ("a\x1bb", "ab"),
    ],
)
def test_terminal_escapes_go_with_their_letters(before: str, after: str) -> None:
    assert texts(controls(galley(before))) == [after]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"It\x92s \x93here\x94, \x1b[1mbold\x1b[0mly. {PROSE}", "text"),
        (f"It\x92s *\x93here\x94*, `x\x92s` \x1b[1mbold. {PROSE}", "markdown"),
        (f"The \x1b[1mfirst\x1b[0m words\n\n{PROSE} It\x92s so.\n\n{PROSE}", "text"),
        (f"A \x01\x9akoda, a Du\x02\x9a\x03an, a Dubi\xad\x9a\x01. {PROSE}", "text"),
    ],
)
def test_such_words_are_accounted_for_and_settle(text: str, kind: Kind) -> None:
    manuscript, ledger = normalized(text, kind)
    assert ledger.audit.unaccounted == 0
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


def test_a_control_of_a_terminal_escape_is_told_once() -> None:
    events = controls(galley("a \x1b[1mb\x1b[0m c\x01d")).events
    assert [(e.before, e.after) for e in events] == [("\x1b[1mb\x1b[0m", "b"), ("\x01", "")]


def test_a_word_that_an_earlier_step_joined_is_changed_whole() -> None:
    text = "p><ul><li>d]]]html>blank><titl/p4<ul]</ul>\u0115a-\ntit\x9e-s"
    made, ledger = normalized(text, wishes=Wishes("article", {"lang": Given("fr", "option")}))
    assert "\u0115atit\u017e-s" in made.body
    (event,) = [e for e in ledger.events if e.step == "c1"]
    assert (event.before, event.after) == ("\u0115a-\ntit\x9e", "\u0115atit\u017e")
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_an_override_goes_with_a_warning() -> None:
    found = bidi(galley("Hello \u202dworld\u202c and \u200ewe."))
    assert texts(found) == ["Hello world and we."]
    assert [finding.code for finding in found.findings] == ["normalize-direction-override"]
    ((told, before),) = [(e.severity, e.before) for e in found.events if e.action == "flagged"]
    assert (told, before) == ("warning", "\u202d")


@pytest.mark.parametrize(
    ("text", "become"),
    [
        ("A \u202dword\u202c.", "were deleted"),
        ("A `\u202eword`.", "stand in code, and are kept"),
        ("A \u202d`\u202eword`.", "were deleted, but for those in code"),
    ],
)
def test_the_warning_of_overrides_says_what_became_of_them(text: str, become: str) -> None:
    (finding,) = bidi(galley(text, "markdown")).findings
    assert finding.message.endswith(f"around {become}")


def test_a_lost_character_stays_and_each_place_is_in_the_ledger() -> None:
    found = controls(galley("The l\ufffdst letter.\n\nAnd an\ufffdther."))
    assert texts(found) == ["The l\ufffdst letter.", "And an\ufffdther."]
    assert [finding.code for finding in found.findings] == ["normalize-lost-character"]
    assert [(e.reason, e.before, e.line) for e in found.events if e.action == "flagged"] == [
        ("a lost character, 2 in all", "\ufffd", 1),
        ("a lost character, 2 in all", "\ufffd", 3),
    ]


def test_marks_stay_where_a_paragraph_runs_both_ways() -> None:
    found = bidi(galley("He said שלום\u200f to me.\n\nHe said nothing\u200f to me.\n\nשלום\u200f."))
    assert texts(found) == ["He said שלום\u200f to me.", "He said nothing to me.", "שלום."]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\u202eabc\u202c", "abc"),
        ("\u202aabc\u202c", "\u202aabc\u202c"),
        ("\u202a\u202eabc\u202cd\u202c", "\u202aabcd\u202c"),
        ("abc\u202c", "abc"),
        ("\u2066a\u2069", "\u2066a\u2069"),
    ],
)
def test_what_ends_an_override_goes_with_it(before: str, after: str) -> None:
    assert without_overrides(before) == after
    assert without_overrides(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200d और", "क\u094d\u200d और"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("auf\u200clage", "auflage"),
        ("a\u200d\u200cb", "ab"),
        ("خ\u200c\u200d x", "خ x"),
    ],
)
def test_joiners_stay_where_a_script_needs_them(before: str, after: str) -> None:
    assert texts(invisible(galley(before))) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in 2019\u00a0the", "in 2019 the"),
        (
            "10\u00a0km, 5\u202f%, 1\u202f000\u202f000, 20\u00a0°C",
            "10\u00a0km, 5\u202f%, 1\u202f000\u202f000, 20\u00a0°C",
        ),
        ("z.\u00a0B. und §\u00a05", "z.\u00a0B. und §\u00a05"),
        ("a\u00a0 \u00a0b", "a b"),
        ("word\u00a0", "word"),
        ("full\u3000\u3000width", "full width"),
    ],
)
def test_no_break_spaces_beside_figures(before: str, after: str) -> None:
    found = spaces(galley(before))
    assert texts(found) == [after]
    assert texts(spaces(found)) == [after]


def test_ends_of_pages_part_words_within_a_line_of_markdown() -> None:
    manuscript, _ = normalized("# A WR\x0cTER\n\nThey met\x0b \x0con Monday.\n", "markdown")
    assert (manuscript.meta.title, manuscript.body.strip()) == ("A WR TER", "They met on Monday.")


@pytest.mark.parametrize(
    ("lang", "after"),
    [
        ("fr", "«\u00a0mot\u00a0» oui\u202f?"),
        ("fr-CA", "«\u00a0mot\u00a0» oui\u202f?"),
        ("en", "« mot » oui ?"),
    ],
)
def test_french_spaces_are_for_french(lang: str, after: str) -> None:
    found = foreign_spaces(galley("«\u00a0mot\u00a0» oui\u202f?").with_meta(lang=lang))
    assert texts(found) == [after]


def test_a_stated_value_is_one_text_where_a_command_stood_between_its_words() -> None:
    made, _ = normalized('---\nseries: "a \\x1b[1m b\\n\\x1b[0m"\n---\n\nText.\n', "markdown")
    assert "\nseries: a b\n" in made.markdown
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_stated_values_hold_no_commands_to_terminals_either() -> None:
    front = '---\ntitle: "A \\e[31mred\\a \\u202eword"\nauthor: ["B\\e]0;x\\a C"]\nextra: {"k\\e[1m": ["\\b v"]}\n'
    references = 'references:\n- URL: https://example.org/a\n  title: "D\\e[2J \\u202e E"\n'
    manuscript, ledger = normalized(f"{front}{references}---\n\nThe council met on Monday.\n", "markdown")
    assert ledger.audit.unaccounted == 0
    assert (manuscript.meta.title, manuscript.meta.authors) == ("A red word", ("B C",))
    assert not set(manuscript.markdown) & set("\x1b\x07\x08\u202e")
    assert "\\e" not in manuscript.markdown
    assert "\\u" not in manuscript.markdown


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("4. }\n5. \u200b\n", "4. }\n5.\n"),
        ("- \u202e\n\n-\n", "-\n-\n"),
        ("> a}\n>\n> \u00ad\n", "> a}\n"),
        ("- x\n  1. \ufeff\n", "- x\n\n  1.\n"),
        ("![a \u200b](x.png)\n", "![a](x.png)\n"),
        ("| a | b |\n|---|---|\n| [T \u200b](x) |\n", "| a | b |\n| --- | --- |\n| [T](x) |  |\n"),
    ],
)
def test_nothing_is_left_of_a_paragraph_that_nobody_sees(text: str, body: str) -> None:
    made, _ = normalized(text, "markdown")
    assert made.body == body
    assert normalized(made.markdown, "markdown")[0].body == body
