"""Canonical Markdown -> XHTML: the dialect, what must not come through it, one conversion for all editions."""

import json
import re
import subprocess

import pytest
from lxml import etree

from pubpipe.errors import EditionError
from pubpipe.markup import DIALECT, one_pandoc, pandoc_path, to_xhtml, xhtml_ahead
from pubpipe.markup.xhtml import TAG
from tests.support.manuscripts import rich
from tests.test_normalize_printer import examples


def test_what_the_canonical_printer_prints_becomes_elements() -> None:
    tree = etree.fromstring(f"<div>{to_xhtml(rich().body)}</div>")
    tags = {str(element.tag) for element in tree.iter()}
    assert tags >= {
        "p",
        "em",
        "strong",
        "code",
        "a",
        "h2",
        "h3",
        "ul",
        "ol",
        "blockquote",
        "table",
        "pre",
        "br",
        "hr",
    }
    assert [call.get("href") for call in tree.iterfind(".//a[@class='footnote-ref']")] == ["#fn1", "#fn2"]
    assert [item.get("id") for item in tree.iterfind("section[@id='footnotes']/ol/li")] == ["fn1", "fn2"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <b onclick=x>word</b>",
        "<div class=x>\nblock\n</div>",
        "<!-- a comment -->",
        "<![CDATA[x]]> and <?php y ?>",
        "<br>",
        "at the end <b",
        "<!DOCTYPE html> and </p>",
        "<a\nhref='x'>over lines</a>",
    ],
)
def test_html_in_the_text_is_literal_text(text: str) -> None:
    tree = etree.fromstring(f"<div>{to_xhtml(text)}</div>")
    assert {str(element.tag) for element in tree.iter()} == {"div", "p"}
    assert "".join(map(str, tree.itertext())).split() == text.split()


def test_no_text_without_a_tag_makes_raw_html() -> None:
    """The filter is left out for such texts: pandoc's own reader tells that it had nothing to do."""
    plain = [e for e in examples() if not re.search(TAG, e)]
    assert len(plain) > 500
    texts = [
        "\n\n***\n\n".join(plain),
        "<https://example.org/a> and <x@example.org>",
        "1 <2, a<b and <3",
        "<",
        "a <",
    ]
    for text in texts:
        command = [pandoc_path(), f"--from={DIALECT}", "--to=json"]
        tree = subprocess.run(command, input=text, capture_output=True, check=True, encoding="utf-8").stdout
        assert json.loads(tree)["blocks"]
        assert '"RawInline"' not in tree
        assert '"RawBlock"' not in tree


@pytest.mark.parametrize(
    "text",
    [
        "^[not a note]",
        "~~kept~~",
        "::: kept",
        "$x$ and $$y$$",
        "\"straight\" -- 'quotes' ...",
        ": no definition",
        "a_b_c and H~2~O x^2^",
    ],
)
def test_what_is_no_markup_in_the_dialect_stays(text: str) -> None:
    tree = etree.fromstring(f"<div>{to_xhtml(text)}</div>")
    assert "".join(map(str, tree.itertext())).strip() == text


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert to_xhtml("a\x00b\x0bc\x1fd\ufffe").strip() == "<p>abcd</p>"


def test_nothing_gives_nothing() -> None:
    assert to_xhtml("").strip() == ""


def test_pandocs_failure_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pubpipe.markup.xhtml.DIALECT", "no-such-format")
    with pytest.raises(EditionError, match="pandoc: Unknown input format no"):
        to_xhtml("`text`")


def test_the_sisters_of_an_edition_share_one_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A `paragraph` that no other test has.\n"
    with xhtml_ahead(text):
        pass
    # Whoever starts pandoc now fails.
    monkeypatch.setattr("pubpipe.markup.running.pandoc_path", lambda: "/nowhere/pandoc")
    assert to_xhtml(text) == to_xhtml(text) == "<p>A <code>paragraph</code> that no other test has.</p>\n"
    with pytest.raises(OSError, match="nowhere"):
        to_xhtml("Another `text`.\n")


def test_a_failure_ahead_is_told_when_the_text_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pubpipe.markup.xhtml.DIALECT", "no-such-format")
        with xhtml_ahead("`text` ahead"):
            pass
        with pytest.raises(EditionError, match="Unknown input format no"):
            to_xhtml("`text` ahead")
    assert to_xhtml("`text` ahead") == "<p><code>text</code> ahead</p>\n"


def test_a_long_text_waits_for_nobody() -> None:
    text = "Words of a `long` article stand here. " * 20_000
    with xhtml_ahead(text):
        assert to_xhtml(text).count("<code>long</code>") == 20_000


@pytest.mark.parametrize(
    "address", ["a.mp4", "a.txt", "https://example.org/a.pdf", "a.mp3?x#y", "a", "a.png", "a.HTML"]
)
def test_a_picture_stays_a_picture_whatever_its_name_ends_in(address: str) -> None:
    made = etree.fromstring(to_xhtml(f'![a *b* "c" <d>]({address} "e & f")\n').strip())
    assert [child.tag for child in made] == ["img"]
    assert {str(k): str(v) for k, v in made[0].attrib.items()} == {
        "src": address,
        "alt": 'a b "c" <d>',
        "title": "e & f",
    }


def test_within_one_pandoc_a_text_is_made_by_the_one_that_stays() -> None:
    text = "Words that `no other test` converts."
    with one_pandoc() as pandoc:
        assert pandoc.pid is None
        assert to_xhtml(text) == "<p>Words that <code>no other test</code> converts.</p>\n"
        assert pandoc.pid is not None
        # A book is not given to it: its memory would stay.
        pandoc.end()
        assert to_xhtml("`word` " * 50_000).startswith("<p><code>word")
        assert pandoc.pid is None
    assert pandoc.pid is None


def test_after_one_pandoc_each_text_has_its_own_again() -> None:
    with one_pandoc() as pandoc:
        pass
    assert to_xhtml("Words after `that one`.") == "<p>Words after <code>that one</code>.</p>\n"
    assert pandoc.pid is None
