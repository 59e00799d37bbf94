"""Where the links of a page lead."""

import pytest

from pubpipe.readers.page.links import target


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("https://y.org/b?c=1#d", "https://y.org/b?c=1#d"),
        ("/b", "https://x.org/b"),
        ("c", "https://x.org/a/c"),
        ("//y.org/", "https://y.org/"),
        (" https://y.org/\n b ", "https://y.org/b"),
        ("mailto:ada@x.org", "mailto:ada@x.org"),
        ("#part", "#part"),
        ("#other", ""),
        ("JavaScript:go()", ""),
        ("data:text/plain,a", ""),
        ("ftp://x.org/a", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_where_a_link_leads(href: str, found: str) -> None:
    assert target(href, "https://x.org/a/b", ("#part",)) == found
