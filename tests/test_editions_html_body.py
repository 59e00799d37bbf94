"""The text of a web page: links, pictures, tables, code, notes; safe, whole, reachable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from pubpipe.editions.html.body import Body, dress
from pubpipe.editions.parts import body_tree
from pubpipe.model import Asset, Manuscript, Metadata
from pubpipe.wording import words
from tests.test_editions_text import PIECES

PNG = Asset("cat.png", "00000000.png", "image/png", b"\x89PNG")


def dressed(body: str, *assets: Asset, lang: str = "en") -> Body:
    manuscript = Manuscript("x", Metadata(title="T", lang=lang), body, body, (), assets)
    return dress(body_tree(manuscript), manuscript, words(lang))


def tree(body: Body) -> etree._Element:
    root: etree._Element = html.fragment_fromstring(body.text, create_parent="div")
    return root


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "/about", "vbscript:x"],
)
def test_a_link_that_is_not_for_the_web_keeps_its_words_alone(target: str) -> None:
    body = dressed(f"before [the *words*](<{target}>) after")
    assert body.text == "<p>before <span>the <em>words</em></span> after</p>"
    assert [(f.severity, f.code) for f in body.findings] == [("warning", "html-unsafe-link")]
    assert target in body.findings[0].message


def test_links_to_headings_lead_to_the_ids_that_these_have() -> None:
    body = dressed("[a](#one-two-1) [b](#Two%20one) [c](#none)\n\n## One two\n\n## *One* two\n\n## Two, one")
    assert [a.get("href") for a in tree(body).iter("a")] == ["#one-two-1", "#two-one"]
    assert [h.get("id") for h in tree(body).iter("h2")] == ["one-two", "one-two-1", "two-one"]
    assert [f.code for f in body.findings] == ["link-without-heading"]


def test_findings_call_a_picture_by_its_name_in_the_article() -> None:
    stored = Asset("a.assets/00000000.png", "00000000.png", "image/png", b"\x89PNG", received="cat.png")
    (finding,) = dressed("![](a.assets/00000000.png)", stored).findings
    assert "cat.png" in finding.message


def test_other_links_stay() -> None:
    body = dressed("[a](https://example.org/日本?b=1&c=2) <a@example.org> [d](tel:+44)")
    assert [link.get("href") for link in tree(body).iter("a")] == [
        "https://example.org/日本?b=1&c=2",
        "mailto:a@example.org",
        "tel:+44",
    ]
    assert body.findings == ()


def test_html_in_the_text_is_text() -> None:
    body = dressed("<script>alert(1)</script>\n\na <img src=x onerror=y> b")
    assert [str(e.tag) for e in tree(body).iter()] == ["div", "p", "p"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body.text


def test_a_picture_comes_into_the_page_with_its_caption_and_credit() -> None:
    body = dressed('![A cat](cat.png "Jane Doe")', PNG)
    assert body.text == (
        '<figure><img src="data:image/png;base64,iVBORw==" alt="A cat">'
        '<figcaption>A cat <span class="credit">Jane Doe</span></figcaption></figure>'
    )
    assert body.findings == ()


def test_a_picture_within_a_paragraph_stays_there() -> None:
    body = dressed("Before ![a cat](cat.png) after.", PNG)
    assert body.text.startswith('<p>Before <img src="data:image/png;base64,')
    assert body.text.endswith('alt="a cat"> after.</p>')


@pytest.mark.parametrize("source", ["dog.png", "https://example.org/dog.png", "data:image/png;base64,AAAA"])
def test_a_picture_that_is_not_there_gives_way_to_its_words(source: str) -> None:
    body = dressed(f'![A dog]({source} "Jane")', PNG)
    assert body.text == '<p><span class="missing">A dog Jane</span></p>'
    assert [f.code for f in body.findings] == ["html-picture-missing"]
    assert ("nothing is fetched" in body.findings[0].hint) == source.startswith("https:")


def test_a_picture_without_description_is_told_and_none_is_invented() -> None:
    body = dressed("![](cat.png)", PNG)
    assert body.text == '<figure><img src="data:image/png;base64,iVBORw=="></figure>'
    assert [f.code for f in body.findings] == ["html-picture-undescribed"]


def test_tables_scroll_in_a_named_group_that_the_keyboard_reaches() -> None:
    body = dressed("| a | |\n|---|--:|\n| b | c |\n\n| d |\n|---|\n| e |", lang="fr")
    groups = tree(body).findall("div")
    assert [(g.get("role"), g.get("tabindex"), g.get("aria-label")) for g in groups] == [
        ("group", "0", "Tableau 1"),
        ("group", "0", "Tableau 2"),
    ]
    assert [(cell.tag, cell.get("scope")) for cell in groups[0].iter("th", "td")] == [
        ("th", "col"),
        ("td", None),
        ("td", None),
        ("td", None),
    ]


def test_code_is_left_to_right_not_translated_and_within_reach() -> None:
    block = tree(dressed("```python\nx = '<b>'\n```", lang="ar")).find("pre")
    assert block is not None
    assert {str(k): str(v) for k, v in block.attrib.items()} == {
        "role": "group",
        "tabindex": "0",
        "aria-label": "شيفرة 1",
        "translate": "no",
    }
    assert block[0].get("dir") == "ltr"
    assert block[0].text == "x = '<b>'"


def test_verse_is_told_from_prose() -> None:
    assert dressed("one\\\ntwo").text.replace("\n", "") == '<p class="verse">one<br>two</p>'


def test_empty_elements_are_ended_as_html_asks() -> None:
    body = dressed("| a |\n|---|\n|   |\n\nx [](#y) y\n\n* * *")
    assert "<td></td>" in body.text
    assert "<span></span>" in body.text
    assert "<hr>" in body.text
    assert "/>" not in body.text


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_word_is_lost_or_added_in_any_nesting(text: str) -> None:
    manuscript = Manuscript("x", Metadata(title="T", lang="en"), text, text)
    plain = body_tree(manuscript)
    for picture in plain.iter("img"):
        picture.tail = f"{picture.get('alt') or ''}{picture.tail or ''}"
    before = "".join(map(str, plain.itertext()))
    body = dressed(text)
    page = html.fragment_fromstring(body.text, create_parent="div")
    for back in page.iter("a"):
        if back.get("class") == "footnote-back":
            back.text = ""
    assert sorted(re.findall(r"\w+", "".join(map(str, page.itertext())))) == sorted(
        re.findall(r"\w+", before)
    )
    assert not [
        e for e in page.iter() if e.tag in {"script", "b"} or any(str(n).startswith("on") for n in e.attrib)
    ]
