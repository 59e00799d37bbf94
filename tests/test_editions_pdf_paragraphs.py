"""Paragraphs: ladders are avoided where they begin, pages end in whole words, and no line is lost by it."""

from __future__ import annotations

from typing import Any

import pytest

from pubpipe.editions.pdf.composition import lines, paragraphs
from pubpipe.editions.pdf.composition.faults import faults, is_line
from tests.support.prose import document, prose, said

_WIDTHS = (204, 276)


def _ladders() -> tuple[int, int]:
    """How many ladders are left in columns of several widths, how many paragraphs were set again."""
    left = again = 0
    for width in _WIDTHS:
        with lines.mended() as count:
            found = document(prose(300), css=f"hyphens: auto; text-align: justify; width: {width}px")
        left += faults(found).ladders
        again += count["again"]
        assert said(found) == prose(300).replace(" ", "").replace("-", "")
    return left, again


def test_a_ladder_that_has_to_stay_is_avoided_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    mended, again = _ladders()
    monkeypatch.setattr(paragraphs, "_AGAIN", 0)
    left, none = _ladders()
    assert mended < left
    assert again > none == 0


def test_a_page_ends_in_a_whole_word_and_is_a_line_or_two_short_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with lines.mended() as count:
        found = document(prose(1000))
    assert count["passed_on"] > 0
    monkeypatch.setattr(paragraphs, "_PASSED_ON", 0)
    with lines.mended():
        full = document(prose(1000))
    assert faults(found).page_ends < faults(full).page_ends
    assert said(found) == said(full)


def test_no_line_of_a_paragraph_stands_alone() -> None:
    separator = '<p style="hyphens: auto; text-align: justify">'
    with lines.mended() as count:
        found = document(separator.join(prose(41 + n) for n in range(40)))
    assert count["passed_on"] > 0
    for page in found.pages:
        for box in page._page_box.children[0].descendants():
            set_here = [child for child in getattr(box, "children", ()) if is_line(child)]
            assert box.element_tag != "p" or len(set_here) != 1


def test_a_word_is_divided_earlier_where_that_ends_a_ladder(monkeypatch: pytest.MonkeyPatch) -> None:
    def left() -> tuple[int, int]:
        ladders = earlier = 0
        for width in range(200, 260, 12):
            with lines.mended() as count:
                found = document(
                    prose(300), css=f"hyphens: auto; text-align: justify; text-indent: 20px; width: {width}px"
                )
            ladders += faults(found).ladders
            earlier += count["earlier"]
            assert said(found) == prose(300).replace(" ", "").replace("-", "")
        return ladders, earlier

    mended, earlier = left()
    monkeypatch.setattr(paragraphs, "EARLIER", 0)
    unmended, none = left()
    assert mended < unmended
    assert earlier > none == 0


def test_a_first_line_is_tried_again_with_its_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bool] = []
    helps = paragraphs._helps

    def noted(steps: Any, place: Any, done: Any, number: int, places: int) -> bool:
        line, _ = place.again(steps, done, number, places)
        if number == 0 and place.start is None and line is not None and done[0].text_indent:
            tried.append(line.children[0].position_x == done[0].children[0].position_x)
        return helps(steps, place, done, number, places)

    monkeypatch.setattr(paragraphs, "_helps", noted)
    words = (
        "a relationship of the administration in considerable independence is an international responsibility"
    )
    for start in range(6):
        with lines.mended():
            text = " ".join((words.split() * 3)[start:])
            document(text, css="hyphens: auto; text-align: justify; text-indent: 40px; width: 240px")
    assert tried
    assert all(tried)
