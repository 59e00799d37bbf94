"""A page -> a draft of which every visible word is either the article's or left out by name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pubpipe.errors import PubpipeError
from pubpipe.model import Ledger, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.html import read
from pubpipe.readers.markdown import read as read_markdown

ARTICLE = """
<p>The old bridge over the river was opened again on Monday after <b>three years</b> of works that cost more than
planned, the town said in <a href="/report">a report</a> to its council.</p>
<h2>What was done</h2>
<p>Masons took out every stone of the two outer arches, numbered it, and put it back on new footings of concrete,
since the gravel under the old ones had been washed away by floods.</p>
<ul><li>two new arches of the old stone</li><li>a path for people on foot</li></ul>
<figure><img src="https://x.org/bridge.jpg" alt="stones"><figcaption>The bridge on its first day</figcaption></figure>
<p>Those who live on the far bank had to walk half an hour to the next bridge in all of this time, and many of
them came to the opening with their children and with flags.</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Old bridge opens again | Crier</title>
<link rel="canonical" href="https://crier.org/old-bridge"><meta property="article:published_time" content="2021-03-04">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Old bridge opens again</h1>{ARTICLE}</article>
<div class="comments"><p>I walked over it and it is a fine bridge, better than the one before it was.</p></div>
<footer><p>All rights reserved by the Crier</p></footer></body></html>"""


def _normalized(page: str | bytes, wishes: Wishes | None = None) -> tuple[Manuscript, Ledger]:
    data = page.encode() if isinstance(page, str) else page
    manuscript, ledger, _ = normalize(read(Received("page.html", data)), wishes or Wishes("page"))
    return manuscript, ledger


def test_the_article_keeps_its_structure() -> None:
    manuscript, _ = _normalized(PAGE)
    blocks = manuscript.body.split("\n\n")
    assert "**three years**" in blocks[0]
    assert "[a report](https://crier.org/report)" in blocks[0]
    assert blocks[1] == "## What was done"
    assert blocks[3] == "- two new arches of the old stone\n- a path for people on foot"
    assert blocks[4] == "![The bridge on its first day](https://x.org/bridge.jpg)"
    assert len(blocks) == 6


def test_headings_in_elements_of_their_own_stay_in_the_article() -> None:
    """DocBook sets them so, and neither extractor takes one of them."""
    words = [*"abcdefghijklmnopqrstuvwxyz"]

    def section(n: int) -> str:
        said = " ".join(one + two for one, two in zip(words, words[n:] + words[:n], strict=True))
        head = f"<div class='titlepage'><div><div><h3><a id='s{n}'/>1.{n}. Of it</h3></div></div></div>"
        return f"<div class='section'>{head}<p>{said.capitalize()}.</p></div>"

    head = "<html><head><title>T</title></head><body><article><h1>T</h1>"
    manuscript, _ = _normalized(f"{head}{''.join(map(section, range(1, 9)))}</article>")
    found = [block for block in manuscript.body.split("\n\n") if block.startswith("#")]
    assert found == [f"## 1.{n}. Of it" for n in range(1, 9)]


def test_what_the_page_states_is_known() -> None:
    manuscript, ledger = _normalized(PAGE)
    meta = manuscript.meta
    assert (meta.title, meta.date, meta.lang, meta.url) == (
        "Old bridge opens again", "2021-03-04", "en", "https://crier.org/old-bridge"
    )  # fmt: skip
    assert not ledger.title_inferred


def test_every_visible_word_that_is_left_out_is_reported() -> None:
    draft = read(Received("page.html", PAGE.encode()))
    _, ledger = _normalized(PAGE)
    removed = "\n".join(e.before for e in ledger.events if e.action == "removed")
    for words in ("Home", "Sport", "a fine bridge, better", "All rights reserved by the Crier", "stones"):
        assert words in removed
        assert words in draft.text
    assert ledger.audit.unaccounted == 0


def test_nothing_is_removed_when_that_is_wished() -> None:
    manuscript, ledger = _normalized(PAGE, Wishes("page", remove_nothing=True))
    assert "All rights reserved by the Crier" in manuscript.body
    assert not [e for e in ledger.events if e.action == "removed"]


def test_the_canonical_text_of_a_page_stays_as_it_is() -> None:
    manuscript, _ = _normalized(PAGE)
    again, _, _ = normalize(read_markdown(Received("page.md", manuscript.markdown.encode())), Wishes("page"))
    assert again.markdown == manuscript.markdown


def test_a_page_in_its_declared_encoding() -> None:
    page = PAGE.replace("<head>", "<head><meta charset='iso-8859-2'>").replace("old stone", "starý kámen")
    manuscript, _ = _normalized(page.encode("iso-8859-2"))
    assert "starý kámen" in manuscript.body


def test_a_template_that_states_another_language_is_not_believed() -> None:
    german = "Die Brücke über den Fluss ist seit dem Montag wieder offen, und das ist für die Leute in der Stadt gut. "
    page = f"<html lang='en'><head><title>Brücke</title></head><body><article><p>{german * 3}</p></article></body></html>"
    manuscript, _ = _normalized(page)
    assert manuscript.meta.lang == "de"


def test_literal_character_references_are_words() -> None:
    manuscript, ledger = _normalized(PAGE.replace("a path for", "a &amp;nbsp; path for"))
    assert "a \\&nbsp; path for" in manuscript.body
    assert ledger.audit.unaccounted == 0


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<script>x</script>", "<!-- only -->"])
def test_a_page_without_words_is_refused(page: str) -> None:
    with pytest.raises(PubpipeError):
        read(Received("page.html", page.encode()))


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>x</i>y", "<ul><li>", "</ul>", "<ol start=4><li>", "<table><tr><td>", "<td>", "</table>",
     "<blockquote>", "</blockquote>", "<h1>Head", "</h1>", "<h3>", "<pre> a\n  b", "</pre>", "<br>", "<a href='https://x.org/a_b'>",
     "</a>", "<img src=https://x.org/p.png alt='a b'>", "<figure><figcaption>cap", "<hr>", "<!-- c -->", "<code>`", "</code>", "word ",
     "two words ", "3. ", "- ", "&amp;amp; ", "*_[", "\u200b", "\x00", "日本", "<q>q</q>", "<div style='display:none'>hid</div>",
     "<sup><a id=c1 href=#n1>1</a></sup>", "<li id=n1>note <a href=#c1>back</a>", "<p id=n2>note two<a href=#c2>2</a>",
     "<a class=fn id=c2 href=#n2>2</a>", "<span class=mw-editsection>[edit]</span>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_page_is_refused_with_reason_or_accounted_for_and_stable(body: str) -> None:
    draft = read(Received("page.html", f"<body><p>Some first words.</p>{body}".encode()))
    manuscript, ledger, _ = normalize(draft, Wishes("page"))
    assert ledger.audit.unaccounted == 0
    again, _, _ = normalize(read_markdown(Received("a.md", manuscript.markdown.encode())), Wishes("page"))
    assert again.markdown == manuscript.markdown


@pytest.mark.parametrize(
    "unseen",
    [
        "<span hidden>Leave this empty</span>",
        "<svg><text>Menu</text></svg>",
        "<noscript>Turn it on</noscript>",
    ],
)
def test_what_is_left_out_is_said_without_going_over_unseen_words(unseen: str) -> None:
    footer = f"<footer><p>All rights reserved by the Crier</p>{unseen}<p>Printed by nobody else</p></footer>"
    page = re.sub("<footer>.*</footer>", footer, PAGE)
    _, ledger = _normalized(page)
    said = [e.before for e in ledger.events if e.step == "main-text"]
    (rights,) = (text for text in said if "All rights" in text)
    assert "Printed" not in rights
    assert any("Printed by nobody else" in text for text in said)


def test_a_script_between_lines_parts_nothing() -> None:
    page = PAGE.replace("</footer>", "<script>let rights = 1</script><p>Printed by nobody else</p></footer>")
    _, ledger = _normalized(page)
    (rights,) = (e.before for e in ledger.events if "All rights" in e.before)
    assert "Printed by nobody else" in rights


def test_what_only_works_an_encyclopaedia_is_left_out_by_name() -> None:
    edited = ARTICLE.replace(
        "done</h2>", 'done<span class="mw-editsection">[<a href="/e">edit</a>]</span></h2>'
    )
    manuscript, ledger = _normalized(f"<html lang=en><body><article>{edited}</article></body></html>")
    assert "## What was done\n" in manuscript.body
    assert "[edit]" in [e.before for e in ledger.events if e.action == "removed"]


def test_an_article_that_a_page_shows_twice_says_its_title_once_and_tells_of_the_other() -> None:
    once = f"<article><h1>Old bridge opens again</h1>{ARTICLE}</article>"
    page = PAGE.replace(once, f"<div>{once}</div><div>{once}</div>")
    manuscript, ledger = _normalized(page)
    assert manuscript.body == _normalized(PAGE)[0].body
    text = read(Received("page.html", page.encode())).text
    places = [m.start() for m in re.finditer("Old bridge opens again", text)]
    told = [e.action for at in places for e in ledger.events if e.start <= at < e.end]
    assert sorted(told) == ["given", "removed"]


def test_what_stands_between_title_and_text_is_the_articles() -> None:
    over = (
        '<div class="post-header"><h1>Old bridge opens again</h1><h3 class="subtitle">Three years of works are over</h3>'
        '<figure><img src="https://x.org/first.jpg" alt=""><figcaption>The mayor and the masons</figcaption></figure></div>'
    )
    manuscript, _ = _normalized(PAGE.replace("<h1>Old bridge opens again</h1>", over))
    assert manuscript.meta.subtitle == "Three years of works are over"
    assert manuscript.body.startswith(
        "![The mayor and the masons](https://x.org/first.jpg)\n\nThe old bridge"
    )


def test_a_figure_between_paragraphs_is_the_articles_with_its_caption() -> None:
    figure = '<figure><img src="https://x.org/{0}.jpg" alt="{0}"><figcaption>{1}</figcaption></figure>'
    note = (
        '<section class="footnotes"><ol><li id="n1">Masons, 2020. <a href="#c1">back</a></li></ol></section>'
    )
    call = '<sup><a href="#n1" id="c1">1</a></sup>'
    article = (
        f"<p>Ahmedabad has painted 7,000 roofs white. Rooms below are cooler{call}, and the paint is cheap.</p>"
        f"{{}}<h2>Shade first</h2><p>Seville stretches sails across its streets from June to September.</p>{note}"
    )
    page = f"<html lang=en><body><article><h1>Cities</h1>{article}</article></body></html>"
    manuscript, ledger = _normalized(page.format(figure.format("bars", "Heat by colour")))
    assert "![Heat by colour](https://x.org/bars.jpg)" in manuscript.body
    assert ledger.audit.unaccounted == 0
    beside = f"<aside>{figure.format('boots', 'Boots for every bridge')}</aside>"
    assert "Boots" not in _normalized(page.format(beside))[0].body


def test_a_notes_call_within_a_sentence_does_not_part_it() -> None:
    call = '<sup><a href="#n1" id="c1">1</a></sup>, which'
    note = '<ol><li id="n1">By the masons. <a href="#c1">back</a></li></ol></article>'
    page = f"<article><h1>Limes</h1><p>{'Words of an article that is long enough. ' * 8}Cool{call} is so.</p>{note}"
    manuscript, ledger = _normalized(f"<html lang=en><body>{page}</body></html>")
    assert "Cool[^1], which is so.\n" in manuscript.body
    assert ledger.audit.unaccounted == 0


def test_a_picture_over_the_text_that_stands_beside_the_article_is_left_out() -> None:
    beside = (
        '<h1>Old bridge opens again</h1><aside><figure><img src="https://x.org/ad.jpg" alt="">'
        "<figcaption>Boots for every bridge</figcaption></figure></aside>"
    )
    manuscript, _ = _normalized(PAGE.replace("<h1>Old bridge opens again</h1>", beside))
    assert manuscript.body.startswith("The old bridge")


def test_the_citations_of_an_encyclopaedia_are_sources() -> None:
    call = '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>'
    cited = (
        '<h2>References</h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">'
        '<a href="#cite_ref-1">^</a></span> <span><a href="https://x.org/survey">"The survey"</a>. 2015.</span></li></ol>'
    )
    page = PAGE.replace("river was", f"river{call} was").replace("</article>", f"{cited}</article>")
    manuscript, _ = _normalized(page)
    assert [(s.url, s.title, s.issued) for s in manuscript.sources] == [
        ("https://x.org/survey", "The survey", "2015")
    ]
    assert f"river[@{manuscript.sources[0].id}] was" in manuscript.body


@pytest.mark.parametrize(
    ("element", "authors"),
    [
        ('<div class="wp-block-post-author-name">Mara Ellison</div>', ("Mara Ellison",)),
        ('<span class="author">Mara Ellison</span>', ("Mara Ellison",)),
        ('<p class="byline">By Mara Ellison</p>', ("Mara Ellison",)),
        ('<p class="byline">By Mara Ellison and two others from the town</p>', ()),
        ('<aside><span class="author">Mara Ellison</span></aside>', ()),
        ('<p class="author">Read more: Mara Ellison</p>', ()),
    ],
)
def test_the_author_stands_in_an_element_of_their_own(element: str, authors: tuple[str, ...]) -> None:
    manuscript, _ = _normalized(PAGE.replace("</h1>", f"</h1>{element}"))
    assert manuscript.meta.authors == authors


def test_a_page_in_chinese_has_a_title_without_its_site_and_the_day_under_it() -> None:
    body = "".join(
        f"<p>　　{sentence * 3}</p>"
        for sentence in ("柜台后面卖的是茶，大家习惯了到这里来。", "茶馆保留了原来的绿色柜台。")
    )
    page = (
        '<html lang="zh"><head><title>小镇邮局改成茶馆-南山晚报网</title></head><body><h1>小镇邮局改成茶馆</h1>'
        f"<div>2023年10月19日 09:12　来源：南山晚报</div><div>{body}</div></body></html>"
    )
    meta = _normalized(page)[0].meta
    assert (meta.title, meta.date) == ("小镇邮局改成茶馆", "2023-10-19")


def test_a_blank_line_between_breaks_parts_paragraphs() -> None:
    text = "<br><br>".join(
        ["They said a good many words about the bridge and its stones on that day, and went home."] * 2
        + [
            "The river<br>went by, and nobody of all those who had come to see the bridge looked at it at all."
        ]
    )
    manuscript, _ = _normalized(
        f"<html><head><title>Bridge</title></head><body><h1>The bridge</h1><div>{text}</div></body></html>"
    )
    blocks = manuscript.body.strip().split("\n\n")
    assert blocks[-1].startswith("The river\\\nwent by")
    assert not any(block.endswith("\\") for block in blocks)


THREE = "<p>The bridge is old.</p><p>It is of stone.</p><p>So are its pillars.</p>"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<link rel="canonical" href="https://crier.org/news/29-10-2021">', "", "2021-10-29"),
        ("", '<div><span class="story-date">Posted 7 May 2019</span></div>', "2019-05-07"),
        ("", "<p>A chronicle of 1998 and of 2011.</p>", ""),
        (
            "",
            f"{THREE}<p>It was sold on 2001-01-25; the loan ends on 2001-11-15, or is paid with the house.</p>",
            "",
        ),
        ("", f"{THREE}<p>Published 2001-01-25, updated 2001-11-15</p>", "2001-01-25"),
        (
            "",
            f"<p>{'It was sold on a day in winter, as its owners had to. ' * 3} That was 2001-01-25.</p>",
            "",
        ),
        ("", "<p>2001-01-25</p><p>It was sold on 2001-01-25, the loan ends on 2001-11-15.</p>", "2001-01-25"),
        ("", "<div>2001-01-25</div><p>Sold on 2001-01-25, paid on 2001-11-15.</p>", "2001-01-25"),
        ("", '<p id="d20010125">Sold on 2001-01-25, paid on 2001-11-15.</p>', "2001-01-25"),
    ],
)
def test_the_day_that_a_page_shows_without_stating_it(head: str, body: str, day: str) -> None:
    page = f"<html><head><title>Bridge</title>{head}</head><body><h1>The old bridge</h1>{body}{ARTICLE}</body></html>"
    assert _normalized(page)[0].meta.date == day


def test_the_first_paragraph_that_a_page_says_twice_and_no_link_to_other_articles() -> None:
    lead = "Three years after the flood, people walk over the old bridge again, and the ferry has been sold to a painter."
    box = '<div class="box"><b>More</b> <a href="/ferry">The ferry is sold to a painter of boats</a></div>'
    page = (
        f"<html><head><title>Bridge</title></head><body><header><h2>{lead}</h2></header><h1>The old bridge</h1>"
        f"<div id='c'><p>{lead}</p>{ARTICLE.replace('<h2>', box + '<h2>')}</div></body></html>"
    )
    body = _normalized(page)[0].body
    assert body.count(lead) == 1
    assert "painter of boats" not in body


def test_a_title_in_bold_with_the_names_under_it_in_one_paragraph() -> None:
    page = (
        "<html><head><title>The old bridge opens | Crier</title></head><body><table><tr><td>"
        f"<b>The old bridge opens</b><br><i>by Jane Doe, March 12, 2019</i><br><br>{ARTICLE}</td></tr></table></body></html>"
    )
    meta = _normalized(page)[0].meta
    assert (meta.title, meta.authors, meta.date) == ("The old bridge opens", ("Jane Doe",), "2019-03-12")


def test_a_page_of_a_text_without_a_tag_is_its_article() -> None:
    text = "The ferry sailed on Friday, full of people and of flowers. Nobody had wanted the ship before the winter."
    assert text in _normalized(text)[0].body


def test_a_page_in_many_sections_keeps_them_all() -> None:
    """Readability takes the longest of them for the article."""
    names = ("kitchen", "garden", "cellar", "attic", "stairs", "hall", "yard", "roof")
    said = (
        "The {} of this house may be used by all who live in it, as long as they leave it as they found it, and nobody "
        "else is asked to pay for what they broke, to clean it, or to count the cups."
    )
    sections = "".join(
        f"<div><div><div><div><h2>The {name}</h2>{paragraphs}</div></div></div></div>"
        for name in names
        for paragraphs in [
            "".join(f"<p>{said.format(f'{name} {n}')}</p>" for n in range(6 if name == "attic" else 4))
        ]
    )
    page = f"<html><head><title>Rules of the house</title></head><body><h1>Rules of the house</h1>{sections}</body></html>"
    body = _normalized(page)[0].body
    assert [name for name in names if said.format(f"{name} 1") not in body] == []
