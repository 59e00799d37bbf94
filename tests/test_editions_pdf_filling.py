"""No page is left much emptier than it need be by a picture, a table or code that is kept whole."""

from __future__ import annotations

from typing import Any

import pytest

from pubpipe.editions.pdf import engine
from pubpipe.editions.pdf.composition.faults import is_line
from pubpipe.editions.pdf.house import house_of, lay_out
from pubpipe.model import Asset
from tests.support.manuscripts import edition, founding

HIGH = 300  # CSS pixels
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="{HIGH}"><path d="M0 0h200v{HIGH}H0z"/></svg>'
PICTURE = Asset("p.svg", "0123abcd.svg", "image/svg+xml", DRAWING.encode())
IMAGE = '<img alt="A plate" src="asset:p.svg">'
FIGURE = f"<figure>{IMAGE}<figcaption>A plate</figcaption></figure>"
ROW = "<tr><td>one<br>two<br>three</td><td>four</td></tr>"
TABLE = f'<table class="short"><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{ROW * 7}</tbody></table>'
LINES = 48  # of a page
LINE = 19.2  # CSS pixels


def pages(lead: int, block: str, form: str = "pdf") -> list[Any]:
    """Pages with so many lines before a block, and two behind."""
    engine.load()
    text = f"<p>{'<br>'.join(['x'] * lead)}</p>{block}<p>y<br>y</p>"
    html = f'<html lang="en"><title>-</title><body><article><div class="text">{text}</div></article>'
    return [*lay_out(html, house_of(edition(founding(), form)), {"asset:p.svg": PICTURE}).pages]


def pictures(page: Any) -> list[Any]:
    boxes = page._page_box.children[0].descendants()
    return [box for box in boxes if type(box).__name__ == "BlockReplacedBox"]


def lines(page: Any) -> int:
    return sum(is_line(box) for box in page._page_box.children[0].descendants())


@pytest.mark.parametrize("block", [FIGURE, f'<p class="pictured">{IMAGE}</p>', f"<ul><li>{FIGURE}</li></ul>"])
def test_a_picture_is_made_smaller_to_stand_on_its_page(block: str) -> None:
    first, second = pages(LINES - 14, block)
    (picture,) = pictures(first)
    assert HIGH * 2 / 3 <= picture.height < HIGH
    assert picture.width / picture.height == pytest.approx(200 / HIGH)
    assert not pictures(second)
    end = first._page_box.height + first._page_box.margin_top
    boxes = first._page_box.children[0].descendants()
    assert (
        max(box.border_box_y() + box.border_height() for box in boxes if is_line(box) or box is picture)
        <= end
    )


def test_a_picture_with_room_enough_or_far_too_little_keeps_its_size() -> None:
    for lead, at in ((LINES - 20, 0), (LINES - 11, 1), (LINES - 5, 1)):
        sheets = pages(lead, FIGURE)
        assert [len(pictures(sheet)) for sheet in sheets] == [int(at == 0), int(at == 1)]
        assert pictures(sheets[at])[0].height == HIGH


def test_a_picture_that_moves_with_what_follows_has_its_size_on_the_next_page() -> None:
    held = FIGURE.replace("<figure>", '<figure style="break-after: avoid">')
    first, second = pages(
        LINES - 14, held + '<p style="break-inside: avoid">' + "<br>".join("zzzzzz") + "</p>"
    )
    assert not pictures(first)
    assert pictures(second)[0].height == HIGH


@pytest.mark.parametrize("tag", ["table", "pre"])
def test_what_headings_would_leave_empty_with_a_table_or_code_counts(tag: str) -> None:
    code = f'<pre class="short">{"<br>".join(["code"] * 19)}</pre>'
    block = "<h2>Headings</h2><h3>kept</h3>" + (TABLE if tag == "table" else code)
    texts = [
        [text.text for text in sheet._page_box.children[0].descendants() if hasattr(text, "text")]
        for sheet in pages(LINES - 14, block)
    ]
    parts = [sum(text in ("three", "code") for text in page) for page in texts]
    assert "Headings" in texts[0]
    assert all(parts)


def test_what_headings_would_leave_empty_is_forgotten_behind_a_line_of_text() -> None:
    block = f"<h2>Headings</h2><h3>kept</h3><p>x</p>{TABLE}"
    first, second = pages(LINES - 14, block)
    assert lines(first) == LINES - 14 + 3
    assert sum(type(box).__name__ == "TableBox" for box in second._page_box.descendants()) == 1


def test_a_table_that_would_leave_much_of_its_page_empty_is_divided() -> None:
    first, second = pages(LINES - 16, TABLE)
    rows = [box for box in second._page_box.children[0].descendants() if type(box).__name__ == "TableRowBox"]
    assert lines(first) > LINES - 16
    assert "".join(text.text for text in rows[0].descendants() if hasattr(text, "text")) == "ab"
    assert len(rows) > 2


def test_a_table_that_leaves_little_of_its_page_empty_is_whole() -> None:
    first, _ = pages(LINES - 12, TABLE)
    assert lines(first) == LINES - 12


def test_code_that_would_leave_much_of_its_page_empty_is_divided() -> None:
    code = f'<pre class="short"><code>{"one" + chr(10) * 2 * 15}</code></pre>'
    first, _ = pages(LINES - 16, code)
    assert lines(first) > LINES - 16


@pytest.mark.parametrize(("lead", "rows"), [(3, 10), (0, 11)])
def test_a_thematic_break_leaves_a_table_of_a_whole_page_on_its_page(lead: int, rows: int) -> None:
    row = f"<tr><td>{'<br>'.join('abcde')}</td></tr>"
    first, second = pages(lead, f'<table class="short"><tbody>{row * rows}</tbody></table><hr>')
    tags = [{box.element_tag for box in page._page_box.children[0].descendants()} for page in (first, second)]
    assert ["table" in found for found in tags] == [True, False]
    assert ["hr" in found for found in tags] == [False, True]


HEADINGS = "<h2>A heading</h2><h3>Another</h3>"


def items(*within: str) -> str:
    return f"<ul>{''.join(f'<li>item{inner}</li>' for inner in within)}</ul>"


@pytest.mark.parametrize("form", ["pdf", "pdf-large"])
@pytest.mark.parametrize(
    "block",
    [
        items(items("", ""), items("", ""), items("", "")),
        items(*[items(items("", ""), items("", ""))] * 2),
        items(items("", "", "", "", ""), ""),
        items("", items("", items("", "")), ""),
        f"<ol><li>item</li><li>item{items('', '')}</li><li>item</li></ol>",
    ],
)
def test_a_list_is_divided_before_it_leaves_much_of_a_page_empty(block: str, form: str) -> None:
    emptiest = 0.0
    for lead in range(4, 50):
        sheets = pages(lead, HEADINGS + block, form)
        if len(sheets) == 1:
            continue
        page = sheets[0]._page_box
        found = [box for box in page.children[0].descendants() if is_line(box)]
        said = ["".join(box.text for box in line.descendants() if hasattr(box, "text")) for line in found]
        emptiest = max(
            emptiest, 1 - (found[-1].position_y + found[-1].height - page.content_box_y()) / page.height
        )
        # A heading has two lines behind it, and the first item of a list is not alone on its page.
        assert said[-1] not in ("A heading", "Another")
        assert said[-2] != "Another"
        behind = [box for box in sheets[1]._page_box.children[0].descendants() if is_line(box)]
        assert (
            sum(
                "item" in "".join(b.text for b in line.descendants() if hasattr(b, "text")) for line in behind
            )
            != 1
        )
    assert 0.1 < emptiest < 0.27
