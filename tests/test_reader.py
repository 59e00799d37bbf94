"""The reader in the browser: it reads a sound book to its end and tells what is wrong with others."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.reader import browser_page, read_epub

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>
<dc:title>Two Parts</dc:title><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="one"/><itemref idref="two"/></spine></package>"""
NAV = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Two Parts</title></head>
<body><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a></li><li><a href="two.xhtml">Two</a><ol>
<li><a href="two.xhtml#end">The end</a></li></ol></li></ol></nav></body></html>"""
SECTION = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Part</title></head><body>{}</body></html>"""
ONE = SECTION.format(
    "".join(f"<p>{word} {'words to fill a page with ' * 40}</p>" for word in ("first", "middle", "last"))
)
TWO = SECTION.format('<h1>Two</h1><p id="end">the end</p>')


def _book(path: Path, one: str = ONE, two: str = TWO) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("book.opf", PACKAGE)
        book.writestr("nav.xhtml", NAV)
        book.writestr("one.xhtml", one)
        book.writestr("two.xhtml", two)
    return path


def test_reads_every_page_of_a_sound_book(tmp_path: Path) -> None:
    reading = read_epub(_book(tmp_path / "good.epub"), 400, 500, screenshots=tmp_path / "pages")
    assert reading.errors == ()
    assert (reading.title, reading.language) == ("Two Parts", "en")
    assert reading.toc == ("One", "Two", "The end")
    assert [text.split()[0] for text in reading.sections] == ["first", "Two"]
    assert reading.text.split()[-2:] == ["the", "end"]
    assert reading.pages > 3
    assert len(list((tmp_path / "pages").glob("*.png"))) == reading.pages


@pytest.mark.parametrize(
    ("two", "expected"),
    [
        (TWO.replace("the end", '<img src="gone.png" alt=""/>'), "picture not loaded: gone.png"),
        (
            TWO.replace("the end", '<img src="https://example.org/x.png" alt=""/>'),
            "https://example.org/x.png",
        ),
        (TWO.replace("</p>", ""), "contains the following errors"),
    ],
    ids=["picture missing", "picture outside the book", "not well-formed"],
)
def test_tells_what_is_wrong_with_a_book(tmp_path: Path, two: str, expected: str) -> None:
    errors = read_epub(_book(tmp_path / "bad.epub", two=two)).errors
    assert any(expected in error for error in errors), errors


def test_tells_that_a_book_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / "torn.epub"
    path.write_bytes(b"PK\x03\x04 nothing behind it")
    reading = read_epub(path)
    assert "the book did not open" in reading.errors
    assert reading.pages == 0


def test_opens_a_web_page_in_both_colour_schemes(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Page</title><style>:root{color-scheme:light dark}"
        "body{background:Canvas}</style><img src='https://example.org/x.png' alt=''><script>missing()</script>",
        encoding="utf-8",
    )
    colours = []
    for scheme in ("light", "dark"):
        with browser_page(path, 320, 640, scheme) as visit:
            colours.append(visit.page.evaluate("getComputedStyle(document.body).backgroundColor"))
            assert visit.page.evaluate("innerWidth") == 320
            assert visit.requests == ["https://example.org/x.png"]
            assert any("missing is not defined" in error for error in visit.errors)
    assert colours[0] != colours[1]
