"""A last page with little on it: its lines find room on the others, or the end of the text keeps them company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.composition.faults import is_line
from pubpipe.editions.pdf.composition.fitting import closest, fitted
from pubpipe.editions.pdf.house import House, house_of, lay_out
from pubpipe.editions.pdf.pagemap import SOURCES as SOURCES_PART
from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling import load
from tests.conftest import Amount
from tests.support.law import manuscript
from tests.support.manuscripts import edition, founding
from tests.torture.words import SENTENCES

SOURCES = (
    '<section class="sources few"><h2>Sources</h2><ol>' + "<li><p>A source</p></li>" * 2 + "</ol></section>"
)


@pytest.fixture(scope="module")
def house() -> House:
    return house_of(edition(founding(), "pdf"))


def page(lines: int, rest: str = "") -> str:
    text = "<br>".join(["x"] * lines)
    return f'<html lang="en"><title>-</title><body><article><div class="text"><p>{text}</p></div>{rest}</article>'


def heights(sheet: Any, within: str) -> Iterator[float]:
    for box in sheet._page_box.children[0].descendants():
        if is_line(box) and box.element.tag == within:
            yield box.position_y


@pytest.mark.parametrize(("lines", "pages"), [(48, 1), (49, 1), (53, 2), (100, 2), (104, 3)])
def test_a_few_lines_find_room_on_the_pages_before(house: House, lines: int, pages: int) -> None:
    asked: list[str] = []

    def again(line: str) -> Any:
        asked.append(line)
        return lay_out(page(lines), house.leaded(line), {})

    document = lay_out(page(lines), house, {})
    usual = 14.4 / 0.75
    made = fitted(document, 0.955, again)
    assert len(made.pages) == pages
    assert len(asked) <= 1
    steps = {round(b - a, 3) for sheet in made.pages for a, b in pairwise(heights(sheet, "p"))}
    (step,) = steps
    assert 0.955 * usual <= step <= usual
    assert fitted(document, 1.0, again) is document


def test_a_few_sources_take_the_end_of_the_text_with_them(house: House) -> None:
    for lines in range(38, 48, 3):
        document = lay_out(page(lines, SOURCES), house, {})
        last = document.pages[-1]
        if len(document.pages) > 1:
            assert len(list(heights(last, "h2"))) == 1
            assert len([box for box in last._page_box.children[0].descendants() if is_line(box)]) >= 3 + 3


def test_a_style_says_how_close_lines_may_come() -> None:
    style = load("default")
    assert [closest(style, variant) for variant in ("", "large", "draft")] == [0.955, 0.955, 1.0]
    for wrong in ("near", "0.5", "2", "95%"):
        css = f":root {{ --closest: {wrong} }}".encode()
        with pytest.raises(ConfigurationError, match="--closest is"):
            closest(Style("mine", {**style.files, "tokens-own.css": css}))


def test_an_edition_is_fitted(amount: Amount) -> None:
    for length in range(5, amount(6, 16)):
        body = "\n\n".join(" ".join(SENTENCES[n : n + 7]) for n in range(length)) + "\n"
        article = replace(manuscript(body), sources=founding().sources)
        for form in ("pdf", "pdf-large"):
            begins: Any = render(edition(article, form)).facts["breaks"]
            assert begins[-1][0] < SOURCES_PART
