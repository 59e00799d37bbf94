"""Names of headings: links of every renderer's kind find them, and ours find themselves."""

import pytest

from pubpipe.anchors import name, names, places, sought

HEADINGS = (
    "The first part",
    "It's 2.5 – *really*?",
    "The first part",
    "1. Béton & Co",
    "यह क्या है",
    "!",
    "日本 語",
)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("#the-first-part", 0),
        ("#The_First_Part", 0),
        ("#the-first-part-1", 2),
        ("#its-25--really", 1),  # GitHub
        ("#its-2.5-really", 1),  # pandoc
        ("#1-béton--co", 3),
        ("#béton-co", 3),
        ("#b%C3%A9ton-co", 3),
        ("#be\u0301ton-co", 3),
        ("#यह-क्या-है", 4),
        ("#日本-語", 6),
        ("#", None),
        ("#the-first-part-2", None),
        ("#यह-की-है", None),
    ],
)
def test_links_find_their_headings(link: str, place: int | None) -> None:
    assert places(HEADINGS).get(sought(link)) == place


def test_each_name_leads_to_its_own_heading() -> None:
    made = names(HEADINGS)
    assert made == (
        *("the-first-part", "it-s-2-5-really", "the-first-part-1", "1-béton-co", "यह-क्या-है", "", "日本-語"),
    )
    assert [places(HEADINGS).get(sought(one)) for one in made] == [0, 1, 2, 3, 4, None, 6]


def test_a_heading_that_looks_numbered_keeps_its_name_before_a_repeated_one() -> None:
    assert places(("Part 1", "Part", "Part"))[sought("#part-1")] == 0


def test_a_name_has_no_hyphen_at_its_ends() -> None:
    assert name("— “Quoted” —") == "quoted"
