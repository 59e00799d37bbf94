"""Headings: the end of one is no word alone."""

from __future__ import annotations

import pytest
from lxml import etree

from pubpipe.editions.pdf.body.headings import hold_ends, label_headings
from pubpipe.editions.pdf.composition.faults import is_line, words
from pubpipe.editions.pdf.house import house_of, lay_out
from tests.support.manuscripts import edition, founding


def held(heading: str) -> str:
    tree = etree.fromstring(f"<div>{heading}</div>")
    hold_ends(tree)
    assert etree.tostring(tree, method="text", encoding="unicode") == "".join(
        map(str, etree.fromstring(f"<div>{heading}</div>").itertext())
    )
    return etree.tostring(tree[0], encoding="unicode")


def test_a_bookmark_says_what_a_picture_in_its_heading_shows() -> None:
    body = etree.fromstring(
        '<div><h2><img alt="A crane"/></h2><h2>The <img alt=""/>quay <img alt="at night"/></h2></div>'
    )
    label_headings(body)
    assert [heading.get("data-label") for heading in body] == ["A crane", "The quay at night"]
    assert len(body.findall(".//img")) == 3


@pytest.mark.parametrize(
    ("heading", "end"),
    [
        ("<h2>Half went north by rail, the other half</h2>", '<span class="whole">other half</span></h2>'),
        ("<h3>A word in <em>italics</em> and so on</h3>", '<span class="whole">so on</span></h3>'),
        ("<h2>Two words</h2>", "<h2>Two words</h2>"),
        ("<h2>An end <em>in italics</em></h2>", "</em></h2>"),
        ("<h2>On counterrevolutionary misrepresentation</h2>", "misrepresentation</h2>"),
        ("<h2>בית הדפוס סוגר את שעריו</h2>", "שעריו</h2>"),
        ("<p>Half went north by rail, the other half</p>", "half</p>"),
    ],
)
def test_the_last_two_words_are_kept_together(heading: str, end: str) -> None:
    assert held(heading).endswith(end)


def test_no_line_of_a_heading_is_a_word_alone() -> None:
    house = house_of(edition(founding(), "pdf"))
    heading = held("<h2>Half of the edition went north by rail; the other half</h2>")
    for width in range(40, 110, 7):
        html = f'<html lang="en"><title>-</title><body><div style="width: {width}mm">{heading}</div>'
        (sheet,) = lay_out(html, house, {}).pages
        lines = [words(box) for box in sheet._page_box.children[0].descendants() if is_line(box)]
        assert " " in lines[-1]
