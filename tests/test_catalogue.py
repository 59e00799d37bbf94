"""The index of a folder: its entries, its pages and their bounds, its feed before the schema of RFC 4287."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from pubpipe.catalogue import Entry, House, entry, feed, is_page, pages, plain, render
from pubpipe.catalogue.entry import Cover, Offer, is_date
from pubpipe.catalogue.page import language
from pubpipe.styling import load

ATOM = "{http://www.w3.org/2005/Atom}"
OFFERS = (Offer("html", "a b/é.html", 102_000), Offer("pdf-large", "a b/é.large.pdf", 1_234_567))
FULL = Entry(
    "a b/é", "Ships & <sails>", "en", "Essay", "Jane Doe and John Roe", ("Jane Doe", "John Roe"), "2024-03-05", "2024-04-01",
    "What it is about.", OFFERS, Cover("a b/é.cover.webp", 200, 320),
)  # fmt: skip


def many(count: int) -> list[Entry]:
    return [replace(FULL, slug=f"s{n:04}", date=f"{2000 + n // 300}-01-01") for n in range(count)]


@cache
def schema() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "support" / "atom.rng"))


def parsed(data: bytes | None) -> etree._Element:
    assert data is not None
    root = etree.fromstring(data)
    assert schema().validate(root), schema().error_log
    return root


def shown(*entries: Entry, **house: object) -> html.HtmlElement:
    (page,) = pages(entries)
    whole = replace(House(load("default")), **house)  # type: ignore[arg-type]
    return html.fromstring(render(page, whole).decode())


def test_an_entry_comes_back_from_plain_data() -> None:
    for one in (FULL, Entry("a", "T", "en")):
        assert entry(json.loads(json.dumps(plain(one)))) == one


def test_what_another_version_wrote_is_no_entry() -> None:
    assert entry({}) is None
    assert entry({**plain(FULL), "offers": [{"format": "pdf"}]}) is None


@pytest.mark.parametrize(
    ("text", "is_one"), [("2024", True), ("2024-02-29", True), ("2023-02-29", False), ("soon", False)]
)
def test_dates_are_those_of_the_calendar(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(2, [2]), (199, [199]), (200, [100, 100]), (350, [150, 100, 100]), (1000, [100] * 10)],
)
def test_a_page_holds_a_hundred_and_the_front_page_up_to_two(count: int, sizes: list[int]) -> None:
    cut = pages(many(count))
    assert [len(page.entries) for page in cut] == sizes
    assert [e.slug for page in cut for e in page.entries] == [f"s{n:04}" for n in reversed(range(count))]
    assert cut[0].name == "index.html"
    assert all(is_page(page.name) for page in cut)
    assert len({page.name for page in cut}) == len(cut)


def test_a_new_article_changes_the_front_page_alone() -> None:
    before, after = pages(many(350)), pages(many(351))
    assert before[1:] == after[1:]
    assert before[0] != after[0]


def test_an_article_without_a_date_is_older_than_any_with_one() -> None:
    (page,) = pages([replace(FULL, slug="undated", date=""), FULL])
    assert [e.slug for e in page.entries] == [FULL.slug, "undated"]


@pytest.mark.parametrize("name", ["index-2.html", "index.html.bak", "indexx.html", "a.index.html"])
def test_no_other_file_is_taken_for_a_page(name: str) -> None:
    assert not is_page(name)


def test_an_entry_shows_all_that_is_known() -> None:
    item = shown(FULL, publication="The Daily").find(".//main/ul/li")
    assert item is not None
    words = " ".join(item.text_content().split())
    assert words == (
        "Essay Ships & <sails> Jane Doe and John Roe March 5, 2024 What it is about. HTML 102 kB PDF (large) 1.2 MB"
    )
    assert [a.get("href") for a in item.iter("a")] == [
        "a%20b/%C3%A9.html",
        "a%20b/%C3%A9.html",
        "a%20b/%C3%A9.large.pdf",
    ]
    assert [a.get("type") for a in item.iter("a")][1:] == ["text/html", "application/pdf"]
    picture = item.find(".//img")
    assert picture is not None
    assert (picture.get("src"), picture.get("alt"), picture.get("width")) == (
        "a%20b/%C3%A9.cover.webp",
        "",
        "200",
    )


def test_each_entry_stands_in_its_own_language_and_direction() -> None:
    arabic = replace(FULL, slug="b", lang="ar", date="2024-05-01", offers=OFFERS[:1])
    first, second = shown(FULL, arabic).findall(".//main/ul/li")
    assert (first.get("lang"), first.get("dir")) == ("ar", "rtl")
    assert (second.get("lang"), second.get("dir")) == ("en", "ltr")
    assert "العربية" in first.text_content()
    assert "English" in second.text_content()
    assert "English" not in shown(FULL).text_content()


def test_the_page_is_in_the_projects_language_else_in_that_of_most() -> None:
    german = replace(FULL, lang="de")
    assert language([FULL, german, german], "") == "de"
    assert language([FULL, german], "") == "de"
    british, american = replace(FULL, lang="en-GB"), replace(FULL, lang="en-US")
    assert language([american, german, british, german, american], "") == "en-US"
    assert language([german], "ar") == "ar"
    assert language([], "") == "en"
    page = shown(FULL, lang="ar")
    assert (page.get("lang"), page.get("dir"), page.findtext(".//h1")) == ("ar", "rtl", "المقالات")


def test_generated_words_in_another_language_are_marked() -> None:
    heading = shown(FULL, lang="sv").find(".//h1")
    assert heading is not None
    assert (heading.get("lang"), heading.text) == ("en", "Articles")
    own = shown(FULL, lang="sv", publication="Dagbladet").find(".//h1")
    assert own is not None
    assert own.get("lang") is None


def test_pages_lead_to_one_another() -> None:
    front, middle, last = (
        html.fromstring(render(page, House(load("default"))).decode()) for page in pages(many(300))
    )

    def turns(page: html.HtmlElement) -> list[tuple[str | None, str | None]]:
        return [(link.get("rel"), link.get("href")) for link in page.findall(".//nav/p/a")]

    assert turns(front) == [("next", "index.2.html")]
    assert turns(middle) == [("prev", "index.html"), ("next", "index.1.html")]
    assert turns(last) == [("prev", "index.2.html")]
    current = middle.find(".//nav/ol//a[@aria-current='page']")
    assert current is not None
    assert (current.get("href"), current.text) == ("index.2.html", "2")
    assert shown(FULL).find(".//nav") is None


def test_the_page_asks_for_nothing_but_pictures_beside_it() -> None:
    page = shown(FULL, feed=True, url="https://example.org/a")
    policy = page.find(".//meta[@http-equiv]")
    assert policy is not None
    assert "default-src 'none'" in str(policy.get("content"))
    assert "img-src 'self'" in str(policy.get("content"))
    assert page.find(".//script") is None
    canonical = page.find(".//link[@rel='canonical']")
    assert canonical is not None
    assert canonical.get("href") == "https://example.org/a/"
    assert [link.get("href") for link in page.iter("link") if link.get("rel") == "alternate"] == ["feed.xml"]


def test_a_style_and_a_look_reach_the_page() -> None:
    style = load("handout", None, ":root { --accent: #123456; }")
    page = shown(FULL, style=style)
    sheet = str(page.findtext(".//style"))
    assert "--accent: #123456" in sheet
    assert ".offers" in sheet
    assert "Source Serif 4" not in re.sub(r"--[\w-]+:[^;]+;", "", sheet)


def test_the_feed_is_valid_with_and_without_an_address() -> None:
    here = parsed(feed([FULL, replace(FULL, slug="b", authors=(), byline="")], "The Daily", "", "en"))
    assert [link.get("href") for link in here.findall(f"{ATOM}link")] == ["feed.xml", "index.html"]
    there = parsed(feed([FULL], "The Daily", "https://example.org/a", "en"))
    assert {str(link.get("href")) for link in there.iter(f"{ATOM}link")} == {
        f"https://example.org/a/{name}"
        for name in ("feed.xml", "", "a%20b/%C3%A9.html", "a%20b/%C3%A9.large.pdf")
    }
    (one,) = there.findall(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}published") == "2024-03-05T00:00:00Z"
    assert one.findtext(f"{ATOM}updated") == "2024-04-01T00:00:00Z"
    assert [name.text for name in one.iter(f"{ATOM}name")] == ["Jane Doe", "John Roe"]
    assert [name.text for name in here.findall(f"{ATOM}entry")[0].iter(f"{ATOM}name")] == ["The Daily"]


def test_the_schema_refuses_what_the_rfc_does() -> None:
    root = parsed(feed([FULL], "The Daily", "", "en"))
    moment = root.find(f"{ATOM}entry/{ATOM}updated")
    assert moment is not None
    moment.text = "2024-04-01"
    assert not schema().validate(root)


def test_an_id_stays_when_text_title_and_place_change() -> None:
    def ids(one: Entry, url: str) -> list[str | None]:
        return [element.text for element in parsed(feed([one], "The Daily", url, "en")).iter(f"{ATOM}id")]

    before = ids(FULL, "https://example.org/a")
    after = ids(replace(FULL, title="Other", summary="", updated="2024-06-01"), "https://example.org/a")
    assert before == after
    assert ids(FULL, "https://example.org/other")[1:] == before[1:]
    assert len(set(before)) == 2


def test_what_tells_no_date_is_left_out_and_no_time_is_invented() -> None:
    undated = replace(FULL, slug="undated", date="soon", updated="")
    assert feed([undated], "The Daily", "", "en") is None
    assert len(parsed(feed([undated, FULL], "The Daily", "", "en")).findall(f"{ATOM}entry")) == 1
    assert feed([FULL], "T", "", "en") == feed([FULL], "T", "", "en")


def test_the_feed_has_the_newest_fifty() -> None:
    root = parsed(feed(many(400), "The Daily", "", "en"))
    moments = [str(e.findtext(f"{ATOM}published")) for e in root.findall(f"{ATOM}entry")]
    assert len(moments) == 50
    assert moments == sorted(moments, reverse=True)


def test_a_month_and_characters_that_xml_has_no_place_for() -> None:
    root = parsed(feed([replace(FULL, date="2024-03", updated="", title="a\x0bb")], "T\x00", "", "en"))
    assert root.findtext(f"{ATOM}updated") == "2024-03-01T00:00:00Z"
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "ab"
