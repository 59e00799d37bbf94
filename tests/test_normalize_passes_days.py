"""Date lines standing alone: taken at the head and, with a label, at the end."""

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Wishes
from pubpipe.normalize.passes.title_block.days import days
from tests.support.drafts import galley

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
