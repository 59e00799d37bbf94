"""An EPUB -> what is wrong with its container, package, navigation, documents and claims."""

from __future__ import annotations

from collections.abc import Iterator

from pubpipe.model import Finding


def findings(name: str, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with an EPUB by itself, whoever made it."""
    from pubpipe.checks import documents, dress
    from pubpipe.checks.book import claims, container, navigation, package
    from pubpipe.checks.book.opened import Unreadable, opened
    from pubpipe.checks.book.opened import sheets as opened_sheets
    from pubpipe.checks.codes import finding

    try:
        book = opened(name, data)
    except Unreadable as error:
        yield finding("epub-unreadable", name, f"the book cannot be read: {error}")
        return
    yield from container.findings(book)
    yield from package.findings(book)
    yield from navigation.findings(book)
    for document in book.documents.values():
        yield from documents.findings(document)
    for path, document in book.documents.items():
        yield from dress.findings(document, tuple(opened_sheets(book, path)), xml=True)
    yield from documents.headings(document for _, document in book.read() if document is not book.nav)
    yield from claims.findings(book)
