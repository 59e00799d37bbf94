"""The navigation of EPUB 2: printed pages and contents in one order."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pubpipe.editions.epub import render
from pubpipe.editions.epub.container.ncx import finish
from pubpipe.model import Json
from tests.support.manuscripts import edition
from tests.support.validators import epubcheck
from tests.test_editions_epub import NS, Book, long, text_of

POINT = '<navPoint id="{0}"><navLabel><text>{0}</text></navLabel><content src="{0}"/>{1}</navPoint>'
HEAD = '<head><meta name="dtb:uid" content="x"/><meta name="dtb:depth" content="0"/></head>'


def finished(points: str, pages: tuple[tuple[str, str], ...], *anchors: str) -> etree._Element:
    data = f'<ncx xmlns="{NS["n"]}">{HEAD}<navMap>{points}</navMap></ncx>'.encode()
    return etree.fromstring(finish(data, "Pages", pages, anchors))


def orders(root: etree._Element) -> list[tuple[str | None, str | None]]:
    return [(e.get("id"), e.get("playOrder")) for e in root.iter() if e.get("playOrder")]


def test_places_are_numbered_as_they_are_read_and_one_place_once() -> None:
    nested = POINT.format("b", POINT.format("c", ""))
    root = finished(POINT.format("a", "") + nested, (("1", "a"), ("2", "x")), "a", "b", "x", "y", "c")
    assert orders(root) == [("a", "1"), ("b", "2"), ("c", "4"), ("page-1", "1"), ("page-2", "3")]
    assert root.find("n:head/n:meta[@name='dtb:depth']", NS).get("content") == "2"  # type: ignore[union-attr]


def test_without_pages_there_is_no_list() -> None:
    root = finished(POINT.format("a", ""), (), "a")
    assert root.find("n:pageList", NS) is None
    assert orders(root) == [("a", "1")]


@pytest.mark.parametrize("colophon", [False, True])
def test_a_book_lists_its_pages_for_old_readers_too(colophon: bool, tmp_path: Path) -> None:
    facts: dict[str, Json] = {
        "source": "urn:isbn:9780000000002",
        "breaks": [[0, 0, 0], [1, 1, 40], [1, 4, 0], [2, 1, 0]],
    }
    made = replace(edition(long(), "epub", colophon=colophon), facts=facts)
    content = render(made).content
    book = Book(content)
    targets = book.xml("toc.ncx").findall("n:pageList/n:pageTarget", NS)
    shown = [(text_of(t), t.find("n:content", NS).get("src")) for t in targets]  # type: ignore[union-attr]
    nav = book.archive.read("EPUB/nav.xhtml").decode()
    assert shown == [(n, href) for href, n in re.findall(r'<a href="([^"]+#page-\d)">(\d)</a>', nav)]
    assert [number for number, _ in shown] == ["1", "2", "3", "4"]
    (tmp_path / "book.epub").write_bytes(content)
    assert epubcheck(tmp_path / "book.epub") == []
