"""Titles of raw text: short first lines with furniture before and after them."""

import pytest

from pubpipe.errors import ArticleError
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.title_block.title import title
from tests.support.drafts import galley, normalized

BODY = "The council met on Monday to discuss the plans for the old harbour and the costs of the new bridge."


def opened(*lines: str) -> Galley:
    return title(galley("\n".join(lines)).with_meta(lang="en"))


@pytest.mark.parametrize(
    "line",
    [
        "Harbour plans stall again",
        "Will the harbour ever be built?",
        "“We will not go!”",
        "Harbour plans stall again | Daily Record",
        "Prices fall to a new low in the U.S.",
        "10 ways to cross a river",
        "Our research shows that a mix of small harbours and large ones gives the highest returns for the towns and the"
        " best protection for the coast",
    ],
)
def test_short_first_lines(line: str) -> None:
    assert opened(line, BODY + " " + BODY).meta["title"] == line


@pytest.mark.parametrize("line", ["74°", "1", "×", "12 345"])
def test_a_line_without_a_letter_is_no_title(line: str) -> None:
    assert "title" not in opened(line, BODY, BODY).meta


def test_a_year_may_be_a_title() -> None:
    assert opened("1984", "By Jane Doe", BODY, BODY).meta["title"] == "1984"


def test_the_first_line_of_a_menu_is_no_title() -> None:
    menu = ("Skip to content", "Subscribe", "Sign in", "About us", "Privacy policy", "Contact us")
    rest = ("Ferries", "Ships", "Bridges", "Towns", BODY, BODY)
    assert "title" not in opened(*menu, *rest).meta
    assert "title" not in opened("The Harbour Network", *menu, *rest).meta
    assert (
        opened("The harbour network", *rest, BODY, BODY, BODY, BODY, BODY).meta["title"]
        == "The harbour network"
    )
    assert opened("Contact us", BODY, BODY).meta["title"] == "Contact us"


@pytest.mark.parametrize("after", ["By Jane Doe", "July 28, 2024", "Reuters Staff"])
def test_a_sentence_is_a_title_where_a_credit_follows(after: str) -> None:
    assert opened("The harbour stays.", after, BODY).meta["title"] == "The harbour stays."
    assert "title" not in opened("The harbour stays.", BODY).meta


def test_credits_may_stand_before_the_title() -> None:
    found = opened("By Jane Doe", "July 28, 2024", "Harbour plans stall again", BODY)
    assert found.meta["title"] == "Harbour plans stall again"
    assert len(found.pieces) == 3


def test_a_labelled_title() -> None:
    assert opened("Title: Harbour plans", "Author: Jane Doe", BODY).meta["title"] == "Harbour plans"


def test_the_subject_of_a_letter() -> None:
    found = opened("From: Jane Doe <jane@example.org>", "To: all@example.org", "Subject: Harbour plans", BODY)
    assert found.meta["title"] == "Harbour plans"


@pytest.mark.parametrize(
    "lines",
    [
        ["From: Jane Doe", BODY],
        ["10 p.m.", BODY],
        ["Ladies and gentlemen:", BODY],
        ["My fellow citizens,", BODY],
        ["1. Cut the bread", "2. Add the butter and then the cheese", BODY],
        [
            "I think that I shall never see",
            "A poem lovely as a tree.",
            "A tree whose hungry mouth is pressed to earth",
        ],
        ["すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。", BODY],
    ],
)
def test_what_is_no_title(lines: list[str]) -> None:
    assert "title" not in opened(*lines).meta


def test_verse_has_a_title_where_a_blank_line_parts_it() -> None:
    assert (
        title(galley("Trees\n\nI think that I shall never see\nA poem lovely as a tree.")).meta["title"]
        == "Trees"
    )


def test_the_only_heading_over_everything_is_the_title_whatever_its_level() -> None:
    found = title(galley(f"## Harbour plans\n\n{BODY}\n\n### Costs\n\n{BODY}\n", "markdown"))
    assert found.meta["title"] == "Harbour plans"
    assert [doc.words_of(p.block) for p in found.pieces] == [BODY, "Costs", BODY]


def test_a_heading_after_a_paragraph_is_a_section_s() -> None:
    assert "title" not in title(galley(f"{BODY}\n\n## Costs\n\n{BODY}\n", "markdown")).meta


def test_a_bold_line_over_a_markdown_text() -> None:
    manuscript, _ = normalized(f"**Harbour plans**\n\n{BODY}\n", "markdown")
    assert (manuscript.meta.title, manuscript.body) == ("Harbour plans", BODY + "\n")


def test_a_title_that_stands_twice_is_said_once() -> None:
    found, _ = normalized(f"Harbour plans stall\n\nHarbour plans stall\n\n{BODY}")
    assert found.meta.title == "Harbour plans stall"
    assert found.body == f"{BODY}\n"


BADGE = "[![Build](https://e.org/b.svg)](https://e.org/b) ![Cover](c.svg)"


def test_pictures_behind_a_headings_words_are_no_part_of_the_title() -> None:
    for received in (f"# The *boats* {BADGE}\n\nText.\n", f"The *boats* {BADGE}\n=====\n\nText.\n"):
        manuscript, _ = normalized(received, "markdown")
        assert manuscript.meta.title == "The boats"
        assert manuscript.body.startswith(BADGE)
        assert normalized(manuscript.markdown, "markdown")[0].markdown == manuscript.markdown


def test_a_picture_within_a_headings_words_stays() -> None:
    manuscript, _ = normalized("# The ![boats](b.png) here\n\nText.\n", "markdown")
    assert manuscript.meta.title == "The boats here"


def test_a_title_that_is_proposed_from_code_steers_no_terminal() -> None:
    made, ledger = normalized("`\x1bWa`\n", "markdown")
    assert (made.meta.title, made.body) == ("a", "`\x1bWa`\n")
    assert [e.after for e in ledger.events if e.step == "headline"] == ["a"]


def test_a_title_is_proposed_from_words_and_not_from_markup_or_pictures() -> None:
    above = '<div align="center">\n<br>\n</div>\n\n![alt](a.png) [![Build](b.svg)](https://e.org)\n\n'
    manuscript, ledger = normalized(f"{above}The harbour master counts boats. Nobody reads it.\n", "markdown")
    assert manuscript.meta.title == "The harbour master counts boats"
    assert ledger.title_inferred
    assert normalized("<div>One</div>\n", "markdown")[0].meta.title == "One"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("rest", ["http://x.org/abc\n    'T'", "\nhttp://x.org/abc"])
def test_a_title_with_a_link_by_reference(end: str, rest: str) -> None:
    text = f"# Title [link][1]\n\nText is here.\n\n[1]: {rest}\n".replace("\n", end)
    made, ledger = normalized(text, "markdown")
    assert (made.meta.title, made.body) == ("Title link", "Text is here.\n")
    assert [e.action for e in ledger.events if e.step == "links"] == ["removed", "removed"]


def test_a_definition_that_the_text_uses_too_stays_with_it() -> None:
    made, ledger = normalized("# Title [link][1]\n\nText [here][1].\n\n[1]: http://x.org/abc\n", "markdown")
    assert made.body == "Text [here](http://x.org/abc).\n"
    assert [e.action for e in ledger.events if e.step == "links"] == ["moved"]


def test_a_heading_is_the_title_where_the_others_of_its_level_are_appendices() -> None:
    """A registry sets the log of changes behind the read-me."""
    made, _ = normalized(
        f"# boats\n\n{BODY}\n\n## Use\n\n{BODY}\n\n# Changelog 📝\n\n## 1.2\n\n- new\n", "markdown"
    )
    assert made.meta.title == "boats"
    assert [line for line in made.body.splitlines() if line[:1] == "#"] == [
        "## Use",
        "## Changelog 📝",
        "### 1.2",
    ]
    assert normalized(f"# Boats\n\n{BODY}\n\n# Ships\n\n{BODY}\n", "markdown")[0].body.startswith("## Boats")


@pytest.mark.parametrize(
    "badge",
    [
        "<sup>[![Version](https://e.org/b.svg)](https://e.org/b)</sup>",
        '<a href="https://e.org/b"><img src="https://e.org/b.svg" alt="Version"></a>',
    ],
)
def test_badges_in_html_behind_a_headings_words_stay_pictures(badge: str) -> None:
    made, ledger = normalized(f"# boats {badge}\n\n{BODY}\n", "markdown")
    assert made.meta.title == "boats"
    assert made.body == f"[![Version](https://e.org/b.svg)](https://e.org/b)\n\n{BODY}\n"
    assert ledger.audit.unaccounted == 0


@pytest.mark.parametrize("between", [" • ", " | "])
def test_no_title_is_proposed_from_a_row_of_names(between: str) -> None:
    row = between.join(f"[Edition {n} here](e{n}.md)" for n in range(12))
    made, _ = normalized(f"{row}\n\nThe harbour master counts boats. Nobody reads it.\n", "markdown")
    assert made.meta.title == "The harbour master counts boats"


def test_no_title_is_proposed_from_what_only_announces_a_list() -> None:
    made, _ = normalized("# boats 1.2\n\nFixes:\n\n- one\n\n# boats 1.1\n\nFixes:\n\n- two\n", "markdown")
    assert (made.meta.title, made.meta.title_source) == ("boats 1.2", "heading")
    assert made.body.startswith("## boats 1.2\n\nFixes:\n")


def test_a_heading_that_says_the_stated_title_is_no_section() -> None:
    text = f"---\ntitle: The boats\n---\n\n# The *boats*\n\n{BODY}\n\n# Ships\n\n{BODY}\n"
    made, ledger = normalized(text, "markdown")
    assert made.body == f"{BODY}\n\n## Ships\n\n{BODY}\n"
    assert ledger.audit.unaccounted == 0


def test_a_text_of_sources_alone_is_no_article() -> None:
    with pytest.raises(ArticleError, match="has no text"):
        normalized("Sources:\n- URL: https://e.org/a\n", "markdown")
