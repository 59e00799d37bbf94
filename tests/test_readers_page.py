"""A page -> its visible text, its main text, its statements, its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from pubpipe.model import Json
from pubpipe.readers import Received
from pubpipe.readers.marking import Marker
from pubpipe.readers.page.alike import taken, words
from pubpipe.readers.page.extractors import by_readability
from pubpipe.readers.page.pictures import Album
from pubpipe.readers.page.statements import statements
from pubpipe.readers.page.walk import walk
from tests.test_readers_html import _normalized


def _walked(body: str, base: str = "") -> Marker:
    return walk(
        html.document_fromstring(f"<html><body>{body}</body></html>"),
        base,
        lambda image: image.get("src") or "",
    )


def _kinds(body: str, base: str = "") -> list[tuple[str, str, str]]:
    text, marks = _walked(body, base).finish()
    return [(m.kind, m.value, text[m.start : m.end]) for m in marks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<p>in<b>line</b> tags <i>join</i></p><div>blocks<p>part</p></div>",
            "inline tags join\nblocks\npart\n",
        ),
        ("a<script>var x;</script><style>p{}</style><noscript>no</noscript>b", "ab\n"),
        ("one<br>two<br></p>", "one\ntwo\n\n"),
        ("<p>seen <span style='display: none'>unseen</span> again</p>", "seen again\n"),
        ("<pre>  a\n   b</pre>", "  a\n   b\n"),
        ("<td>loose cell", "loose cell\n"),
        ("<p>a <img src='p.png' alt='Two words'> b</p>", "a b\nTwo words\n"),
        ("<p><img src='p.png' alt='[注記]'><img src='q.png' alt='[a] b [c]'></p>", "注記\n[a] b [c]\n"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c\n"),
    ],
)
def test_the_text_is_what_a_browser_shows(body: str, text: str) -> None:
    assert _walked(body).finish()[0] == text


def test_links_are_absolute_and_lead_out_of_the_page() -> None:
    body = "<a href='/b'>one</a> <a href='#n'>two</a> <a href='javascript:x()'>three</a> <a href='//y.org/'>four</a>"
    links = [(value, words) for kind, value, words in _kinds(body, "https://x.org/a") if kind == "link"]
    assert links == [("https://x.org/b", "one"), ("https://y.org/", "four")]


def test_a_list_that_only_lays_out_a_page_is_none() -> None:
    plain = _kinds("<ol start='3'><li>a<li>b</ol>")
    assert [k for k, *_ in plain] == ["list", "item", "paragraph", "item", "paragraph"]
    assert plain[0][1] == "3"
    layout = _kinds("<ul><li><h2>Head</h2><p>words</p></li></ul>")
    assert [k for k, *_ in layout] == ["heading", "paragraph"]


def test_a_table_is_one_when_its_rows_are_alike() -> None:
    table = _kinds("<table><tr><th>a<th>b<tr><td>1<td></table>")
    assert [k for k, *_ in table].count("cell") == 4
    for layout in ("<table><tr><td>a<tr><td>b</table>", "<table><tr><td>a<td>b<tr><td colspan=2>c</table>"):
        assert {k for k, *_ in _kinds(layout)} == {"paragraph"}


@pytest.mark.parametrize("parted", ["<p>b.</p><p>More</p>", "b.<br>More"])
def test_a_table_may_have_a_cell_of_two_lines_among_many_of_one(parted: str) -> None:
    rows = "".join(f"<tr><td>a{n}<td>{n}" for n in range(4))
    large = f"<table>{rows}<tr><td>c<td>{parted}</table>"
    assert [k for k, *_ in _kinds(large)].count("cell") == 10
    assert not [k for k, *_ in _kinds(f"<table><tr><td>a<td>b<tr><td>c<td>{parted}</table>") if k == "cell"]
    said = "The bridge was closed for years, since the gravel under its {} footing had been washed away by floods."
    page = f"<title>Harbour</title><body><p>{said.format('old')}</p>{large}<p>{said.format('new')}</p>"
    manuscript, ledger = _normalized(page)
    assert "| c | b. More |" in manuscript.body
    assert ledger.audit.unaccounted == 0


def test_a_code_block_names_its_language() -> None:
    assert _kinds("<pre><code class='language-python'>x = 1</code></pre>")[0][:2] == ("code", "python")


def test_a_short_line_is_taken_only_between_the_same_long_lines() -> None:
    page = [
        "More",
        "the first long line of the article stands here",
        "More",
        "and here is its second long line indeed",
        "More",
    ]
    text = "the first long line of the article stands here More and here is its second long line indeed"
    assert taken([words(line) for line in page], words(text)) == {1, 2, 3}


def test_of_a_teaser_and_the_article_the_article_is_taken() -> None:
    lead = "the lead of the article stands on the page twice"
    page = [
        lead,
        "something else that is long enough to be looked for",
        lead,
        "what follows the lead is in the article alone",
    ]
    assert taken([words(line) for line in page], words(f"{lead} {page[3]}")) == {2, 3}


def test_a_repeated_phrase_does_not_tear_a_line_out_of_its_place() -> None:
    page = [
        "all of this is to be said once more",
        "then the middle of the article comes along here",
        "if all of this is to be believed then what",
    ]
    assert taken([words(line) for line in page], words(" ".join(page))) == {0, 1, 2}


def _stated(head: str, body: str = "<p>x</p>") -> dict[str, Json]:
    page = f"<html lang='en_GB'><head>{head}</head><body>{body}</body></html>"
    return dict(statements(html.document_fromstring(page), page).values)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge opens - The Town Crier</title><meta property='og:site_name' content='The Town Crier'>", "", "Bridge opens"),
        ("<title>Bridge opens | Crier</title>", "<h1>Bridge opens</h1>", "Bridge opens"),
        ("<title>Bridge opens | Crier</title>", "<h1>Bridge <i>opens</i><a class='headerlink' href='#x'>¶</a></h1>", "Bridge opens"),
        ("<title>crier » Two: bridges</title>", "<h1><a href='https://www.crier.org/'>Crier</a></h1><h3>Two: bridges</h3>", "Two: bridges"),
        ("<meta property='og:title' content='See this!'>", "<h1>Other words</h1>", "See this!"),
        ("<title>Tom &amp;amp; Ann</title>", "", "Tom & Ann"),
        ("<title>Hebrew</title>", "<h1>All are born free</h1>", "All are born free"),
        ("<title>Bridge opens</title>", "<h1>The Town Crier</h1><p>Bridge opens</p>", "Bridge opens"),
        ("<title>Bridge opens</title>", "<h1>The Town Crier</h1><h1>Sport and more</h1>", "Bridge opens"),
    ],
)  # fmt: skip
def test_the_title_is_the_pages_own_without_its_sites_name(head: str, body: str, title: str) -> None:
    assert _stated(head, body + "<p>x</p>")["title"] == title


def test_a_heading_that_the_structured_data_repeats_is_the_title() -> None:
    data = '{"@graph":[{"@type":"NewsArticle","headline":"Bridge opens","author":[{"name":"Ann Roe"}],"datePublished":"2021-03-04T05:06:07Z"}]}'
    head = f"<meta property='og:title' content='You will not believe this bridge'><script type='application/ld+json'><![CDATA[{data}]]></script>"
    stated = _stated(head, "<h1>Bridge opens</h1><p>x</p>")
    assert (stated["title"], stated["author"], stated["date"]) == ("Bridge opens", ["Ann Roe"], "2021-03-04")
    assert stated["lang"] == "en-GB"


def test_a_heading_in_two_lines_is_a_title_in_words() -> None:
    stated = _stated("", "<h1>Bridge <b>opens</b><br>again<a class=headerlink href='#a'>¶</a></h1><p>x</p>")
    assert stated["title"] == "Bridge opens again"


@pytest.mark.parametrize(
    ("body", "lang"),
    [
        ("<div><div lang='pl'><p>Zaczynamy od tego.</p></div></div><p>Next page</p>", "pl"),
        ("<div lang='pl-PL'><div lang='de'><p>Damit fangen wir an.</p></div></div><p>Next</p>", "de"),
        ("<p>We begin with this.</p><p lang='de'>Anfang</p>", "en-GB"),
        (
            "<p lang='de'>Anfang</p><p>We begin with this.</p><script>var a = 'this is no text';</script>",
            "en-GB",
        ),
        ("<div lang='not one'><p>We begin with this.</p></div>", "en-GB"),
    ],
)
def test_the_language_is_that_of_the_element_around_most_of_the_text(body: str, lang: str) -> None:
    assert _stated("<title>T</title>", body)["lang"] == lang


def test_damaged_structured_data_says_nothing() -> None:
    stated = _stated(
        '<script type=\'application/ld+json\'>{"@type": "Article", </script><title>T one two</title>'
    )
    assert stated["title"] == "T one two"


def test_authors_are_people() -> None:
    assert "author" not in _stated("<meta name='author' content='https://x.org/ann'>")
    assert _stated("<meta name='author' content='By Ann Roe'>")["author"] == ["Ann Roe"]


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 300


def test_pictures_beside_the_page_and_in_it_are_received_and_remote_ones_are_not(tmp_path: Path) -> None:
    from base64 import b64encode

    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a.png").write_bytes(PNG)
    album = Album(Received("page.html", b"", tmp_path), "")
    image = html.fragment_fromstring
    assert album.address(image("<img src='page_files/a.png'>")) == "page_files/a.png"
    inside = album.address(image(f"<img src='data:image/png;base64,{b64encode(PNG).decode()}'>"))
    assert {a.source: a.data for a in album.assets.values()} == {"page_files/a.png": PNG, inside: PNG}
    assert album.address(image("<img src='https://x.org/p.gif' width='1'>")) == ""
    remote = album.address(image("<img src='data:image/gif;base64,R0lG' data-src='https://x.org/b.jpg'>"))
    assert remote == "https://x.org/b.jpg"
    assert album.findings(set()) == ()
    assert album.findings({remote})[0].code == "read-picture-missing"


def test_control_characters_cost_no_extractor_its_opinion(capfd: pytest.CaptureFixture[str]) -> None:
    words = "The council met, on Monday, and voted for the plan, all of it, which was long enough for this."
    page = (
        f"<html><body><div><p>{words}</p><table><tr><td>a</td></tr></table>\x01</div>\x02 tail</body></html>"
    )
    assert words in by_readability(page)
    assert "Traceback" not in capfd.readouterr().err
