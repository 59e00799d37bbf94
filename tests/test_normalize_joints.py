"""Marks within a word: in the body they stay, around it the word is whole, and the ledger says so."""

import pytest

from pubpipe.normalize.joints import whole
from tests.support.drafts import normalized


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1. A. Writer, How to *re*think it, https://e.org/d", "rethink"),
        ("1. [The `f`x word](https://e.org/d)", "fx"),
        ("https://e.org/council said **b**old", "bold"),
        ("https://e.org/council said \x1e**b**\u200bold", "bold"),
        ("https://e.org/council x`f` author", "xf"),
        ("https://e.org/council x` f g ` author", "xf"),
        ("https://e.org/council ` x f\n`g author", "fg"),
        ("https://e.org/council x` f `g author", "xfg"),
        ("https://e.org/council je `f``g`x author", "f``gx"),
    ],
)
def test_words_among_the_sources_are_whole(line: str, said: str) -> None:
    made, ledger = normalized(f"Text.\n\nSources\n\n{line}\n", "markdown")
    assert said in made.sources[0].title
    assert [e.after for e in ledger.events if e.reason.startswith("marks within")] == [said]
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("http://e.org/f*\x1bFF*g", "http://e.org/fFg"),
        ("***http://a*\x1bFF", "http://af"),
        ("http://e.org/F*\x1bFF*\x01", "http://e.org/FF"),
        ("k.om/*[g*I`e", "https://k.om/[gI`e"),
    ],
)
def test_an_address_goes_through_marks_and_what_terminals_obey(line: str, address: str) -> None:
    made, _ = normalized(f"Text.\n\nSources\n\n{line}\n", "markdown")
    assert [source.url for source in made.sources] == [address]
    assert normalized(made.markdown, "markdown")[0].markdown == made.markdown


def test_a_dateline_with_an_initial_set_apart() -> None:
    made, _ = normalized("# Title\n\n**L**ON*DON*, May 1 (Reuters) - The *un*known text.\n", "markdown")
    assert made.meta.dateline.startswith("LONDON, May 1 (Reuters)")
    assert made.body == "The *un*known text.\n"


def test_what_stays_in_the_body_keeps_its_marks_and_has_no_event() -> None:
    made, ledger = normalized("# T\n\n*Re*think `f`x.\n", "markdown")
    assert made.body == "*Re*think `f`x.\n"
    assert not [e for e in ledger.events if e.reason.startswith("marks within")]


def test_marks_between_words_stay() -> None:
    assert whole("*a* b **c** 2 * 3 a\\*b") == "*a* b **c** 2 * 3 a\\*b"
