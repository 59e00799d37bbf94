"""Date lines standing alone: taken at the head and, with a label, at the end."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.passes.title_block.days import days
from tests.support.drafts import galley, normalized

BODY = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


def opened(*lines: str, wishes: Wishes | None = None) -> Galley:
    return days(galley("\n".join(lines), wishes=wishes).with_meta(lang="en"))


def texts(found: Galley) -> list[str]:
    return [doc.words_of(piece.block) for piece in found.pieces]


def test_publication_and_update() -> None:
    found = opened("July 27, 2024", "Updated July 28, 2024 at 3:15 PM EDT", BODY)
    assert (found.meta["date"], found.meta["updated"]) == ("2024-07-27", "2024-07-28")
    assert texts(found) == [BODY]


def test_a_labelled_line_at_the_end() -> None:
    assert opened(*[BODY] * 7, "Published July 28, 2024").meta["date"] == "2024-07-28"


def test_a_bare_date_at_the_end_is_the_text_s() -> None:
    assert "date" not in opened(*[BODY] * 7, "July 28, 1849").meta


def test_a_diary_keeps_its_dates() -> None:
    lines = ["July 28, 1914", BODY, "July 29, 1914", BODY]
    assert texts(opened(*lines)) == lines


@pytest.mark.parametrize("head", [["By Jane Doe", "April 8, 2019"], ["April 8, 2019", "By Jane Doe"]])
def test_the_date_beside_who_wrote_is_none_of_the_comments(head: list[str]) -> None:
    comments = ["April 9, 2019 @ 11:38", "Well said.", "April 10, 2019 @ 9:02", "Not at all."]
    manuscript, ledger = normalized(
        "\n\n".join(["Harbour plans stall again", *head, BODY, BODY[::-1], *comments])
    )
    assert manuscript.meta.date == "2019-04-08"
    assert "April 9, 2019" in manuscript.body
    assert ledger.audit.unaccounted == 0


def test_a_signed_diary_keeps_its_dates() -> None:
    entries = ["July 28, 1914", BODY, BODY[::-1], "July 29, 1914", f"{BODY} Again."]
    manuscript, _ = normalized("\n\n".join(["A harbour diary", "By Jane Doe", *entries]))
    assert manuscript.meta.date == ""
    assert "July 28, 1914" in manuscript.body


def test_an_ambiguous_date_is_reported() -> None:
    found = opened("03/04/2024", BODY)
    assert texts(found) == ["03/04/2024", BODY]
    assert [(e.action, e.line) for e in found.events] == [("flagged", 1)]
    assert found.findings[-1].code == "normalize-days"


def test_another_date_than_the_stated_one_stays() -> None:
    found = days(galley(f"July 28, 2024\n{BODY}").with_meta(lang="en", date="2024-07-01"))
    assert texts(found) == ["July 28, 2024", BODY]


def test_kept_lines_stay() -> None:
    assert len(opened("July 28, 2024", BODY, wishes=Wishes("a", keep=((1, 1),))).pieces) == 2


def test_a_line_with_a_footnote_stays_with_its_note() -> None:
    lines = f"July 28, 2024[^1]\n\n{BODY}\n\n[^1]: As printed.\n"
    found = days(galley(lines, "markdown").with_meta(lang="en"))
    assert len(found.pieces) == 3


def test_a_line_under_the_heading_of_sources_stays() -> None:
    lines = ["Sources:", "July 28, 2024", "https://example.org/a"]
    assert texts(opened(*lines)) == lines
