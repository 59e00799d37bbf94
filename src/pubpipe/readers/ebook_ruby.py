"""An EPUB -> the same with its ruby as words of the text, since pandoc runs words and readings together."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import escape

from pubpipe.readers.page.readings import read_aloud

_RUBY = re.compile(r"<ruby\b[^>]*>.*?</ruby\s*>", re.DOTALL)
_HEADING = re.compile(r"<(h[1-6])\b[^>]*>.*?</\1\s*>", re.DOTALL)
_LARGEST = 64 * 2**20  # bytes of one unpacked document


def with_readings(book: bytes) -> bytes:
    """Return the book with ``{漢字|かんじ}`` for each ruby, in headings 漢字（かんじ）; itself where it has none.

    Documents that are not UTF-8 (EPUB 3.3 §3.9 asks for UTF-8 or UTF-16) are left as they are, and so is a book
    that is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(book)) as source:
            changed = {
                entry.filename: told
                for entry in source.infolist()
                if entry.filename.lower().endswith((".xhtml", ".html", ".htm", ".xml"))
                and entry.file_size <= _LARGEST
                and b"<ruby" in (data := source.read(entry))
                and (told := _told(data)) != data
            }
            return _packed(source, changed) if changed else book
    except (zipfile.BadZipFile, zlib.error, OSError, KeyError, NotImplementedError, RuntimeError):
        return book


def _told(document: bytes) -> bytes:
    try:
        text = document.decode()
    except UnicodeDecodeError:
        return document
    headed = _HEADING.sub(lambda match: _RUBY.sub(lambda ruby: _said(ruby[0], plain=True), match[0]), text)
    return _RUBY.sub(lambda ruby: _said(ruby[0], plain=False), headed).encode()


def _said(markup: str, *, plain: bool) -> str:
    from lxml import html

    return escape(read_aloud(html.fragment_fromstring(markup), plain=plain), quote=False)


def _packed(source: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in dict.fromkeys(source.namelist()):
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return out.getvalue()
