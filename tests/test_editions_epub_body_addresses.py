"""Addresses that may stand in a book."""

import pytest

from pubpipe.editions.epub.body.addresses import address


@pytest.mark.parametrize(
    ("href", "base", "becomes"),
    [
        ("https://example.org/a?b=c&d=e#f", "", "https://example.org/a?b=c&d=e#f"),
        ("https://example.org/a b|c?x=[1]#y z", "", "https://example.org/a%20b%7Cc?x=%5B1%5D#y%20z"),
        ("https://example.org/100%", "", "https://example.org/100%25"),
        ("https://example.org/%C3%A9é", "", "https://example.org/%C3%A9é"),
        ("http://[::1]:80/x", "", "http://[::1]:80/x"),
        ("mailto:x@example.org", "", "mailto:x@example.org"),
        ("b.html", "https://example.org/a/", "https://example.org/a/b.html"),
        ("#part", "https://example.org/a", "https://example.org/a#part"),
        ("b.html", "", None),
        ("#part", "", None),
        ("", "", None),
        ("javascript:alert(1)", "", None),
        ("file:///etc/passwd", "", None),
        ("data:text/html,x", "", None),
        ("https://", "", None),
        ("http://[bad", "", None),
        ("https://example.org:99999/", "", None),
        ("http://...", "", None),
        ("https://.example.org/", "", None),
        ("https://a..b/", "", None),
        ("https://︒com/", "", None),
        ("https://xn--/", "", None),
        ("https://xn--a/", "", None),
        ("https://xn--nxasmq6b/", "", "https://xn--nxasmq6b/"),
        ("https://[v1.a]/", "", None),
        ("https://a@b@example.org/", "", None),
        (f"https://{'a' * 64}.org/", "", None),
        (f"https://x{('.' + 'a' * 60) * 5}/", "", None),
        ("https://example.org./", "", "https://example.org./"),
        ("https://例え.jp/", "", "https://例え.jp/"),
        ("geo:1,2", "", None),
        ("sms:+1", "", None),
        ("tel:+1", "", "tel:+1"),
        ("doi:10.1000/x y", "", "https://doi.org/10.1000/x%20y"),
        ("DOI:/10.1000/x", "", "https://doi.org/10.1000/x"),
    ],
)
def test_addresses_are_made_to_work_or_are_none(href: str, base: str, becomes: str | None) -> None:
    assert address(href, base) == becomes
