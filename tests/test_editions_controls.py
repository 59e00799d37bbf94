"""Code with characters that steer the direction of a line is shown in the order in which it is written."""

from __future__ import annotations

import pypdfium2
import pytest
from lxml import etree

from pubpipe.editions.controls import set_apart
from pubpipe.editions.pdf import render
from tests.support.law import manuscript
from tests.support.manuscripts import edition

# CVE-2021-42574: a reader would see `"user"; // check`.
HIDDEN = 'if "user\u202e \u2066// check\u2069 \u2066";'


@pytest.mark.parametrize("steering", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
def test_each_character_that_steers_code_is_in_a_box_of_its_own(steering: str) -> None:
    root = etree.fromstring(f"<div><p>a<code>{steering}b{steering}c</code>d</p></div>")
    set_apart(root)
    assert [span.text for span in root.iterfind(".//code/span[@class='control']")] == [steering] * 2
    assert "".join(map(str, root.itertext())) == f"a{steering}b{steering}cd"


def test_marks_that_only_end_or_help_stay_within_the_line() -> None:
    root = etree.fromstring("<div><code>a\u202c\u2069\u200e\u200f\u05d0</code>\u202e</div>")
    before = etree.tostring(root)
    set_apart(root)
    assert etree.tostring(root) == before


@pytest.mark.parametrize("text", [f"Say `{HIDDEN}` here.\n", f"Say.\n\n```\n{HIDDEN}\n```\n"])
def test_code_on_paper_stands_in_its_order(text: str) -> None:
    page = pypdfium2.PdfDocument(render(edition(manuscript(text), "pdf")).content)[0].get_textpage()
    said = page.get_text_range()
    places = [page.get_charbox(said.index(word))[0] for word in ("if", "user", "check", ";")]
    assert places == sorted(places)
