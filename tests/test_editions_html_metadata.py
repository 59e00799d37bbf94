"""What machines read in a web page: only what is known."""

import json
from dataclasses import replace

import pytest

from pubpipe.editions.html.metadata import alternates, cards, lead, linked_data
from pubpipe.editions.parts import body_tree
from pubpipe.model import Json, Manuscript, Metadata
from tests.support.manuscripts import edition, founding, rich


def article(body: str = "Text.", **meta: str) -> Manuscript:
    return Manuscript("x", Metadata(title="T", lang="en", **meta), body, body)  # type: ignore[arg-type]


def test_an_article_of_which_nothing_is_known_claims_nothing() -> None:
    assert json.loads(linked_data(edition(article(), "html"), "")) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "T",
        "inLanguage": "en",
    }
    assert list(cards(edition(article(), "html"), "")) == [("og:type", "article"), ("og:title", "T")]


def test_the_founding_article() -> None:
    data = json.loads(linked_data(edition(founding(), "html", publication="The Daily"), "About it"))
    assert data == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "U.S. and Japanese officials will take steps to boost military ties",
        "description": "About it",
        "inLanguage": "en",
        "datePublished": "2024-07-28",
        "dateline": "July 28, 2024 –",
        "publisher": {"@type": "Organization", "name": "The Daily"},
        "citation": [{"@type": "CreativeWork", "url": source.url} for source in founding().sources],
    }


def test_names_that_are_known_are_given_and_derived_ones_are_not() -> None:
    known = replace(rich().sources[0], title="A Work", derived=())
    data = json.loads(linked_data(edition(replace(rich(), sources=(known, *rich().sources)), "html"), ""))
    assert [cited.get("name") for cited in data["citation"]] == ["A Work", None]
    assert [author["name"] for author in data["author"]] == ["Ana Pérez", "Bob Lee"]
    assert data["alternativeHeadline"] == "One sentence that says what it is about"


def test_an_agency_makes_it_news() -> None:
    data = json.loads(linked_data(edition(article(agency="Reuters"), "html"), ""))
    assert data["@type"] == "NewsArticle"
    assert data["sourceOrganization"] == {"@type": "Organization", "name": "Reuters"}


def test_nothing_in_the_data_ends_its_element() -> None:
    title = "</script><script>alert(1)</script> & <!--"
    manuscript = article()
    text = linked_data(edition(replace(manuscript, meta=replace(manuscript.meta, title=title)), "html"), "")
    assert not {"<", ">", "&"} & set(text)
    assert json.loads(text)["headline"] == title


def test_cards_tell_place_time_and_people() -> None:
    meta = replace(rich().meta, url="https://example.org/rich", lang="en-GB", updated="2024-08-01")
    found = dict(cards(edition(replace(rich(), meta=meta), "html", publication="The Daily"), "About it"))
    assert found == {
        "og:type": "article",
        "og:title": "A Rich Article & its “Parts”",
        "og:description": "About it",
        "og:url": "https://example.org/rich",
        "og:site_name": "The Daily",
        "og:locale": "en_GB",
        "article:published_time": "2024-07-28",
        "article:modified_time": "2024-08-01",
        "article:author": "Bob Lee",
    }


def test_an_unsafe_address_is_no_canonical_one() -> None:
    manuscript = article(url="javascript:alert(1)", license="all mine")
    assert "url" not in json.loads(linked_data(edition(manuscript, "html"), ""))
    assert "license" not in json.loads(linked_data(edition(manuscript, "html"), ""))
    assert "og:url" not in dict(cards(edition(manuscript, "html"), ""))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "First *words*,[^n] and more.\n\n## Heading\n\nSecond.\n\n[^n]: note",
            "First words, and more. Second.",
        ),
        ("word " * 60, " ".join(["word"] * 39) + " word…"),
        ("x" * 300, "x" * 200 + "…"),
        ("", ""),
    ],
)
def test_the_lead_is_the_texts_first_words(body: str, expected: str) -> None:
    assert lead(body_tree(article(body, dateline="TOKYO –"))) == expected


def test_the_sister_editions_that_are_there_are_told() -> None:
    sisters: list[Json] = [
        ["pdf", "déjà vu.pdf"],
        ["pdf-large", "x.large.pdf"],
        ["txt", "x.txt"],
        ["strange", "x.strange"],
    ]
    told = replace(edition(article(), "html"), facts={"sisters": sisters})
    assert list(alternates(told)) == [
        ("d%C3%A9j%C3%A0%20vu.pdf", "application/pdf", "PDF"),
        ("x.large.pdf", "application/pdf", "PDF (large)"),
        ("x.txt", "text/plain", "TXT"),
    ]
    assert list(alternates(edition(article(), "html"))) == []


def test_the_feed_that_an_article_is_in_is_told_under_the_publications_name() -> None:
    told = {"index": "../index.html", "feed": "../a feed.xml"}
    plain, named = (
        replace(edition(article(), "html", publication=name), facts=told) for name in ("", "The Daily")
    )
    assert list(alternates(plain)) == [("../a%20feed.xml", "application/atom+xml", "Articles")]
    assert list(alternates(named)) == [("../a%20feed.xml", "application/atom+xml", "The Daily")]


def test_the_cover_beside_a_page_is_its_picture_where_the_pages_address_is_known() -> None:
    beside: dict[str, Json] = {"cover": "a b/x.cover.webp"}
    page = replace(edition(article(), "html", site="https://example.org/read"), facts=beside)
    address = "https://example.org/read/a%20b/x.cover.webp"
    assert list(cards(page, ""))[-2:] == [("og:image", address), ("og:image:alt", "T")]
    assert json.loads(linked_data(page, ""))["image"] == address
    nowhere = replace(edition(article(), "html"), facts=beside)
    assert "image" not in linked_data(nowhere, "")
