"""An EPUB's navigation -> targets that do not exist or come in another order (EPUB 3.3, 7; NCX of EPUB 2)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pubpipe.checks.book.opened import EPUB_TYPE, Book, parsed, within
from pubpipe.checks.codes import finding
from pubpipe.checks.documents import Document, elements, line_of, shown, tag, targets, words
from pubpipe.model import Finding, Place

_NCX = "application/x-dtbncx+xml"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def findings(book: Book) -> Iterator[Finding]:
    """Yield what is wrong with the ways through the book: contents, page list, landmarks, NCX, links in the text."""
    known = {path: targets(document.root) for path, document in book.documents.items()}
    if book.nav is not None:
        yield from _nav(book, book.nav, known)
    yield from _ncx(book, known)
    yield from _links(book, known)


def navs(document: Document) -> dict[str, etree._Element]:
    """Return the lists of a navigation document by what they are: ``toc``, ``page-list``, ``landmarks``."""
    found: dict[str, etree._Element] = {}
    for nav in elements(document.root, "nav"):
        for kind in (nav.get(EPUB_TYPE) or "").split():
            found.setdefault(kind, nav)
    return found


def missing(book: Book, known: dict[str, frozenset[str]], base: str, href: str) -> str:
    """Return what is missing where an address leads, empty where all is there or it leads out of the book."""
    path, fragment = within(base, href)
    if not path:
        return ""
    if path not in book.members:
        return f"{path} is not in the book"
    if fragment and path in known and fragment not in known[path] and not fragment.startswith("epubcfi("):
        return f"{path} has no {fragment!r}"
    return ""


def _nav(book: Book, nav: Document, known: dict[str, frozenset[str]]) -> Iterator[Finding]:
    lists, base = navs(nav), nav.name.removeprefix(f"{book.name}/")
    if "toc" not in lists:
        yield nav.say("epub-no-toc", "the navigation document has no table of contents")
    order = {item.path: n for n, identifier in enumerate(book.spine) if (item := book.of(identifier))}
    for kind, element in lists.items():
        last = (-1, -1)
        links = [link for link in elements(element, "a") if link.get("href") is not None]
        if kind in ("toc", "page-list") and not links:
            yield nav.say("epub-nav-empty", f"the {kind} has no entries", element)
        for link in links:
            href = str(link.get("href"))
            if lacking := missing(book, known, base, href):
                told = f"the {kind} leads {shown(words(link))} to {href!r}: {lacking}"
                yield nav.say("epub-nav-broken", told, link)
                continue
            path, fragment = within(base, href)
            at = (order.get(path, -1), _position(book, path, fragment))
            if kind in ("toc", "page-list") and at < last and path in order:
                yield nav.say(
                    "epub-nav-order", f"{shown(words(link))} stands earlier than the entry before it", link
                )
            last = max(at, last)
        for link in elements(element, "a"):
            if not words(link) and not link.get("aria-label") and not elements(link, "img"):
                yield nav.say("epub-nav-nameless", f"an entry of the {kind} has no words", link)
    if "toc" in lists:
        yield from _listed(book, nav, lists["toc"], base)


def _position(book: Book, path: str, fragment: str) -> int:
    document = book.documents.get(path)
    if document is None or not fragment:
        return -1
    return next(
        (n for n, e in enumerate(document.root.iter()) if isinstance(e.tag, str) and e.get("id") == fragment),
        -1,
    )


def _listed(book: Book, nav: Document, toc: etree._Element, base: str) -> Iterator[Finding]:
    """A document of the spine with a heading must be in the contents, else no reader finds it."""
    reached = {within(base, str(link.get("href") or ""))[0] for link in elements(toc, "a")}
    for path, document in book.read():
        heads = elements(document.root, *_HEADINGS)
        if heads and path not in reached and document is not nav and not _in_front(document):
            told = f"{path} begins with {shown(words(heads[0]))} and is in no table of contents"
            yield nav.say("epub-toc-incomplete", told)


def _in_front(document: Document) -> bool:
    kinds = {
        kind
        for e in document.root.iter()
        if isinstance(e.tag, str)
        for kind in (e.get(EPUB_TYPE) or "").split()
    }
    return bool(
        kinds
        & {"cover", "titlepage", "halftitlepage", "frontmatter", "colophon", "copyright-page", "imprint"}
    )


def _ncx(book: Book, known: dict[str, frozenset[str]]) -> Iterator[Finding]:
    for item in book.items:
        if item.media_type != _NCX or item.path not in book.members:
            continue
        name = f"{book.name}/{item.path}"
        try:
            root = parsed(book.members[item.path])
        except etree.LxmlError as error:
            yield finding("epub-malformed", book.name, f"{item.path} is not well-formed: {error}")
            continue
        for content in root.iter("{*}content"):
            href = str(content.get("src") or "")
            if lacking := missing(book, known, item.path, href):
                told = f"the NCX leads to {href!r}: {lacking}"
                yield finding("epub-nav-broken", book.name, told, Place(name, line_of(content)))


def _links(book: Book, known: dict[str, frozenset[str]]) -> Iterator[Finding]:
    for path, document in book.documents.items():
        if document is book.nav:
            continue
        for element in document.root.iter():
            for key in ("href", "src", "{http://www.w3.org/1999/xlink}href"):
                address = element.get(key) if isinstance(element.tag, str) else None
                if not address:
                    continue
                lacking = missing(book, known, path, address)
                if lacking:
                    yield document.say("markup-link-broken", f"{address!r} leads nowhere: {lacking}", element)
                elif tag(element) != "a" and address.startswith(("http:", "https:", "//")):
                    yield document.say(
                        "epub-remote", f"{tag(element)} is fetched from {address[:120]}", element
                    )
