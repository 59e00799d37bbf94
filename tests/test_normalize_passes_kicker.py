"""Kickers: over a title, and only there."""

import pytest

from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.title_block.kicker import kicker
from pubpipe.normalize.passes.title_block.title import title
from tests.support.drafts import galley

BODY = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


def opened(*lines: str) -> Galley:
    return title(kicker(galley("\n".join(lines)).with_meta(lang="en")))


@pytest.mark.parametrize("line", ["ANALYSIS", "Opinion", "SPECIAL REPORT:", "HARBOUR NEWS", "解説"])
def test_kickers(line: str) -> None:
    found = opened(line, "Why the harbour must stay", BODY)
    assert (found.meta["kicker"], found.meta["title"]) == (line, "Why the harbour must stay")
    assert len(found.pieces) == 1


def test_a_kicker_under_a_date_line() -> None:
    assert opened("July 28, 2024", "ANALYSIS", "Why the harbour must stay", BODY).meta["kicker"] == "ANALYSIS"


def test_a_title_in_capitals_is_no_kicker() -> None:
    for below in ("By Jane Doe", "Once upon a midnight dreary,"):
        found = opened("THE RAVEN", below, BODY)
        assert "kicker" not in found.meta
        assert found.meta["title"] == "THE RAVEN"


def test_verse_under_capitals_is_no_title() -> None:
    found = opened(
        "TREES", "I think that I shall never see", "A poem lovely as a tree.", "A tree whose hungry mouth"
    )
    assert "kicker" not in found.meta
    assert found.meta["title"] == "TREES"


@pytest.mark.parametrize("section", ["Handwerk", "Artesanía", "Patrimoine", "Общество", "Farming"])
def test_the_sections_of_papers_are_no_titles(section: str) -> None:
    found = title(
        kicker(
            galley(f"{section}\n\nThe last bell foundry in the valley has an heir\n\n{'It is old. ' * 12}")
        )
    )
    assert (found.meta["kicker"], found.meta["title"]) == (
        section,
        "The last bell foundry in the valley has an heir",
    )
