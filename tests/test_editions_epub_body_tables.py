"""Tables for those who hear them, and on small screens."""

import re

import pytest
from lxml import etree

from pubpipe import styling
from pubpipe.editions.epub.body.tables import mark_code, mark_tables


def marked(table: str) -> etree._Element:
    rows = ("".join(cell for cell in row) for row in (line.split() for line in table.strip().splitlines()))
    root = etree.fromstring(f"<div><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table></div>")
    mark_tables(root)
    return root


def test_a_table_names_its_columns_to_those_who_hear_it() -> None:
    root = marked("<th></th> <th>B</th>\n<td>a</td> <td>b</td>")
    assert [(cell.tag, cell.get("scope")) for cell in root.iter("th", "td")] == [
        ("td", None), ("th", "col"), ("td", None), ("td", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "letters", "breaks"),
    [(1, 44, False), (1, 45, True), (2, 22, False), (2, 23, True), (9, 8, False), (9, 9, True)],
)
def test_a_word_breaks_where_it_is_longer_than_its_share_of_a_small_screen(
    columns: int, letters: int, breaks: bool
) -> None:
    root = marked(f"<td>{'m' * letters}</td>" + " <td>x</td>" * (columns - 1))
    assert [cell.get("class") for cell in root.iter("td")] == [
        "breaks" if breaks else None,
        *[None] * (columns - 1),
    ]


@pytest.mark.parametrize("sign", [" ", "-", "\u00ad", "\u200b"])
def test_a_word_that_breaks_by_itself_is_as_long_as_its_parts(sign: str) -> None:
    root = etree.fromstring(f"<table><tr><td>{'m' * 30}{sign}<em>{'m' * 30}</em></td></tr></table>")
    mark_tables(root)
    assert root[0][0].get("class") is None


def test_code_runs_from_the_left() -> None:
    root = etree.fromstring("<div><p><code>x</code></p><pre><code>y</code></pre></div>")
    mark_code(root)
    assert [e.get("dir") for e in root.iter("pre", "code")] == ["ltr"] * 3


@pytest.mark.parametrize("style", ["default", "book", "handout"])
def test_long_words_are_broken_by_what_mupdf_knows_too(style: str) -> None:
    sheet = re.sub(r"(?s)/\*.*?\*/", "", styling.css(styling.load(style), "ebook.css"))
    # It takes this value for none, and cuts the word at the edge of the page.
    assert "overflow-wrap: anywhere" not in sheet
    assert re.search(r"\.breaks \{[^}]*word-break: break-word", sheet)
