"""Switches: who is stronger, what the front matter remembers, and that every subset keeps the laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.errors import ArticleError
from pubpipe.model import Kind, Manuscript
from pubpipe.normalize import ALWAYS, PASSES, STEPS
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.raw import layout
from pubpipe.normalize.switches import listed, switched_off, unknown
from tests.support.drafts import draft, normalized

TWICE = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."
LINES = (
    "TOKYO, July 28, 2024 (AP) — The ministers met in the old town hall and talked about the harbour.",
    TWICE,
    TWICE,
    "A Title of the Thing",
    "# Another title",
    "Sources:",
    "**Sources**",
    "Notes",
    "https://example.org/a?utm_source=x&p=3",
    "http://www.example.org/a/?p=3",
    "[1] “The Title.” The Paper, 3 May 2020, www.example.org/b-c-d.",
    "- Smith, J., & Doe, A. (2021, March 3). The long road. The Paper. https://example.org/c#:~:text=x",
    "See https://example.org/d?fbclid=1[2] and so\u00adft, a\u00a0b.",
    "[r]: https://example.org/r?gclid=1 'R'",
    "A [link][r] and <https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fe>.",
    "<!-- pubpipe:keep -->",
    "<!-- pubpipe:drop -->",
    "Term\n: A definition [of it](https://example.org/t){.x} {#y}",
    "::: note",
    ":::",
    "1. https://example.org/f",
    "1. A book of 1990",
    "| Title | Link |\n|---|---|\n| One | https://example.org/g |",
    "",
    "",
    "",
)


def again(manuscript: Manuscript) -> Manuscript:
    return normalized(manuscript.markdown, "markdown")[0]


@given(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=14),
    st.sets(st.sampled_from(STEPS)),
    st.sampled_from(["text", "markdown"]),
    st.booleans(),
)
def test_any_subset_is_accounted_for_and_settles(
    lines: list[str], off: set[str], kind: Kind, remove_nothing: bool
) -> None:
    text = "A beginning with some words.\n\n" + "\n".join(lines)
    wishes = Wishes("a", switches=dict.fromkeys(off, False), remove_nothing=remove_nothing)
    first, ledger = normalized(text, kind, wishes)
    assert ledger.audit.unaccounted == 0
    assert again(first).markdown == first.markdown


def test_every_step_is_a_pass_of_its_own_name() -> None:
    names = [one_pass.__name__ for one_pass in PASSES]
    assert len(set(names)) == len(names)
    assert ALWAYS.issubset(names)
    assert (*layout.STEPS, "dialect", *(name for name in names if name not in ALWAYS)) == STEPS


def test_the_front_matter_switches_and_remembers() -> None:
    text = f"---\npubpipe: {{off: [duplicates]}}\n---\n\n{TWICE}\n\n{TWICE}\n"
    manuscript, _ = normalized(text, "markdown")
    assert manuscript.body.count(TWICE) == 2
    assert '  "off": [duplicates]\n' in manuscript.markdown
    assert again(manuscript).markdown == manuscript.markdown


def test_a_wish_is_stronger_than_the_front_matter() -> None:
    text = f"---\npubpipe: {{off: duplicates}}\n---\n\n{TWICE}\n\n{TWICE}\n"
    manuscript, _ = normalized(text, "markdown", Wishes("a", switches={"duplicates": True}))
    assert manuscript.body.count(TWICE) == 1
    assert "off" not in manuscript.markdown.split("\n---\n")[0]


def test_a_step_on_demand_runs_only_when_asked_for() -> None:
    received = draft("Text.\n")
    assert switched_off(received, {}, ("a", "b"), frozenset({"b"})) == ("b",)
    assert switched_off(received, {"b": True, "a": False}, ("a", "b"), frozenset({"b"})) == ("a",)


def test_an_unknown_step_in_the_front_matter_is_refused() -> None:
    with pytest.raises(ArticleError, match="no step 'duplicate'") as raised:
        normalized("---\npubpipe: {off: [duplicate]}\n---\n\nText.\n", "markdown")
    assert raised.value.hint == "Did you mean 'duplicates'?"


def test_names_are_a_list_or_a_text() -> None:
    assert listed(["a", "b, c"]) == listed("a b,c") == ("a", "b", "c")
    assert listed(None) == ()
    assert unknown("given", STEPS) is not None


@pytest.mark.parametrize(
    ("step", "text", "on", "off"),
    [
        ("wrap", "One line that goes on and on until it reaches the width of all\nlines and goes on.", 1, 2),
        ("table", "Boat\tCrew\nAnna\t12\nBerta\t9", 1, 3),
        ("quote_prefix", "> One line of it.\n> Two lines of it.", 1, 2),
    ],
)
def test_steps_for_raw_text_can_be_switched_off(step: str, text: str, on: int, off: int) -> None:
    received = f"{TWICE}\n\n{text}"
    manuscript, _ = normalized(received)
    without, _ = normalized(received, wishes=Wishes("a", switches={step: False}))
    assert manuscript.body.count("\n\n") == on
    assert without.body.count("\n\n") == off
    assert f'"off": [{step}]' in without.markdown
    assert again(without).markdown == without.markdown


def test_hyphens_at_line_ends_stay_when_that_step_is_off() -> None:
    text = "The government of the island met. It was a long day and nobody knew what the govern-\nment wanted of all of us."
    manuscript, _ = normalized(text)
    without, _ = normalized(text, wishes=Wishes("a", switches={"dehyphen": False}))
    assert "govern-" not in manuscript.body
    assert "govern-ment" in without.body


DAYS = tuple(enumerate(("Monday", "the first of May", "a day on which nobody had slept"), 1))


def test_page_numbers_stay_when_that_step_is_off() -> None:
    pages = "\f".join(f"{TWICE.replace('Monday', day)}\n\nPage {n} of 3" for n, day in DAYS)
    assert "Page 2" not in normalized(pages)[0].body
    assert "Page 2" in normalized(pages, wishes=Wishes("a", switches={"pdf_pages": False}))[0].body
