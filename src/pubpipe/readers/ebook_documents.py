"""An EPUB -> the same as pandoc reads it rightly: every element closed, ruby as words of the text."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pubpipe.readers.page.readings import read_aloud

if TYPE_CHECKING:
    from lxml.etree import _Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHER = (".opf", ".ncx", ".svg", ".smil", ".css", ".js")
_LARGEST = 64 * 2**20  # bytes of one unpacked document


def readable(book: bytes) -> bytes:
    """Return the book with ``{漢字|かんじ}`` for each ruby, in headings 漢字（かんじ）; itself where it needs nothing.

    Documents are well-formed XML (EPUB 3.3 §6.1.2). In one that is not, elements are closed as a browser closes
    them: pandoc would try every way to close them, twice as long for each. A book that is damaged is left as it is.
    Raises RecursionError for elements that are nested beyond measure.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as source:
            changed = {
                entry.filename: told
                for entry in source.infolist()
                if _is_document(entry) and (told := _told(data := source.read(entry))) is not data
            }
            return _packed(source, changed) if changed else book
    except RecursionError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, NotImplementedError, RuntimeError):
        return book


def _is_document(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    return entry.file_size <= _LARGEST and not name.endswith(_OTHER) and not name.startswith("meta-inf/")


def _told(document: bytes) -> bytes:
    """The document with ruby as words; the same object where there is nothing to be done, or nothing to be read."""
    from lxml import etree

    if not document.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return document
    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return _closed(document)
    rubies = [*root.iter(f"{_XHTML}ruby", "ruby")]
    for ruby in rubies:
        _say(ruby)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True) if rubies else document


def _closed(document: bytes) -> bytes:
    from lxml import etree

    from pubpipe.readers.page.parsing import parse

    try:
        root = parse(document.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return document
    if root is None:
        return document
    for ruby in [*root.iter("ruby")]:
        _say(ruby)
    return etree.tostring(root, encoding="utf-8", method="xml")


def _say(ruby: _Element) -> None:
    """Put the words and their readings where a ruby element stands, unless that stands in another one."""
    from lxml import etree, html

    above = ruby.getparent()
    around = {str(e.tag).removeprefix(_XHTML) for e in ruby.iterancestors()}
    if above is None or "ruby" in around:
        return
    markup = etree.tostring(ruby, encoding="unicode", with_tail=False)
    try:
        said = read_aloud(html.fragment_fromstring(markup), plain=not around.isdisjoint(_HEADINGS))
    except etree.LxmlError:
        return  # elements in it that no line may have
    words, before = f"{said}{ruby.tail or ''}", ruby.getprevious()
    if before is None:
        above.text = f"{above.text or ''}{words}"
    else:
        before.tail = f"{before.tail or ''}{words}"
    above.remove(ruby)


def _packed(source: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return out.getvalue()
