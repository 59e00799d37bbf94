"""Readings in a body tree, and in every edition."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from pubpipe.editions import epub, html, pdf, text
from pubpipe.editions.readings import set_readings, spelt_out
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.validators import epubcheck

RUBY = "<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>"


def article() -> Manuscript:
    body = (
        "{東京|とうきょう}の{春|はる}。[^1]\n\n## {第|だい}一章\n\n`{国|くに}`です。\n\n[^1]: {注|ちゅう}。\n"
    )
    return Manuscript("ruby", Metadata(title="東京の春", lang="ja"), body, body)


def set_in(markup: str) -> str:
    root = etree.fromstring(f"<div>{markup}</div>")
    set_readings(root)
    return etree.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("markup", "becomes"),
    [
        ("a{漢|かん}{字|じ}b", "a" + RUBY.format("漢", "かん") + RUBY.format("字", "じ") + "b"),
        (
            "<em>x</em>{漢|かん}b{字|じ}",
            "<em>x</em>" + RUBY.format("漢", "かん") + "b" + RUBY.format("字", "じ"),
        ),
        ("<em>{漢|かん}</em>c<b/>d", "<em>" + RUBY.format("漢", "かん") + "</em>c<b/>d"),
        ("<code>{漢|かん}</code>|<pre>{漢|かん}<b/>{漢|かん}</pre>", None),
        ("a | b", None),
    ],
)
def test_readings_become_ruby_but_in_code(markup: str, becomes: str | None) -> None:
    assert set_in(markup) == (markup if becomes is None else becomes)


def test_spelt_out_they_stand_in_brackets() -> None:
    root = etree.fromstring(f"<p>{set_in('a{漢|かん}b')}</p>")
    assert etree.tostring(spelt_out(root), encoding="unicode") == "<p>a漢（かん）b</p>"


def test_the_book_and_the_page_have_ruby(tmp_path: Path) -> None:
    content = epub.render(edition(article(), "epub")).content
    archive = zipfile.ZipFile(BytesIO(content))
    page = archive.read("EPUB/text.xhtml").decode()
    shown = [
        RUBY.format(*pair)
        for pair in (("東京", "とうきょう"), ("春", "はる"), ("第", "だい"), ("注", "ちゅう"))
    ]
    web = html.render(edition(article(), "html")).content.decode()
    assert (
        [page.count(one) for one in shown] == [web.count(one) for one in shown[:2]] + [1, 1] == [1, 1, 1, 1]
    )
    assert "{国|くに}</code>" in page
    assert ">rubyAnnotations<" in archive.read("EPUB/content.opf").decode()
    (tmp_path / "book.epub").write_bytes(content)
    assert epubcheck(tmp_path / "book.epub") == []


def test_on_paper_and_in_columns_they_are_spelt_out() -> None:
    words = text.render(edition(article(), "txt")).content.decode()
    assert "東京（とうきょう）の春（はる）。" in words
    assert "第（だい）一章" in words
    pages = pypdfium2.PdfDocument(pdf.render(edition(article(), "pdf")).content)
    assert "ruby" not in pages[0].get_textpage().get_text_range()


def test_without_readings_no_book_claims_them() -> None:
    plain = replace(article(), body="東京の春。\n", markdown="東京の春。\n")
    archive = zipfile.ZipFile(BytesIO(epub.render(edition(plain, "epub")).content))
    assert "rubyAnnotations" not in archive.read("EPUB/content.opf").decode()
