"""An EPUB's archive -> what is wrong with its bytes and names (EPUB 3.3, 4.2 Open Container Format)."""

from __future__ import annotations

import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator

from pubpipe.checks.book.opened import Book
from pubpipe.checks.codes import finding
from pubpipe.model import Finding

_MIMETYPE = b"application/epub+zip"
_FORBIDDEN = frozenset('"*:<>?\\|\x7f')
_FREE = ("mimetype", "META-INF/")  # what a manifest does not list


def findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the archive."""
    yield from _mimetype(book.name, book.data)
    yield from _methods(book)
    yield from _names(book)
    yield from _listed(book)


def _mimetype(name: str, data: bytes) -> Iterator[Finding]:
    """The first member, stored, without an extra field, so that byte 30 begins its name and byte 38 its words."""
    if data[:4] != b"PK\x03\x04" or data[30:38] != b"mimetype" or int.from_bytes(data[26:28], "little") != 8:
        yield finding("epub-mimetype-not-first", name, "the archive's first member is not mimetype")
        return
    if int.from_bytes(data[8:10], "little") != 0:
        yield finding("epub-mimetype-compressed", name, "mimetype is compressed")
        return
    if extra := int.from_bytes(data[28:30], "little"):
        yield finding("epub-mimetype-extra", name, f"mimetype has an extra field of {extra} bytes")
        return
    size = int.from_bytes(data[22:26], "little")
    if data[38 : 38 + size] != _MIMETYPE:
        yield finding("epub-mimetype-wrong", name, f"mimetype does not hold exactly {_MIMETYPE.decode()!r}")


def _methods(book: Book) -> Iterator[Finding]:
    for info in book.infos:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            told = f"{info.filename} is compressed by method {info.compress_type}, not by Deflate"
            yield finding("epub-compression", book.name, told)
        if info.flag_bits & 1:
            yield finding("epub-encrypted", book.name, f"{info.filename} is locked by the archive")


def _names(book: Book) -> Iterator[Finding]:
    names = [info.filename for info in book.infos]
    for name, times in Counter(unicodedata.normalize("NFC", n).casefold() for n in names).items():
        if times > 1:
            told = " and ".join(n for n in names if unicodedata.normalize("NFC", n).casefold() == name)
            yield finding("epub-name-twice", book.name, f"{told} are one name")
    for name in names:
        parts = name.rstrip("/").split("/")
        if (
            name.startswith("/")
            or ".." in parts
            or _FORBIDDEN & set(name)
            or any(p.endswith(".") for p in parts)
        ):
            yield finding("epub-name-unsafe", book.name, f"the name {name!r} is not allowed")
        elif any(ord(c) < 32 for c in name):
            yield finding("epub-name-unsafe", book.name, f"the name {name!r} has control characters")


def _listed(book: Book) -> Iterator[Finding]:
    listed = {item.path for item in book.items}
    for name in book.members:
        if name not in listed and name != book.opf and not name.startswith(_FREE):
            yield finding(
                "epub-not-in-manifest", book.name, f"{name} is in the archive and not in the manifest"
            )
