"""What laid-out editions share: title block, direction, dateline, links, serializing."""

from dataclasses import replace

import pytest
from lxml import etree

from pubpipe.editions.parts import (
    body_tree,
    direction,
    ideographs,
    is_link,
    keywords,
    serialize,
    serialize_html,
    title_block,
    xml_text,
)
from pubpipe.model import Json, Manuscript, Metadata
from tests.support.manuscripts import founding, rich


def manuscript(body: str, **meta: str) -> Manuscript:
    return Manuscript("x", Metadata(title="T", lang="en", **meta), body, body)  # type: ignore[arg-type]


def text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def test_the_title_block_is_in_the_articles_language() -> None:
    meta = replace(rich().meta, lang="de", updated="2024-08-01")
    block = title_block(replace(rich(), meta=meta))
    assert (block.kicker, block.standfirst) == ("Analysis", "One sentence that says what it is about")
    assert block.byline == "Ana Pérez und Bob Lee"
    assert (block.date, block.iso_date, block.updated) == ("28. Juli 2024", "2024-07-28", "1. August 2024")


def test_an_agency_stands_in_for_authors() -> None:
    assert title_block(manuscript("x", agency="Reuters")).byline == "Reuters"


def test_a_title_of_markup_characters_is_only_characters() -> None:
    title = "<b>*Bold*</b> & [link](x) # \"'/\\.. {{ 7 * 7 }}"
    meta = replace(founding().meta, title=title)
    assert title_block(replace(founding(), meta=meta)).headline == title


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("HE", "rtl"),
        ("fa", "rtl"),
        ("az-Arab", "rtl"),
        ("az-arab-IR", "rtl"),
        ("ar-Latn", "ltr"),
        ("ja", "ltr"),
        ("und", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction(lang: str, expected: str) -> None:
    assert direction(lang) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("First *words*.\n\nMore.", "<p>{} First <em>words</em>.</p>|<p>More.</p>"),
        ("*First* words.", "<p>{} <em>First</em> words.</p>"),
        ("## Heading\n\nFirst.", "<h2>Heading</h2>|<p>{} First.</p>"),
        ("- item", "<p>{}</p>|<ul>|<li>item</li>|</ul>"),
        ("> quoted", "<p>{}</p>|<blockquote>|<p>quoted</p>|</blockquote>"),
        ("## Heading\n\n1. one", '<h2>Heading</h2>|<p>{}</p>|<ol type="1">|<li>one</li>|</ol>'),
        ("## Heading", "<h2>Heading</h2>|<p>{}</p>"),
        ("", "<p>{}</p>"),
    ],
)
def test_the_dateline_stands_before_the_first_paragraphs_words(body: str, expected: str) -> None:
    tree = body_tree(manuscript(body, dateline="TOKYO, July 28 –"))
    lines = [line for line in serialize(tree).split("\n") if line]
    found = "".join(lines)
    assert found == expected.replace("|", "").format('<span class="dateline">TOKYO, July 28 –</span>')


def test_without_a_dateline_nothing_is_added() -> None:
    assert serialize(body_tree(manuscript("Only this."))).strip() == "<p>Only this.</p>"
    assert len(body_tree(manuscript(""))) == 0


def test_a_dateline_of_markup_characters_is_only_characters() -> None:
    tree = body_tree(manuscript("First.", dateline="<TOKYO> & *more* –"))
    assert text(tree).strip() == "<TOKYO> & *more* – First."


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c&d",
        "HTTP://EXAMPLE.ORG",
        "mailto:a@example.org",
        "tel:+441234",
        "doi:10.1000/1",
        "#fn1",
    ],
)
def test_links_that_may_be_followed(address: str) -> None:
    assert is_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//example.org/a",
        "/about",
        "page.html",
        "http://",
        "https:// x",
        "#",
        "",
    ],
)
def test_links_that_may_not(address: str) -> None:
    assert not is_link(address)


def test_serializing_gives_the_children_back() -> None:
    root = etree.fromstring('<div>a &amp; <b t="&quot;">c</b> d<i/></div>')
    assert serialize(root) == 'a &amp; <b t="&quot;">c</b> d<i/>'


def test_what_is_empty_ends_in_html_where_it_begins() -> None:
    root = etree.fromstring('<div>a<br/><i/><img alt="" src="a/"/><pre><code/></pre><h2 id="b"/>c</div>')
    assert (
        serialize_html(root) == 'a<br><i></i><img alt="" src="a/"><pre><code></code></pre><h2 id="b"></h2>c'
    )


def test_a_link_without_words_shows_its_address() -> None:
    tree = body_tree(
        manuscript("a [](https://e.org) [](#b) [](c.html) [![d](e.png)](https://f.org) [g](https://h.org)")
    )
    assert ["".join(map(str, link.itertext())) for link in tree.iter("a")] == [
        "https://e.org",
        "",
        "",
        "",
        "g",
    ]


@pytest.mark.parametrize("listing", ["```\n```", "```python\n\n\n```", "```\n \t\n```"])
def test_a_listing_without_any_sign_is_known_from_others(listing: str) -> None:
    tree = body_tree(manuscript(f"{listing}\n\nOne.\n\n{listing}\n\n- Two.\n\n  ```\n  x\n  ```"))
    marked = [(text(pre).strip(), "blank" in pre.get("class", "").split()) for pre in tree.iter("pre")]
    assert marked == [("", True), ("", True), ("x", False)]


def test_xml_takes_what_it_has_a_place_for() -> None:
    assert xml_text("a\x00\x0b\x1fb\tc\nd\ufffe\U0001f600é") == "ab\tc\nd\U0001f600é"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(["a", " ", 7], ("a", "7")), ("one", ("one",)), (None, ()), ([["nested"]], ())],
)
def test_keywords_are_words(value: Json, expected: tuple[str, ...]) -> None:
    meta = Metadata(title="T", lang="en", extra=(("keywords", value),))
    assert keywords(replace(rich(), meta=meta)) == expected


@pytest.mark.parametrize(
    ("lang", "region"),
    [("ja", "JP"), ("en", "JP"), ("ko-KR", "KR"), ("zh", "SC"), ("zh-Hant-TW", "TC"), ("zh-HK", "HK")],
)
def test_characters_have_the_forms_of_the_language(lang: str, region: str) -> None:
    assert ideographs(lang) == region
