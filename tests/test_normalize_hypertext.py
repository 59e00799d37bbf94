"""HTML within Markdown: what Markdown has is read, what it has nothing for stays words, and no word goes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image

from pubpipe.model import Kind, Ledger, Manuscript
from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.markdown import read as read_markdown
from tests.support.drafts import normalized

LEAD = "# The title of it\n\nThe first paragraph says what it is about.\n\n"
KIND: Kind = "markdown"


def _read(text: str) -> tuple[str, Ledger]:
    manuscript, ledger = normalized(f"{LEAD}{text}\n", KIND)
    again = _again(manuscript)
    assert again == manuscript.body
    return manuscript.body.removeprefix("The first paragraph says what it is about.\n\n").rstrip("\n"), ledger


def _again(manuscript: Manuscript) -> str:
    return normalized(f"# The title of it\n\n{manuscript.body}", KIND)[0].body


LINES = {
    "strong words": ("A <b>b</b> and <strong class=x>c</strong>.", "A **b** and **c**."),
    "emphasis": ("A <em>b</em>, <i>c</i>, <cite>d</cite>.", "A *b*, *c*, *d*."),
    "emphasis within": ("<b>a <i>b</i></b> c", "**a *b*** c"),
    "spaces at the edges": ("a<b> b </b>c", "a **b** c"),
    "within a word": ("re<b>start</b>ed", "re**start**ed"),
    "code": ("Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, <code>a &lt; b</code>", "Press `Ctrl`+`C`, `a < b`"),
    "a link": ('<a href="https://e.org/?a=1&amp;b=2">w</a> x', "[w](https://e.org/?a=1&b=2) x"),
    "a link with a title": ("<a title='T  t' href='https://e.org/'>w</a> x", '[w](https://e.org/ "T t") x'),
    "an address": ("x <a href='https://e.org/x'>https://e.org/x</a>", "x <https://e.org/x>"),
    "an address in other words": ("x <a href='https://e.org/'>e.org</a>", "x [e.org](https://e.org/)"),
    "a link around nothing": ("a <a href='https://e.org/'></a>b", "a b"),
    "a place": ("Text<a id='n1'></a> and <a name=n2> more", "Text and more"),
    "a heading within a link": ("<a href='https://e.org/'><h2>Head</h2></a>", "[Head](https://e.org/)"),
    "a picture": ("x <img alt='A  fox' src='https://e.org/f.png' width=3> y", "x ![A fox](https://e.org/f.png) y"),
    "a linked picture": (
        "x <a href='https://e.org/'><img src=https://e.org/f.png></a>",
        "x [![](https://e.org/f.png)](https://e.org/)",
    ),
    "powers and formulae": ("10<sup>6</sup> m<sup>2</sup>, H<sub>2</sub>O", "10⁶ m², H₂O"),
    "a raised mark": ("said.<sup>[1]</sup>", "said.\\[1\\]"),
    "an ordinal": ("the 2<sup>nd</sup> and N<sup>o</sup> 5", "the 2nd and Nº 5"),
    "a quotation": ("He says <q>yes</q>.", "He says “yes”."),
    "a reading": ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です。", "{漢字|かんじ}です。"),
    "readings": ("<ruby><rb>東</rb><rt>とう</rt>京<rt>きょう</rt></ruby>", "{東|とう}{京|きょう}"),
    "what says nothing": ("<u>a</u> <s>b</s> <span style='color:red'>c</span> d<wbr>e", "a b c de"),
    "a break": ("a<br>b<BR/>c", "a\\\nb\\\nc"),
    "a list in a cell": ("| a | b |\n|---|---|\n| x<br>y | <ul><li>1</li><li>2</li></ul> |", "| a | b |\n| --- | --- |\n| x y | 1 2 |"),
    "in an item and a quotation": ("- <b>a</b>\n- b\n\n> <i>c</i>", "- **a**\n- b\n\n> *c*"),
    "in a heading": ("## A <i>b</i>", "## A *b*"),
    "in a link of Markdown": ("[<b>b</b> l](https://e.org/b)", "[**b** l](https://e.org/b)"),
}  # fmt: skip

WORDS = {
    "no element": ("a <foo> b <your-name>", "a \\<foo> b \\<your-name>"),
    "without its other half": ("a <b>b and </i>c", "a \\<b>b and \\</i>c"),
    "halves in other lines": ("<b>a\n\nb</b> c", "\\<b>a\n\nb\\</b> c"),
    "halves in other elements": ("*a <b>b* c</b>", "*a \\<b>b* c\\</b>"),
    "escaped": ("\\<b>a\\</b>", "\\<b>a\\</b>"),
    "in code": ("`<b>a</b>` and `<br>`", "`<b>a</b>` and `<br>`"),
    "in code before it": ("`<b>` <b>a</b>", "`<b>` **a**"),
    "a comparison": ("3 < 4 and 5 > 4", "3 \\< 4 and 5 > 4"),
    "a drawing": ('<svg width="3"><path d="M0"/></svg>', '\\<svg width="3">\\<path d="M0"/>\\</svg>'),
    "a form": ("<form><p>a</p></form>", "\\<form>\\<p>a\\</p>\\</form>"),
    "a script within a line": ("a <script>alert(1)</script>", "a \\<script>alert(1)\\</script>"),
    "a link within a link": ("<a href='https://e.org/'>a [b](https://f.org/)</a>", "\\<a href='<https://e.org/>'>a [b](https://f.org/)\\</a>"),
    "cells of two columns": ("<table><tr><td colspan=2>a</td></tr></table>", "\\<table>\\<tr>\\<td colspan=2>a\\</td>\\</tr>\\</table>"),
    "a reading of nothing": ("<rt>a</rt> b", "\\<rt>a\\</rt> b"),
}  # fmt: skip

BLOCKS = {
    "paragraphs": ("<p align=center>a\nb</p>\n<p>c</p>", "a b\n\nc"),
    "around Markdown": ("<div class=note>\n\n*a*\n\n</div>", "*a*"),
    "what is folded": ("<details>\n<summary>More</summary>\n\nb\n\n</details>", "**More**\n\nb"),
    "a sentence over what is folded": (
        "<details><summary>Is it <i>here</i>.</summary>\nb\n</details>",
        "**Is it *here*.**\n\nb",
    ),
    "bold words over what is folded": ("<details><summary><b>Is it.</b></summary>b</details>", "**Is it.**\n\nb"),
    "a picture with another form": (
        "<h2><a href='https://e.org'>\n<picture>\n<source srcset='https://e.org/d.png'>\n"
        "<img alt=A src='https://e.org/a.png'>\n</picture>\n</a></h2>\n\nb",
        "## [![A](https://e.org/a.png)](https://e.org)\n\nb",
    ),
    "headings": ("<h2>A &amp; b</h2><p>c</p><h3>D</h3>e", "## A & b\n\nc\n\n### D\n\ne"),
    "a list": ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
    "a numbered list": ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    "an empty item": ("<ul><li></li><li>a</li></ul>", "- a"),
    "a quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    "a table": ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td>1</td><td>2</td></tr></table>", "| A | B |\n| --- | --- |\n| 1 | 2 |"),
    "a table that lays out": ("<table><tr><td><b>a</b></td><td>b</td></tr></table>", "**a**\\\nb"),
    "code": ("<pre><code class='language-py'>a &lt; 3\n\n  b</code></pre>", "```py\na < 3\n\n  b\n```"),
    "code without a language": ("<pre>a\n b</pre>", "```\na\n b\n```"),
    "a rule": ("a\n\n<hr>\n\nb", "a\n\n* * *\n\nb"),
    "a film": ("<iframe width=3 src='https://e.org/f' title='A film'></iframe>", "[A film](https://e.org/f)"),
    "a film without a title": ("<video controls><source src='https://e.org/f.mp4'></video>", "<https://e.org/f.mp4>"),
    "a figure": ("<figure>\n<img src='https://e.org/f.png' alt='x' title='Ann'>\n<figcaption>A <i>fox</i></figcaption>\n</figure>", '![A fox](https://e.org/f.png "Ann")'),
    "a figure, caption first": ("<figure><figcaption>A</figcaption><img src='https://e.org/f.png'></figure>", "![A](https://e.org/f.png)"),
    "a figure of code": ("<figure><pre>x</pre><figcaption>A</figcaption></figure>", "```\nx\n```\n\nA"),
    "a linked figure": ("<figure><a href='https://e.org/'><img src='https://e.org/f.png'></a><figcaption>A</figcaption></figure>", "[![](https://e.org/f.png)](https://e.org/)\n\nA"),
    "terms": ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
    "no Markdown within": ("<p>*a* [b](c)</p>", "\\*a\\* \\[b\\](c)"),
    "an end of nothing": ("</p></b>a", "a"),
    "in an item": ("- <p>a</p>\n- b", "- a\n- b"),
    "in a quotation": ("> <div>a</div>", "> a"),
    "nothing": ("a\n\n<div>&nbsp;</div>", "a"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_tag_within_a_line_is_what_markdown_has_for_it(name: str) -> None:
    received, printed = LINES[name]
    assert _read(received)[0] == printed


@pytest.mark.parametrize("name", WORDS)
def test_what_markdown_has_nothing_for_stays_words(name: str) -> None:
    received, printed = WORDS[name]
    assert _read(received)[0] == printed


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_html_that_stands_by_itself_is_blocks(name: str, end: str) -> None:
    received, printed = BLOCKS[name]
    assert _read(received.replace("\n", end))[0] == printed


def test_what_a_page_runs_is_left_out_by_name() -> None:
    body, ledger = _read("a\n\n<script async>\nalert('</div>')\n</script>\n<style>p {}</style>\n\nb")
    assert body == "a\n\nb"
    assert [e.before for e in ledger.events if e.action == "removed"] == [
        "<script async>\nalert('</div>')\n</script>",
        "<style>p {}</style>",
    ]


def test_each_tag_is_in_the_ledger_with_what_stands_in_its_place() -> None:
    _, ledger = _read("10<sup>6</sup> <b>b</b> <a href='https://e.org/'>l</a>\n\n<ol><li>a</ol>")
    told = [(e.before, e.after) for e in ledger.events if e.action == "changed"]
    assert sorted(told) == sorted(
        [
            ("10<sup>6", "10⁶"),
            ("<sup>", ""),
            ("</sup>", ""),
            ("<b>", "**"),
            ("</b>", "**"),
            ("<a href='https://e.org/'>", "["),
            ("</a>", "](https://e.org/)"),
            ("<ol>", "\n"),
            ("<li>", "\n1. "),
            ("</ol>", "\n"),
        ]
    )


def test_a_block_of_html_is_named_by_its_own_lines() -> None:
    """What a step says of a block must not reach into the next one, though they share their lines."""
    manuscript, ledger = normalized(
        "<h1>The title of it</h1><p>By Jane Doe</p><p>The text begins.</p>\n", KIND
    )
    assert manuscript.meta.title == "The title of it"
    assert manuscript.meta.authors == ("Jane Doe",)
    assert manuscript.body == "The text begins.\n"
    moved = {e.destination: e.before for e in ledger.events if e.destination and e.before}
    assert moved == {"meta:title": "<h1>The title of it</h1>", "meta:author": "<p>By Jane Doe</p>"}


def test_sources_may_be_a_list_of_html() -> None:
    text = "<ul><li><a href='https://e.org/a'>A title of some length</a>, The Times, 2020</li><li>https://b.org/c</li></ul>"
    manuscript, _ = normalized(f"{LEAD}Text.\n\n## Sources\n\n{text}\n", KIND)
    assert [source.url for source in manuscript.sources] == ["https://e.org/a", "https://b.org/c"]


def test_a_link_between_brackets_stays_where_its_word_would_join_another() -> None:
    """A tag parts the words that were received; without it and the brackets they are one."""
    assert _read("[[Note]]<span>e</span>g.")[0] == "\\[\\[Note\\]\\]eg."
    assert _read("[[Note]] <span>e</span>g.")[0] == "Note eg."


def test_a_picture_has_the_name_under_which_it_is_stored(tmp_path: Path) -> None:
    Image.new("RGB", (4, 3), "red").save(tmp_path / "red.png")
    text = f"{LEAD}x <img src='red.png' alt='A ](red.png b'> y\n\n<p><img src='red.png'></p>\n"
    draft = read_markdown(Received("article.md", text.encode(), tmp_path))
    manuscript, ledger, _ = normalize(draft, Wishes("article"))
    name = f"article.assets/{draft.assets[0].name}"
    assert f"x ![A \\](red.png b]({name}) y\n\n![]({name})\n" in manuscript.body
    assert [e.after for e in ledger.events if e.before.startswith("<img")] == [
        f"![A ](red.png b]({name})",
        f"![]({name})",
    ]


_TAGS = st.sampled_from(
    "<b> </b> <i> </i> <p> </p> <div> </div> <a\xa0href='javascript:x'> </a> <img\xa0src=x\xa0onerror=x> <br> <ul> <li> </ul>"
    " <table> <tr> <td> </table> <pre> </pre> <code> </code> <script> </script> <svg> <sup> </sup> <!-- --> <iframe\xa0src=x>"
    " \n \n\n word &lt; < 2 *".replace("  ", " ").split(" ")
).map(lambda tag: tag.replace("\xa0", " "))


@settings(deadline=None)
@given(st.lists(_TAGS, max_size=12).map(" ".join))
def test_canonical_markdown_has_no_html(received: str) -> None:
    manuscript, ledger = normalized(f"{LEAD}{received}\n", KIND)
    tokens = MarkdownIt("commonmark").parse(manuscript.body)
    kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
    assert kinds.isdisjoint({"html_block", "html_inline"})
    assert ledger.audit.unaccounted == 0
