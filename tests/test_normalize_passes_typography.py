"""Typographic marks on demand: pairs in turns, apostrophes, and what stays straight."""

import pytest

from pubpipe.normalize.galley import Given, Wishes
from tests.support.drafts import normalized

REST = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


def smart(text: str, lang: str = "en") -> str:
    wishes = Wishes("a", given={"lang": Given(lang, "option")}, switches={"typography": True})
    manuscript, ledger = normalized(f"{REST}\n\n{text}\n", "markdown", wishes)
    assert ledger.audit.unaccounted == 0
    assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown
    return manuscript.body.split("\n\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize(
    ("text", "lang", "after"),
    [
        ('She said "yes" and left.', "en", "She said “yes” and left."),
        ('Sie sagte "ja" und ging.', "de-AT", "Sie sagte „ja“ und ging."),
        ('Elle a dit "oui".', "fr", "Elle a dit «\u00a0oui\u00a0»."),
        ('Él dijo "sí".', "es", "Él dijo «sí»."),
        ('"One *two* three" (and "four").', "en", "“One *two* three” (and “four”)."),
        ("It don't matter -- 'tis the '80s.", "en", "It don’t matter — ’tis the ’80s."),
        ("Gut -- sehr gut.", "de", "Gut – sehr gut."),
        ("rock 'n' roll", "en", "rock ’n’ roll"),
    ],
)
def test_marks_are_those_of_the_language(text: str, lang: str, after: str) -> None:
    assert smart(text, lang) == after


@pytest.mark.parametrize(
    "text",
    [
        "He is 6'2\" tall.",
        'One "mark alone.',
        'A 12" board and a 14" board.',
        "The dogs' bowls.",
        'The word `"code"` stays.',
        "See <https://harbour.example/a?b='c'--d>.",
    ],
)
def test_what_is_not_sure_stays(text: str) -> None:
    assert smart(text) == text


def test_a_language_without_rules_is_left_alone() -> None:
    assert smart('他说"好"。', "zh") == '他说"好"。'


def test_nothing_is_set_unless_asked_for() -> None:
    manuscript, _ = normalized(f'{REST} "Yes."\n', "markdown")
    assert '"Yes."' in manuscript.body


def test_the_title_is_set_too() -> None:
    wishes = Wishes("a", switches={"typography": True})
    manuscript, _ = normalized(f'# "Yes," he said\n\n{REST}\n', "markdown", wishes)
    assert manuscript.meta.title == "“Yes,” he said"


def test_a_long_bad_line_costs_no_more_than_its_length() -> None:
    bad = '"' * 100_001 + "'" * 100_000
    assert smart(bad) == bad
    assert smart("a'" * 100_000) == "a’" * 99_999 + "a'"
