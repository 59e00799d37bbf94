"""An EPUB -> what stores say of its documents, its styles, its faces, its links and its metadata."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from pubpipe.checks.book.opened import DC, XHTML, Book, Item
from pubpipe.checks.carrying.pages import OPF
from pubpipe.checks.stores.files import listed, megabytes
from pubpipe.checks.stores.hanging import reaching_out

_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
_ISBN = re.compile(r"(?:urn:isbn:|isbn:?\s*)?(97[89][0-9-]{10,14}|[0-9-]{9,12}[0-9Xx])", re.IGNORECASE)
_SIGNATURES = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf", b"wOFF": "woff", b"wOF2": "woff2"}


def _chapters(book: Book, most: int) -> Iterator[str]:
    for item in book.items:
        if item.media_type == XHTML and len(book.members.get(item.path, b"")) > most:
            size = megabytes(len(book.members[item.path]))
            yield f"{item.path} has {size}, and {megabytes(most)} are the most of a document"


def _elements(names: tuple[str, ...], what: str) -> Callable[[Book, Any], Iterator[str]]:
    def check(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
        there = [
            path
            for path, document in book.documents.items()
            if any(next(document.root.iter(f"{{*}}{name}"), None) is not None for name in names)
        ]
        if there:
            yield f"{listed(there)}: {what}"

    return check


def _fonts(book: Book, taken: list[str]) -> Iterator[str]:
    wrong = [
        f"{item.path} ({kind})" for item in book.items if (kind := _font(book, item)) and kind not in taken
    ]
    if wrong:
        yield f"{listed(wrong)}: of faces it takes {', '.join(kind.upper() for kind in taken)}"


def _font(book: Book, item: Item) -> str:
    """Return a face's kind by its first bytes, by its name where they are obfuscated; empty for what is none."""
    is_face = item.media_type.startswith(("font/", "application/font", "application/x-font"))
    if not is_face and item.media_type not in ("application/vnd.ms-opentype",):
        return ""
    start = book.members.get(item.path, b"")[:4]
    return _SIGNATURES.get(start, item.path.rpartition(".")[2].lower())


def _names(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    wrong = [name for name in book.members if not _PLAIN.fullmatch(name)]
    if wrong:
        yield f"{listed(wrong)}: names with other signs than letters and digits of ASCII"


def _links(book: Book, hosts: list[str]) -> Iterator[str]:
    found: dict[str, None] = {}
    for document in book.documents.values():
        for link in document.root.iter("{*}a"):
            host = _host(str(link.get("href") or ""))
            if any(host == one or host.endswith(f".{one}") for one in hosts):
                found[host] = None
    if found:
        yield f"links to other stores: {listed(list(found))}"


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _author(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    if not any((element.text or "").strip() for element in book.package.iter(f"{DC}creator")):
        yield "the metadata names no author"


def _identifiers(book: Book) -> list[str]:
    return [(element.text or "").strip() for element in book.package.iter(f"{DC}identifier")]


def _isbn(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    told = [*_identifiers(book), book.name.rpartition("/")[2].partition(".")[0]]
    if not any(_ISBN.fullmatch(one) for one in told):
        yield "neither the identifier nor the file's name is an ISBN"


def _ncx(book: Book, _value: Any) -> Iterator[str]:  # noqa: ANN401
    """The NCX repeats the package's identifier (OPF 2.0.1, 2.4.1.2)."""
    from lxml import etree

    from pubpipe.checks.book.opened import parsed

    unique = book.package.get("unique-identifier")
    own = next(
        (e.text or "" for e in book.package.iter(f"{DC}identifier") if e.get("id") == unique), ""
    ).strip()
    toc = next((s.get("toc") for s in book.package.iter(f"{OPF}spine")), None)
    item = book.of(str(toc)) if toc else None
    if item is None or item.path not in book.members:
        return
    try:
        root = parsed(book.members[item.path])
    except etree.LxmlError:
        return
    for meta in root.iter("{*}meta"):
        if meta.get("name") == "dtb:uid" and (meta.get("content") or "").strip() != own:
            yield f"{item.path} is of {meta.get('content')!r}, the book of {own!r}"


BOOK: Mapping[str, Callable[[Book, Any], Iterator[str]]] = {
    "store-chapter-large": _chapters,
    "store-script": _elements(("script",), "scripts are taken out, or not run"),
    "store-form": _elements(("form", "iframe", "frame", "input"), "forms and frames are not shown"),
    "store-sound": _elements(("audio", "video"), "sounds and films are not played on every reader"),
    "store-font-type": _fonts,
    "store-negative": reaching_out,
    "store-name": _names,
    "store-link": _links,
    "store-no-author": _author,
    "store-no-isbn": _isbn,
    "store-identifiers": _ncx,
}
