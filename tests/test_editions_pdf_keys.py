"""Keys that emoji write: one face draws the key and what stands on it, and nothing else is touched."""

from __future__ import annotations

import pytest
from lxml import etree

from pubpipe.editions.pdf.body.keys import mark_keys

KEY = '<span class="key">{}\u20e3</span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>1\ufe0f\u20e3 first</p>", f"<p>{KEY.format(1)} first</p>"),
        ("<p>a #\u20e3, *\u20e3 b</p>", f"<p>a {KEY.format('#')}, {KEY.format('*')} b</p>"),
        ("<p><b>x</b>2\u20e3<i>3\u20e3</i></p>", f"<p><b>x</b>{KEY.format(2)}<i>{KEY.format(3)}</i></p>"),
        ("<p>12\ufe0f 3</p>", "<p>12\ufe0f 3</p>"),
        ("<p>a\u20e3 4\u20e3</p>", f"<p>a\u20e3 {KEY.format(4)}</p>"),
    ],
)
def test_keys_are_marked(before: str, after: str) -> None:
    body = etree.fromstring(f"<body>{before}</body>")
    mark_keys(body)
    assert etree.tostring(body, encoding="unicode") == f"<body>{after}</body>"
