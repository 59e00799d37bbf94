"""Signatures under letters: removed and told where the mark is sure, reported where it is not."""

import pytest

from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from tests.support.drafts import draft, normalized

PROSE = (
    "The harbour master counts the boats every year and writes the figures down in a book that nobody reads."
)
LETTER = (
    f"From: Jane Doe <jane@example.org>\nSubject: Counting the boats\n\n{PROSE}\n\nBest wishes,\nJane\n\n"
)
SIGNED = "Jane Doe\nHarbour Office, Port Linden"


@pytest.mark.parametrize(
    "text",
    [
        f"{LETTER}-- \n{SIGNED}\n",
        f"{LETTER}--\n{SIGNED}\n",
        f"Boats\n\n{PROSE}\n-- \n{SIGNED}",
        f"Boats\n\n{PROSE}\n\n--\n{SIGNED}\n+1 555 010 0199",
        f"Boats\r\n\r\n{PROSE}\r\n-- \r\n{SIGNED}\r\nwww.example.org\r\n",
    ],
)
def test_a_signature_is_removed(text: str) -> None:
    manuscript, ledger = normalized(text)
    (event,) = (e for e in ledger.events if e.step == "signature")
    assert (event.action, event.reason) == ("removed", "the signature of a letter")
    assert event.before.startswith("--") and "Harbour Office" in event.before
    assert "Harbour Office" not in manuscript.markdown and PROSE in manuscript.body


def test_what_only_may_be_one_stays_and_is_told() -> None:
    text = f"Boats\n\n{PROSE}\n\n--\n{SIGNED}\n"
    manuscript, _, findings = normalize(draft(text), Wishes("a"))
    assert "Harbour Office, Port Linden" in manuscript.body
    assert [f.place and f.place.line for f in findings if f.code == "normalize-signature"] == [5]


@pytest.mark.parametrize(
    "below",
    [
        "Sources:\nhttps://example.org/a\nhttps://example.org/b",
        f"{PROSE} And it goes on after the mark, so that it is no signature.",
        "\n".join(f"Line {n}" for n in range(20)),
        "",
    ],
)
def test_what_is_none_stays(below: str) -> None:
    _, ledger = normalized(f"Boats\n\n{PROSE}\n\n-- \n{below}\n")
    assert not [event for event in ledger.events if event.step == "signature"]


def test_it_can_be_kept_and_switched_off() -> None:
    text = f"Boats\n\n{PROSE}\n\n-- \n{SIGNED}\n"
    for wishes in (
        Wishes("a", keep=((6, 6),)),
        Wishes("a", remove_nothing=True),
        Wishes("a", switches={"signature": False}),
    ):
        assert "Harbour Office" in normalized(text, wishes=wishes)[0].body
