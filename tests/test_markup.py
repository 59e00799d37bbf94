"""Pandoc's door: the dialect, what must not come through it, and its errors."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pubpipe import markup
from pubpipe.errors import EditionError
from pubpipe.markup import (
    one_pandoc,
    pandoc_path,
    pandoc_version,
    resident_memory,
    to_xhtml,
    xhtml_ahead,
)
from pubpipe.normalize import document as doc
from pubpipe.normalize.printer import print_blocks
from tests.support import trees
from tests.support.manuscripts import rich
from tests.test_normalize_printer import examples


def test_pandoc_is_there_and_tells_its_version() -> None:
    assert Path(pandoc_path()).is_file()
    assert int(pandoc_version().split(".")[0]) >= 3


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
    plain = [e for e in examples() if not re.search(markup._TAG, e)]
    assert len(plain) > 500
    texts = [
        "\n\n***\n\n".join(plain),
        "<https://example.org/a> and <x@example.org>",
        "1 <2, a<b and <3",
        "<",
        "a <",
    ]
    for text in texts:
        command = [pandoc_path(), f"--from={markup.DIALECT}", "--to=json"]
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
    monkeypatch.setattr(markup, "DIALECT", "no-such-format")
    with pytest.raises(EditionError, match="pandoc: Unknown input format no"):
        to_xhtml("text")


def test_a_pandoc_that_does_not_finish_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_TIMEOUT", 0)
    with pytest.raises(EditionError, match="did not finish within 0 seconds"):
        to_xhtml("text")


def test_the_sisters_of_an_edition_share_one_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A paragraph that no other test has.\n"
    with xhtml_ahead(text):
        pass
    # Whoever starts pandoc now fails.
    monkeypatch.setattr("pubpipe.markup.pandoc_path", lambda: "/nowhere/pandoc")
    assert to_xhtml(text) == to_xhtml(text) == "<p>A paragraph that no other test has.</p>\n"
    with pytest.raises(OSError, match="nowhere"):
        to_xhtml("Another text.\n")


def test_a_failure_ahead_is_told_when_the_text_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pubpipe.markup.DIALECT", "no-such-format")
        with xhtml_ahead("text ahead"):
            pass
        with pytest.raises(EditionError, match="Unknown input format no"):
            to_xhtml("text ahead")
    assert to_xhtml("text ahead") == "<p>text ahead</p>\n"


def test_a_long_text_waits_for_nobody() -> None:
    text = "Words of a long article stand here. " * 20_000
    with xhtml_ahead(text):
        assert to_xhtml(text).count("long article") == 20_000


GOLDEN = Path(__file__).parent / "golden"


def converted(texts: list[str]) -> list[str]:
    markup._xhtml.cache_clear()
    return [to_xhtml(text) for text in texts]


def test_a_pandoc_that_stays_answers_as_one_that_is_started() -> None:
    texts = ["", "\n", "a <b>c</b>", rich().body]
    texts += [path.read_text("utf-8") for path in sorted(GOLDEN.glob("*/canonical.md"))[::4]]
    texts += ["```\n\ttabs in code\n```", "a\ttab", "one\r\ntwo", "\ufeffmark"]
    started = converted(texts)
    with one_pandoc():
        assert converted(texts) == started


@settings(max_examples=10)
@given(st.lists(trees.blocks, min_size=5, max_size=20))
def test_a_pandoc_that_stays_reads_what_the_printer_prints(blocks: list[doc.Block]) -> None:
    text = print_blocks(blocks)
    started = converted([text])
    with one_pandoc():
        assert converted([text]) == started


def test_a_pandoc_that_died_is_replaced() -> None:
    with one_pandoc():
        assert converted(["*a*"]) == ["<p><em>a</em></p>\n"]
        process = markup._resident()._process
        assert process is not None
        process.kill()
        process.wait()
        assert converted(["*b*", "*c*"]) == ["<p><em>b</em></p>\n", "<p><em>c</em></p>\n"]
        assert markup._resident()._process is not process
    assert markup._resident()._process is None


def test_a_book_does_not_stay_in_the_memory_of_a_pandoc() -> None:
    with one_pandoc():
        assert converted(["word " * 50_000])[0].startswith("<p>word word")
        assert markup._resident()._process is None


@pytest.mark.parametrize(
    "address", ["a.mp4", "a.txt", "https://example.org/a.pdf", "a.mp3?x#y", "a", "a.png", "a.HTML"]
)
def test_a_picture_stays_a_picture_whatever_its_name_ends_in(address: str) -> None:
    made = etree.fromstring(to_xhtml(f'![a *b* "c" <d>]({address} "e & f")\n').strip())
    with one_pandoc():
        assert to_xhtml(f'![a]({address} "e & f")\n') != ""
    assert [child.tag for child in made] == ["img"]
    assert {str(k): str(v) for k, v in made[0].attrib.items()} == {
        "src": address,
        "alt": 'a b "c" <d>',
        "title": "e & f",
    }


def test_a_resident_pandoc_makes_no_film_of_a_picture_either() -> None:
    with one_pandoc():
        assert "<img" in (made := to_xhtml("![a](film.mp4) ![b](page.html)\n"))
    assert "<video" not in made
    assert "<embed" not in made


def test_the_memory_of_a_pandoc_that_stays_is_told() -> None:
    with one_pandoc():
        assert resident_memory() == 0
        to_xhtml("A *text* that no other test converts.\n")
        own = resident_memory()
        # Its program alone has more than 150 MB, which all of them share.
        assert 2**20 < own < 2**27
    assert resident_memory() == 0
