"""Sabotage: whatever is lost, swapped or invented behind the ledger's back is found."""

import random
from dataclasses import replace

import pytest

from pubpipe.model import Event
from pubpipe.normalize import normalize
from pubpipe.normalize.audit import Printed, audit
from pubpipe.normalize.galley import Wishes
from pubpipe.normalize.references import section
from tests.conftest import Amount
from tests.support.drafts import bare, draft, normalized
from tests.test_normalize import FOUNDING

TEXT = "The minister did not agree. She said 1,000 people had come to the town.\n\nNobody else came."


def plain(body: str, front: str = "", events: tuple[Event, ...] = (), text: str = TEXT) -> int:
    return audit(bare(text), events, Printed(front, body, "")).unaccounted


def test_the_same_words_pass() -> None:
    assert plain(TEXT) == 0


@pytest.mark.parametrize(
    "damaged",
    [
        TEXT.replace("not ", ""),
        TEXT.replace("1,000", "1,001"),
        TEXT.replace("Nobody else came.", ""),
        TEXT.replace("came", "came again"),
        TEXT.replace("did not", "not did"),
        "Nobody else came.\n\nThe minister did not agree. She said 1,000 people had come to the town.",
    ],
)
def test_damage_is_found(damaged: str) -> None:
    assert plain(damaged) > 0


def test_a_removal_must_be_in_the_ledger_with_its_text() -> None:
    start = TEXT.index("Nobody")
    honest = Event("x", "removed", "r", 1.0, start, len(TEXT), 3, before=TEXT[start:])
    assert plain(TEXT[:start], events=(honest,)) == 0
    assert plain(TEXT[:start], events=(replace(honest, before="Nobody came."),)) > 0


def test_what_was_moved_must_have_arrived() -> None:
    moved = Event("x", "moved", "r", 1.0, 0, 12, 1, before=TEXT[:12], destination="meta:title")
    rest = TEXT[12:]
    assert plain(rest, "title: The minister", (moved,)) == 0
    assert plain(rest, "title: The", (moved,)) > 0


def test_what_moves_within_the_body_is_put_in_where_it_stands_now() -> None:
    start = TEXT.index("Nobody")
    moved = Event("x", "moved", "r", 1.0, start, len(TEXT), 3, before=TEXT[start:], destination="body")
    put = Event("x", "changed", "r", 1.0, 27, 27, 1, after=TEXT[start:])
    there = f"{TEXT[:27]} {TEXT[start:]} {TEXT[27:start]}"
    assert plain(there, events=(moved, put)) == 0
    assert plain(TEXT[:start], events=(moved,)) > 0
    assert plain(there, events=(moved, replace(put, after="Nobody came."))) > 0
    again = replace(moved, start=0, end=len("Nobody else came."), before="Nobody else came.")
    twice = f"Nobody else came. {TEXT}"
    lost = replace(moved, start=start + 18, end=len(twice), before=TEXT[start:])
    assert plain(there, events=(again, lost, put), text=twice) > 0


def test_a_word_nobody_declared_is_invented() -> None:
    assert plain(TEXT, "title: Scandal") == 1
    declared = Event("x", "inferred", "r", 0.7, 0, 0, 1, after="Scandal", destination="meta:title")
    assert plain(TEXT, "title: Scandal", (declared,)) == 0


def test_no_range_is_counted_twice() -> None:
    event = Event("x", "removed", "r", 1.0, 0, 12, 1, before=TEXT[:12])
    assert plain(TEXT[12:], events=(event, event)) > 0


def test_every_single_lost_word_of_the_founding_article_is_found(amount: Amount) -> None:
    received = draft(FOUNDING.read_text("utf-8"))
    manuscript, ledger, _ = normalize(received, Wishes("article"))
    end = manuscript.markdown.index("---\n", 4) + 4
    tail = section(manuscript.sources, "en")
    assert tail
    printed = Printed(manuscript.markdown[:end], manuscript.body, "")
    words = manuscript.body.split(" ")
    chosen = random.Random(7).sample(range(len(words)), min(amount(60, len(words)), len(words)))
    for n in chosen:
        damaged = " ".join(words[:n] + words[n + 1 :])
        if any(c.isalnum() for c in words[n]):
            assert audit(received, ledger.events, replace(printed, body=damaged)).unaccounted > 0, words[n]


def test_a_line_changed_into_a_value_must_be_that_value() -> None:
    line = "By JANE DOE, Staff Writer"
    event = Event("byline", "changed", "who", 1.0, 0, len(line), 1, line, "Jane Doe", "meta:author")
    text = f"{line}\n\n{TEXT}"
    assert plain(TEXT, "author: [Jane Doe]", (event,), text) == 0
    assert plain(TEXT, "author: [Jane Roe]", (event,), text) > 0
    assert plain(TEXT, "", (event,), text) > 0


def test_changes_may_share_white_space_but_no_word() -> None:
    text = f"  By Jane Doe\n\n{TEXT}"
    spaces = Event("spaces", "changed", "s", 1.0, 0, 2, 1, "  ", " ")
    line = Event("byline", "moved", "who", 1.0, 0, 13, 1, "  By Jane Doe", "", "meta:author")
    assert plain(TEXT, "author: [by Jane Doe]", (spaces, line), text) == 0
    word = Event("nfc", "changed", "n", 1.0, 5, 9, 1, "Jane", "Jane")
    assert plain(TEXT, "author: [by Jane Doe]", (line, word), text) > 0


def test_a_character_reference_in_raw_text_is_what_it_reads() -> None:
    manuscript, ledger = normalized(
        "A title\n\nTom &amp; Ann went out, and that is all there is to say of them."
    )
    assert "\\&amp;" in manuscript.body
    assert ledger.audit.unaccounted == 0


def test_insertions_at_one_place_stand_in_their_order() -> None:
    at = TEXT.index("Nobody")
    first, second = (Event("x", "changed", "r", 1.0, at, at, 3, after=word) for word in ("7", "1"))
    body = TEXT.replace("Nobody", "7 1 Nobody")
    assert plain(body, events=(first, second)) == 0
    assert plain(body, events=(second, first)) > 0


@pytest.mark.parametrize("title", ["", " 'R'"])
def test_the_address_of_a_link_by_reference_is_apart_from_the_words_beside_it(title: str) -> None:
    defined = f"[r]: https://example.org/a{title}"
    _, ledger = normalized(f"Some words to begin with.\n\n{defined}\nSources:\n{defined}", "markdown")
    assert ledger.audit.unaccounted == 0


def test_the_number_of_a_links_definition_is_told_with_its_brackets() -> None:
    _, ledger = normalized(
        "# Mill\n\nThe [trust][1] of the mill.\n\n[1]: https://mill.example/trust\n", "markdown"
    )
    assert "[1]" in [event.before for event in ledger.events if event.action == "changed"]
