"""A text that fits but for the space at its end: whole on its line, whatever follows it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pubpipe.editions.pdf.composition import lines
from pubpipe.editions.pdf.composition.faults import is_line, words
from tests.support.prose import document

TEXT = "Part of them is harder to <em>find</em> than the rest of those that went before"
CAPITAL = "M of them is much harder to <em>find</em> than the rest of those that went before"
STYLES = ("", "hyphens: auto; text-align: justify")


def _first_lines(css: str, text: str = TEXT) -> list[str]:
    """The first line of the text in columns of many widths, from some words to all of it."""
    columns = "".join(f'<p style="width: {width}px; {css}">{text}' for width in range(160, 290, 2))
    boxes = [box for page in document(columns, css="").pages for box in page._page_box.descendants()]
    paragraphs = [
        box for box in boxes if box.element_tag == "p" and box.children and is_line(box.children[0])
    ]
    return [words(box.children[0]) for box in paragraphs]


@pytest.mark.parametrize("text", [TEXT, CAPITAL])
@pytest.mark.parametrize("css", STYLES)
def test_a_wider_column_never_has_less_on_a_line(css: str, text: str) -> None:
    assert _torn(_first_lines(css, text))
    with lines.mended() as count:
        assert not _torn(_first_lines(css, text))
    assert count["spaces"] > 0


def _torn(found: list[str]) -> bool:
    return any(len(wider) < len(line) - 3 for line, wider in pairwise(found))


def test_preserved_spaces_are_left_alone() -> None:
    with lines.mended() as count:
        _first_lines("white-space: pre-wrap")
    assert count["spaces"] == 0
