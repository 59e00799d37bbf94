"""Links of a page to its own headings: kept by the headings' names, where the heading is part of the article."""

import pytest

from pubpipe.normalize import normalize
from pubpipe.normalize.galley import Wishes
from pubpipe.readers import Received
from pubpipe.readers.html import read

MORE = " which the council was told on Monday, when it met to talk about the plan for the town and its money."
PAGE = """<html lang="en"><head><title>A plan for the town</title></head><body>
<nav><a href="#start">Skip to the text</a></nav><article><h1 id="start">A plan for the town</h1>
<p>As {link} says,{more}</p>
{part}<p>It comes from the county,{more}</p><h2 id="café">A café</h2><p id="text">It is open,{more}</p>
</article><footer><h2 id="comments">Comments</h2></footer></body></html>"""
HEADING = '<h2 id="a">What it costs</h2>'


def markdown(link: str, part: str = HEADING) -> str:
    page = PAGE.format(link=link, part=part, more=MORE)
    return normalize(read(Received("plan.html", page.encode())), Wishes("plan"))[0].body


@pytest.mark.parametrize(
    "part",
    [
        HEADING,
        '<h2><span id="a">What it costs</span></h2>',
        '<h2><a name="a"></a>What it costs</h2>',
        '<a name="a"></a><h2>What it costs</h2>',
        '<section id="a"><h2>What it costs</h2></section>',
    ],
    ids=["heading", "within", "named", "before", "part"],
)
def test_a_link_to_a_heading_leads_there(part: str) -> None:
    assert "As [the part](#what-it-costs) says," in markdown('<a href="#a">the part</a>', part)


def test_the_second_of_two_headings_with_one_name_is_told_apart() -> None:
    twice = f"<h2>What it costs</h2><p>Much,{MORE}</p>{HEADING}"
    assert "[the part](#what-it-costs-1)" in markdown('<a href="#a">the part</a>', twice)


def test_an_address_in_percents_is_found() -> None:
    assert "[the place](#a-café)" in markdown('<a href="#caf%C3%A9">the place</a>')


@pytest.mark.parametrize("name", ["gone", "text", "comments", "start", ""])
def test_a_link_to_what_is_no_heading_of_the_article_keeps_its_words_alone(name: str) -> None:
    assert "As the part says," in markdown(f'<a href="#{name}">the part</a>')


def test_a_heading_does_not_link_to_itself() -> None:
    part = '<h2 id="a"><a href="#a">What it costs</a></h2>'
    assert "\n## What it costs\n" in markdown("a paper", part)
