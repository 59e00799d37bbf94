"""Indents of lines from right to left: on the right, in justified lines as in others."""

from __future__ import annotations

import pytest

from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, texts
from tests.support.prose import document

WORDS = "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם כולם חוננו בתבונה ובמצפון " * 3


@pytest.mark.parametrize("align", ["justify", "start", "center", "end"])
@pytest.mark.parametrize("indent", [30, -30])
def test_a_line_from_right_to_left_is_indented_on_its_right(indent: int, align: str) -> None:
    with lines.mended():
        for side, words in (("ltr", "word " * 60), ("rtl", WORDS)):
            first = place(words, side, f"text-indent: {indent}px; text-align: {align}")
            begins, ends = first if side == "ltr" else (200 - first[1], 200 - first[0])
            if align in ("justify", "start"):
                assert begins == pytest.approx(indent, abs=0.1)
            if align in ("justify", "end"):
                assert ends == pytest.approx(200, abs=0.1)
            if align == "center":
                assert begins - indent == pytest.approx(200 - ends, abs=0.1)


def place(words: str, side: str, css: str) -> tuple[float, float]:
    """Where the words of the first line begin and end, in CSS pixels from the left of the measure."""
    page = document(f'<div dir="{side}" style="width: 200px; {css}">{words}</div>', css="").pages[0]._page_box
    block = next(box for box in page.descendants() if box.element_tag == "div")
    found = texts(next(box for box in block.children if is_line(box)))
    left = block.content_box_x()
    return found[0].position_x - left, found[-1].position_x + found[-1].width - left
