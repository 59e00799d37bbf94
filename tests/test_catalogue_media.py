"""Media types of what lies in dist/: those of the standards, whatever the machine's own tables say."""

from __future__ import annotations

import pytest

from pubpipe.catalogue.media import media_type


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.epub", "application/epub+zip"),
        ("a.booklet.pdf", "application/pdf"),
        ("a.html", "text/html; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.md", "text/markdown; charset=utf-8"),
        ("a.ledger.json", "application/json"),
        ("a.cover.webp", "image/webp"),
        ("A.JPG", "image/jpeg"),
        ("feed.xml", "application/atom+xml"),
        ("opds.xml", "application/atom+xml;profile=opds-catalog;kind=acquisition"),
        ("opds.3.json", "application/opds+json"),
        ("opds.search.xml", "application/opensearchdescription+xml"),
        ("opds", "application/octet-stream"),
    ],
)
def test_media_type(name: str, expected: str) -> None:
    assert media_type(name) == expected
