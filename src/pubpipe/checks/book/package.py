"""An EPUB's package document -> what is wrong with its metadata, manifest and spine (EPUB 3.3, 5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pubpipe.checks.book.opened import DC, XHTML, Book, Item
from pubpipe.checks.carrying.pages import OPF
from pubpipe.checks.codes import finding
from pubpipe.checks.documents import XML_LANG
from pubpipe.model import Finding, Place

_MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SIGNATURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "font/woff2": (b"wOF2",),
    "font/woff": (b"wOFF",),
    "font/ttf": (b"\0\1\0\0", b"true"),
    "font/otf": (b"OTTO",),
}


def findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the package document."""
    yield from _metadata(book)
    yield from _manifest(book)
    yield from _spine(book)


def _say(book: Book, code: str, message: str, line: int = 0) -> Finding:
    return finding(code, book.name, message, Place(f"{book.name}/{book.opf}", line or None))


def _metadata(book: Book) -> Iterator[Finding]:
    package = book.package
    if not book.is_three:
        version = package.get("version") or "no version"
        yield _say(book, "epub-version", f"the package is of EPUB {version}, not of EPUB 3")
    for name in ("title", "language", "identifier"):
        if not any((element.text or "").strip() for element in package.iter(f"{DC}{name}")):
            yield _say(book, f"epub-no-{name}", f"the metadata has no dc:{name}")
    ids = {str(element.get("id")) for element in package.iter(f"{DC}identifier")}
    if package.get("unique-identifier") not in ids:
        named = package.get("unique-identifier")
        yield _say(book, "epub-identifier-unknown", f"unique-identifier {named!r} is no identifier's id")
    stamps = book.metas("dcterms:modified")
    if book.is_three and (len(stamps) != 1 or not _MODIFIED.fullmatch(stamps[0])):
        told = f"dcterms:modified is {stamps[0]!r}" if len(stamps) == 1 else f"{len(stamps)} dcterms:modified"
        yield _say(book, "epub-modified", told)
    declared = [(element.text or "").strip() for element in package.iter(f"{DC}language")]
    own = package.get(XML_LANG)
    if own and declared and own.lower() not in (lang.lower() for lang in declared):
        yield _say(book, "epub-language-differs", f"the package is in {own!r}, the book in {declared[0]!r}")
    for path, document in book.read():
        lang = document.root.get(XML_LANG) or document.root.get("lang")
        if lang and declared and _primary(lang) not in map(_primary, declared):
            told = f"{path} is in {lang!r}, the book in {', '.join(map(repr, declared))}"
            yield _say(book, "epub-language-differs", told)


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _manifest(book: Book) -> Iterator[Finding]:
    for key in ("id", "path"):
        for value, times in Counter(str(getattr(item, key)) for item in book.items).items():
            if times > 1 and value:
                yield _say(book, "epub-manifest-twice", f"{times} items have the {key} {value!r}")
    for item in book.items:
        yield from _item(book, item)
    if book.is_three and sum("nav" in item.properties for item in book.items) != 1:
        count = sum("nav" in item.properties for item in book.items)
        yield _say(book, "epub-no-nav", f"{count} items of the manifest are the navigation document")
    for path, error in book.malformed:
        yield finding("epub-malformed", book.name, f"{path} is not well-formed: {error}")


def _item(book: Book, item: Item) -> Iterator[Finding]:
    if not item.path:
        if item.href and not item.media_type.startswith(("audio/", "video/")):
            yield _say(book, "epub-remote", f"{item.href} is not in the book", item.line)
        return
    if item.path not in book.members:
        yield _say(
            book, "epub-item-missing", f"{item.path} is in the manifest and not in the archive", item.line
        )
        return
    data, signatures = book.members[item.path], _SIGNATURES.get(item.media_type, ())
    if signatures and not data.startswith(signatures):
        yield _say(book, "epub-media-type", f"{item.path} is not of the type {item.media_type}", item.line)
    if not item.media_type:
        yield _say(book, "epub-media-type", f"{item.path} has no media type", item.line)
    elif item.id in book.spine and item.media_type not in (XHTML, "image/svg+xml"):
        yield _say(book, "epub-spine-type", f"{item.path} is read as {item.media_type}", item.line)
    document = book.documents.get(item.path)
    if document is None or not book.is_three:
        return
    for name, property_ in (("script", "scripted"), ("svg", "svg"), ("math", "mathml")):
        there = any(_counts(e) for e in document.root.iter(f"{{*}}{name}"))
        if there and property_ not in item.properties:
            yield _say(
                book, "epub-property", f"{item.path} has {name} and not the property {property_!r}", item.line
            )


def _counts(element: object) -> bool:
    kind = getattr(element, "get")("type")  # noqa: B009  # the element's type is lxml's own
    return not kind or kind in (
        "text/javascript",
        "application/javascript",
        "module",
        "application/ecmascript",
    )


def _spine(book: Book) -> Iterator[Finding]:
    ids = {item.id for item in book.items}
    if not book.spine:
        yield _say(book, "epub-spine-empty", "the spine is empty")
    for reference, times in Counter(book.spine).items():
        if reference not in ids:
            yield _say(book, "epub-spine-broken", f"the spine names {reference!r}, which is in no manifest")
        elif times > 1:
            yield _say(book, "epub-spine-broken", f"the spine names {reference!r} {times} times")
    references = list(book.package.iter(f"{OPF}itemref"))
    if references and all(reference.get("linear") == "no" for reference in references):
        yield _say(book, "epub-spine-empty", "no item of the spine is linear")
    for item in book.items:
        unread = item.media_type == XHTML and item.id not in book.spine and "nav" not in item.properties
        if unread:
            yield _say(book, "epub-unread", f"{item.path} is in no spine", item.line)
