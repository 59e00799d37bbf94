"""Lines of text stand on the page's grid whatever stands between them, and nothing goes over the page's end."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition.faults import is_line
from pubpipe.editions.pdf.house import house_of, lay_out
from pubpipe.model import Asset
from tests.support.manuscripts import edition, founding

WORDS = "Lines of both sides of a sheet stand back to back, whatever stands between them on the page. " * 4
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="37.3"><path d="M0 0h90v37H0z"/></svg>'
PICTURE = Asset("p.svg", "0123abcd.svg", "image/svg+xml", DRAWING)
BETWEEN = (
    "<h2>A heading</h2>",
    "<h3>A smaller one</h3>",
    "<pre><code>one\ntwo\n</code></pre>",
    '<figure><img alt="A plate" src="asset:p.svg"><figcaption>A plate</figcaption></figure>',
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
    "<ul><li><p>one</p></li><li><p>two</p></li></ul>",
    "<blockquote><p>Quoted.</p></blockquote>",
    "<hr>",
    '<p>A plate <img alt="A plate" src="asset:p.svg"> in a line.</p>',
)


def page(*between: str) -> str:
    text = "".join(
        f'<p data-text="">{WORDS}</p>{block}<p data-text="">{WORDS} <code>x = 1</code> {WORDS}</p>'
        for block in between
    )
    return f'<html lang="en"><title>-</title><body><article><div class="text">{text}</div></article>'


def rows(sheet: Any) -> list[tuple[str, float, float]]:
    """Each line of a page: its element, where it begins and ends below the page's first line, in pixels."""
    body = sheet._page_box.children[0].children[0]
    found = [box for box in body.descendants() if is_line(box)]
    places = [(row.position_y - body.position_y, row.height) for row in found]
    return [
        ("text" if "data-text" in row.element.attrib else row.element_tag, top, top + height)
        for row, (top, height) in zip(found, places, strict=True)
    ]


@pytest.mark.parametrize(("style", "line"), [("default", 14.4), ("book", 13.6)])
def test_lines_after_any_block_are_on_the_grid(style: str, line: float) -> None:
    house = house_of(edition(founding(), "pdf", style))
    document = lay_out(page(*BETWEEN, *BETWEEN[::-1]), house, {"asset:p.svg": PICTURE})
    assert len(document.pages) > 3
    steps = [top * 0.75 / line for sheet in document.pages for tag, top, _ in rows(sheet) if tag == "text"]
    assert len(steps) > 100
    assert max(abs(step - round(step)) for step in steps) < 0.02


@pytest.mark.parametrize(
    ("style", "form", "line"), [("handout", "pdf", 17.4), ("default", "pdf-large", 25.2)]
)
def test_where_paragraphs_stand_apart_the_grid_is_of_half_lines(style: str, form: str, line: float) -> None:
    house = house_of(edition(founding(), form, style))
    document = lay_out(page(*BETWEEN, *BETWEEN[::-1]), house, {"asset:p.svg": PICTURE})
    steps = [top * 1.5 / line for sheet in document.pages for tag, top, _ in rows(sheet) if tag == "text"]
    assert len(steps) > 100
    # A tenth of a line, which nobody sees, is left as it is.
    assert max(abs(step - round(step)) for step in steps) < 0.2


@pytest.mark.parametrize("heading", ["<h2>Heading</h2>", "<h3>Heading</h3>"])
def test_where_paragraphs_stand_apart_headings_are_as_far_from_the_text_above(heading: str) -> None:
    house = house_of(edition(founding(), "pdf", "handout"))
    above = ("<p>One.</p>", "<p>One.</p><p>Two.</p>", BETWEEN[5])
    text = "".join(f"{block}{heading}<p>Text.</p>" for block in above)
    (sheet,) = lay_out(
        f'<html lang="en"><title>-</title><body><article><div class="text">{text}</div></article>', house, {}
    ).pages
    places = rows(sheet)
    gaps = [
        (place[1] - before[2]) * 0.75 / 17.4
        for before, place in itertools.pairwise(places)
        if place[0] == heading[1:3]
    ]
    assert len(gaps) == len(above)
    assert gaps[0] == pytest.approx(gaps[1], abs=0.01)
    assert max(gaps) - min(gaps) < 0.26


def test_a_sign_among_words_does_not_move_the_lines_apart() -> None:
    house = house_of(edition(founding(), "pdf"))
    sign = '<img class="sign" alt="A plate" src="asset:p.svg">'
    (sheet,) = lay_out(
        page("").replace("stand back", f"{sign} stand back"), house, {"asset:p.svg": PICTURE}
    ).pages
    assert {round(bottom - top, 2) for _, top, bottom in rows(sheet)} == {19.2}


def test_a_list_within_a_list_breaks_over_pages() -> None:
    house = house_of(edition(founding(), "pdf"))
    items = ""
    for level in range(8, 0, -1):
        items = f"<ul><li><p>Level {level}</p>{items}</li></ul>"
    text = f'<div class="text"><p>{"<br>".join(["x"] * 42)}</p><h2>Lists</h2>{items}</div>'
    document = lay_out(f'<html lang="en"><title>-</title><body><article>{text}</article>', house, {})
    assert [len(rows(sheet)) for sheet in document.pages] == [46, 5]


def test_no_source_stands_alone_on_a_page() -> None:
    house = house_of(edition(founding(), "pdf"))
    sources = (
        '<section class="sources"><h2>Sources</h2><ol>' + "<li><p>A source</p></li>" * 2 + "</ol></section>"
    )
    for lead in range(38, 48):
        text = f'<div class="text"><p>{"<br>".join(["x"] * lead)}</p></div>{sources}'
        pages = lay_out(f'<html lang="en"><title>-</title><body><article>{text}</article>', house, {}).pages
        entries = [sum(tag == "p" and end - top < 15 for tag, top, end in rows(sheet)) for sheet in pages]
        assert 1 not in entries


def test_nothing_goes_over_the_end_of_the_page() -> None:
    house = house_of(edition(founding(), "pdf"))
    for lead in range(40, 50):
        text = "<br>".join(["x"] * lead)
        html = f'<html lang="en"><title>-</title><body><article><div class="text"><p>{text}</p>{BETWEEN[2]}</div>'
        for sheet in lay_out(html, house, {}).pages:
            assert max(end for _, _, end in rows(sheet)) <= sheet._page_box.height


def test_a_heading_keeps_to_the_words_below_it() -> None:
    house = house_of(edition(founding(), "pdf"))
    (sheet,) = lay_out(page("<pre><code>one\n</code></pre><h2>Heading</h2>"), house, {}).pages
    found = rows(sheet)
    (at,) = (n for n, row in enumerate(found) if row[0] == "h2")
    assert found[at + 1][1] - found[at][2] == pytest.approx(14.4 / 0.75 / 4, abs=1)
    assert found[at][1] - found[at - 1][2] > 14.4 / 0.75


@pytest.mark.parametrize("style", ["default", "book", "handout"])
def test_the_words_in_a_missing_pictures_place_keep_to_those_below_them(style: str) -> None:
    house = house_of(edition(founding(), "pdf", style))
    note = '<figure class="unshown lead"><figcaption class="missing">Note</figcaption></figure>'
    found = rows(lay_out(page(note), house, {}).pages[0])
    (at,) = (n for n, row in enumerate(found) if row[0] == "figcaption")
    assert (
        found[at + 1][1] - found[at][2] < found[at][1] - found[at - 1][2] < 1.3 * (found[0][2] - found[0][1])
    )


def test_a_heading_at_the_head_of_a_page_is_as_far_from_its_text() -> None:
    house = house_of(edition(founding(), "pdf"))
    (sheet,) = lay_out(page("<h2>One</h2>").replace("<p data", "<h2>Head</h2><p data", 1), house, {}).pages
    found = rows(sheet)
    first, second = (found[n + 1][1] - row[2] for n, row in enumerate(found) if row[0] == "h2")
    assert first == pytest.approx(second, abs=0.1)


def test_a_heading_a_little_higher_than_its_lines_takes_it_from_the_space_above() -> None:
    house = house_of(edition(founding(), "pdf"))
    (sheet,) = lay_out(page('<h3 style="line-height: 1.15rlh">Other letters</h3>'), house, {}).pages
    found = rows(sheet)
    (at,) = (n for n, row in enumerate(found) if row[0] == "h3")
    assert found[at][1] - found[at - 1][2] == pytest.approx(0.85 * 19.2, abs=0.1)
    assert (found[at + 1][1] + 1) % 19.2 == pytest.approx(1, abs=0.1)


def test_the_founding_article_stays_on_its_page() -> None:
    for style in ("default", "book", "handout"):
        assert render(edition(founding(), "pdf", style)).facts["pages"] == 1
