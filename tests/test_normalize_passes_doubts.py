"""What is only reported: subtitles, captions, pull quotes."""

import pytest

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.blocks.caption import caption
from pubpipe.normalize.passes.surplus.pullquote import pullquote
from pubpipe.normalize.passes.title_block.subtitle import subtitle
from tests.support.drafts import galley, normalized

BODY = "The council met on Monday to discuss the plans. Nobody had read the long report. The mayor was not amused."


def flags(found: Galley) -> list[tuple[str, str, int]]:
    assert len(found.findings) == len(found.events)
    return [(event.step, event.action, event.line) for event in found.events]


def test_a_sentence_before_the_byline_may_be_a_subtitle() -> None:
    text = f"What the town says about its harbour.\n\nBy Jane Doe\n\n{BODY}"
    found = subtitle(galley(text).with_meta(title="Harbour", lang="en"))
    assert flags(found) == [("subtitle", "flagged", 1)]
    assert len(found.pieces) == 3


def test_a_lead_is_no_subtitle() -> None:
    for text in (f"A short lead stands here.\n\n{BODY}\n\n{BODY}", f"By Jane Doe\n\n2024-07-28\n\n{BODY}"):
        assert not subtitle(galley(text).with_meta(title="Harbour", lang="en")).events


@pytest.mark.parametrize(
    "line", ["Photo: Jane Doe", "(Photo by Jane Doe/AP)", "Foto: Anna Müller", "AP Photo/Jane Doe"]
)
def test_captions(line: str) -> None:
    found = caption(galley(f"{BODY}\n\n{line}\n\n{BODY}"))
    assert flags(found) == [("caption", "flagged", 3)]
    assert [doc.words_of(p.block) for p in found.pieces] == [BODY, line, BODY]


def test_an_article_about_photos_has_no_captions() -> None:
    assert not caption(
        galley(f"Photographs were on show in the hall.\n\nImages of the town.\n\n{BODY}")
    ).events


def test_a_sentence_that_stands_alone_once_more_may_be_a_pull_quote() -> None:
    found = pullquote(galley(f"{BODY}\n\n“Nobody had read the long report”\n\nAnother matter came up."))
    assert flags(found) == [("pullquote", "flagged", 3)]
    assert len(found.pieces) == 3


def test_refrains_and_short_answers_are_no_pull_quotes() -> None:
    assert not pullquote(galley(f"{BODY}\n\nNobody had read.\n\nSing the song of the sea.\n\n{BODY}")).events


@pytest.mark.parametrize("line", ["Photo: Jane Doe", "(Photo by Jane Doe/AP)", 'Photo: "Jane" Doe'])
def test_a_credit_under_a_picture_of_markdown_is_its_own(line: str) -> None:
    text = f"# Boats\n\n{BODY}\n\n![Two boats](boats.jpg)\n\n{line}\n\n{BODY[::-1]}\n"
    manuscript, ledger = normalized(text, "markdown")
    title = line.replace('"', '\\"')
    assert f'![Two boats](boats.jpg "{title}")' in manuscript.body
    assert manuscript.body.count("Jane") == 1
    assert not ledger.audit.unaccounted
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown


def test_a_credit_stays_where_the_picture_has_one_or_a_link_would_be_lost() -> None:
    for picture, line in (
        ('![Boats](a.jpg "By Peter")', "Photo: Jane Doe"),
        ("![Boats](a.jpg)", "Photo: [Jane Doe](https://example.org)"),
    ):
        manuscript, _ = normalized(f"# Boats\n\n{BODY}\n\n{picture}\n\n{line}\n", "markdown")
        assert f"\n\n{line}" in manuscript.body


def test_a_sentence_between_title_and_names_over_paragraphs_is_the_standfirst() -> None:
    text = f"What the town says about its harbour.\n\nBy Jane Doe\n\n{BODY}\n\n{BODY} Twice."
    found = subtitle(galley(text).with_meta(title="Harbour", lang="en"))
    assert found.meta["subtitle"] == "What the town says about its harbour."
    assert len(found.pieces) == 3
