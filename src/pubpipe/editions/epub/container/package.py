"""Documents, pictures and metadata -> the bytes of an EPUB 3.3."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from pubpipe.editions.epub.container import ncx
from pubpipe.editions.epub.container.access import Access
from pubpipe.editions.epub.container.describing import (
    XML_LANG,
    describe,
    describe_conformance,
    describe_pages,
    identifier,
    modified,
)
from pubpipe.editions.parts import xml_text
from pubpipe.model import SOURCE_ID, Manuscript

if TYPE_CHECKING:
    from ebooklib import epub

# The earliest time that a ZIP entry can have, and every entry has.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{lang}" dir="{direction}"/>'
)


@dataclass(frozen=True, slots=True)
class File:
    """One file of the book: its name beside the package document, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; ``generated`` titles are not the article's words."""

    title: str
    href: str
    generated: bool = False
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems jump to: its type in EPUB 3's landmarks and in EPUB 2's guide.

    Without a ``kind`` it stands in the guide alone: in EPUB 3 the cover is found by its property.
    """

    kind: str
    guide: str
    title: str
    href: str
    generated: bool = True


@dataclass(frozen=True, slots=True)
class PageList:
    """The pages of the printed edition that ``source`` identifies: what the list is called, (number, address)."""

    source: str = ""
    title: str = ""
    pages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that goes into the package: ``spine`` the documents in reading order, ``others`` the rest.

    ``anchors`` are all addresses in the documents in reading order, ``claim`` is the standard that the book
    conforms to, for which ``certified_by`` answers.
    """

    manuscript: Manuscript
    publication: str
    direction: str
    cover: File
    spine: tuple[File, ...]
    others: tuple[File, ...]
    toc: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    access: Access
    pages: PageList = PageList()
    anchors: tuple[str, ...] = ()
    claim: str = ""
    certified_by: str = ""


def build(book: Book) -> bytes:
    """Return the EPUB's bytes, the same for the same book on every run."""
    from ebooklib import epub

    package = epub.EpubBook()
    package.set_identifier(identifier(book.manuscript))
    package.set_direction(book.direction)
    template = _NCX.format(lang=book.manuscript.meta.lang, direction=book.direction)
    package.set_template("ncx", template.encode())
    describe(package, book.manuscript, book.publication, book.access)
    describe_conformance(package, book.claim, book.certified_by)
    describe_pages(package, book.pages.source)
    _fill(package, book)
    raw = BytesIO()
    epub.write_epub(
        raw,
        package,
        {
            "mtime": modified(book.manuscript),
            "package_direction": True,
            "epub3_pages": False,
            "raise_exceptions": True,
            "compresslevel": 0,  # _finish packs everything once
        },
    )
    return _finish(raw.getvalue(), book)


def _fill(package: epub.EpubBook, book: Book) -> None:
    from ebooklib import epub

    # Documents go in as plain items: EbookLib would read its own kind with an HTML parser and indent them.
    # As its `set_cover` does, but for the kind, which it would look up in the lists of this machine.
    cover = epub.EpubCover(file_name=book.cover.name)
    cover.media_type, cover.content = book.cover.media_type, book.cover.data
    package.add_item(cover)
    package.add_metadata(None, "meta", "", {"name": "cover", "content": cover.id})
    for file in (*book.spine, *book.others):
        item = epub.EpubItem(_id(file.name), file.name, file.media_type, file.data)
        item.properties = list(file.properties)
        package.add_item(item)
    # Of no use to a reading system, so in no document and not in the spine; a person finds it by its name.
    markdown = book.manuscript.markdown.encode()
    package.add_item(epub.EpubItem(SOURCE_ID, "source.md", "text/markdown", markdown))
    package.spine = [_id(file.name) for file in book.spine]
    package.add_item(epub.EpubNcx())
    package.toc = [_ncx_entry(entry, f"nav-{n}") for n, entry in enumerate(book.toc, 1)]
    package.guide = [
        {"type": mark.guide, "title": xml_text(mark.title), "href": mark.href}
        for mark in book.landmarks
        if mark.guide
    ]


def _ncx_entry(entry: Entry, uid: str) -> epub.Link | tuple[epub.Section, list[object]]:
    from ebooklib import epub

    if not entry.children:
        return epub.Link(entry.href, xml_text(entry.title), uid)
    below = [_ncx_entry(child, f"{uid}-{n}") for n, child in enumerate(entry.children, 1)]
    return epub.Section(xml_text(entry.title), entry.href), below


def _id(name: str) -> str:
    """Return a file's id in the manifest, an XML name."""
    return "file-" + re.sub(r"[^A-Za-z0-9._-]", "-", name)


def _finish(raw: bytes, book: Book) -> bytes:
    """Do what EbookLib 0.20 cannot: the one place where its output is changed.

    - ``xml:lang`` on ``package``, the language of the metadata (EPUB 3.3 §5.3.2);
    - the list of printed pages in the NCX, and one order of play over it and the contents (``ncx``);
    - ZIP entries without the time of the build, the machine's rights and, for pictures, a second
      compression; ``mimetype`` first, stored and without extra field (EPUB 3.3 OCF §4.2.3).
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("/content.opf"):
                package = etree.fromstring(data)
                package.set(XML_LANG, book.manuscript.meta.lang)
                data = etree.tostring(package, encoding="UTF-8", xml_declaration=True)
            elif name.endswith("/toc.ncx"):
                data = ncx.finish(data, book.pages.title, book.pages.pages, book.anchors)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            stored = name == "mimetype" or name.endswith((".png", ".jpg", ".gif", ".webp"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return out.getvalue()
