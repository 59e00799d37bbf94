"""Code that is wider than the page: each line begins at the margin, its turnovers do not."""

from __future__ import annotations

from lxml import etree

from pubpipe.editions.pdf.body.listing import hang
from pubpipe.editions.pdf.tree import text_of


def listing(code: str) -> etree._Element:
    tree = etree.fromstring("<pre><code/></pre>")
    tree[0].text = code
    hang(tree)
    return tree


def test_short_lines_are_left_alone() -> None:
    tree = listing("a\n  b\n")
    assert text_of(tree) == "a\n  b\n"
    assert tree.get("class") == "short"
    assert listing("a\n" * 13).get("class") is None


def test_long_lines_hang_below_their_own_start() -> None:
    code = f"a\n\n    {'b' * 80}\n{' ' * 70}c\n"
    rows = listing(code).findall(".//span")
    assert [row.text or "" for row in rows] == code.removesuffix("\n").split("\n")
    assert "text-indent: -2ch" in rows[0].get("style", "")
    assert "text-indent: -6ch" in rows[2].get("style", "")
    assert "text-indent: -26ch" in rows[3].get("style", "")


def test_code_with_elements_in_it_keeps_them() -> None:
    tree = etree.fromstring(f"<pre><code>{'x' * 80}<b>y</b></code></pre>")
    hang(tree)
    assert tree.find(".//b") is not None
