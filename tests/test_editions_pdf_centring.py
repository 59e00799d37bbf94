"""Blocks between automatic margins stand in the middle, in both directions."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition.centring import centred
from pubpipe.model import Manuscript, Metadata
from tests.support.manuscripts import edition
from tests.support.prose import document

PAGE = (20, 320)  # CSS pixels: where the text of a page begins and ends


def sides(css: str, way: str, tag: str = "p") -> tuple[float, float]:
    """The space on the left and on the right of a block of some width."""
    text = f'<div dir="{way}"><{tag} id="it" style="{css}">x</{tag}></div>'
    boxes = document(text, css="").pages[0]._page_box.descendants()
    box: Any = next(box for box in boxes if box.element is not None and box.element.get("id") == "it")
    left = box.border_box_x()
    return left - PAGE[0], PAGE[1] - left - box.border_width()


@pytest.mark.parametrize("way", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("width: 100px; margin: 0 auto", (100, 100)),
        ("max-width: 60px; margin: 0 auto", (120, 120)),
        ("width: 100px; margin: 0 auto 0 30px", (30, 170)),
        ("width: 100px; margin: 0 30px 0 auto", (170, 30)),
        ("width: 400px; margin: 0 auto", None),
    ],
)
def test_a_block_stands_between_its_margins(way: str, css: str, expected: tuple[int, int] | None) -> None:
    with centred():
        found = sides(css, way)
    assert found == pytest.approx(expected or ((0, -100) if way == "ltr" else (-100, 0)))


def test_nothing_is_moved_outside() -> None:
    assert sides("width: 100px; margin: 0 auto", "rtl") != pytest.approx((100, 100))


def test_a_headline_of_two_lines_from_right_to_left_stands_in_the_middle() -> None:
    title = "ההכרזה לכל באי עולם בדבר זכויות האדם"
    content = render(
        edition(Manuscript("a", Metadata(title, "he"), "אחת.\n", "אחת.\n"), "pdf", "book")
    ).content
    with pypdfium2.PdfDocument(content) as pdf:
        page, text = pdf[0], pdf[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(len(title))]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        assert left + right == pytest.approx(page.get_width(), abs=4)
