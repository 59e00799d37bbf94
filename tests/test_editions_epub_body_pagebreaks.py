"""Marks of printed pages: where they stand in a text, and that they change no word."""

import pytest
from lxml import etree

from pubpipe.editions.epub.body.fragments import OPS
from pubpipe.editions.epub.body.pagebreaks import Break, mark, printed

CALL = f'<a xmlns:epub="{OPS}" epub:type="noteref">12</a>'


def marked(markup: str, *places: tuple[int, int]) -> str:
    """The markup with a bar for every mark."""
    root = etree.fromstring(f"<div>{markup}</div>")
    before = "".join(map(str, root.itertext()))
    mark(list(root), [Break(n, 1, *place) for n, place in enumerate(places, 1)])
    assert "".join(map(str, root.itertext())) == before
    for span in list(root.iter("span")):
        assert (span.get("role"), span.get("id")) == ("doc-pagebreak", f"page-{span.get('aria-label')}")
        span.tail = f"|{span.tail or ''}"
    etree.strip_tags(root, "span")
    text = etree.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    return text.replace(f' xmlns:epub="{OPS}"', "")


@pytest.mark.parametrize(
    ("markup", "place", "expected"),
    [
        ("<p>One two</p>", (0, 0), "<p>|One two</p>"),
        ("<p>One two</p>", (0, 3), "<p>One |two</p>"),
        ("<p>One twofold</p>", (0, 6), "<p>One |twofold</p>"),
        ("<p>“One, ‘two’”</p>", (0, 3), "<p>“One, ‘|two’”</p>"),
        ("<p>A <em>big one</em> is</p>", (0, 4), "<p>A <em>big |one</em> is</p>"),
        ("<p>A <em>big</em> one</p>", (0, 4), "<p>A <em>big</em> |one</p>"),
        (f"<p>A{CALL} b</p>", (0, 1), '<p>A<a epub:type="noteref">12</a> |b</p>'),
        ("<p>日米両政府</p>", (0, 2), "<p>日米|両政府</p>"),
        ("<p>One</p><p>Two</p>", (1, 0), "<p>One</p><p>|Two</p>"),
        ("<ul><li>One</li><li>Two</li></ul>", (0, 3), "<ul><li>One</li><li>|Two</li></ul>"),
        ('<figure><img src="a"/></figure>', (0, 0), '<figure>|<img src="a"/></figure>'),
        ("<p>One</p><hr/>", (1, 0), "<p>One</p>|<hr/>"),
        ("<p>One</p>", (7, 0), "<p>One|</p>"),
        ("<p>One</p>", (0, 99), "<p>One|</p>"),
        ("<p/>", (0, 0), "<p>|</p>"),
    ],
)
def test_a_page_begins_before_its_first_word(markup: str, place: tuple[int, int], expected: str) -> None:
    assert marked(markup, place) == expected


def test_many_pages_begin_in_one_paragraph() -> None:
    assert (
        marked("<p>One two three four</p>", (0, 0), (0, 3), (0, 6), (0, 11))
        == "<p>|One |two |three |four</p>"
    )


def test_what_the_sister_tells_is_read_or_nothing_is_known() -> None:
    known = printed({"source": "ni:///sha-256;x", "breaks": [[0, 0, 0], [1, 4, 20]]})
    assert known.breaks == (Break(1, 0, 0, 0), Break(2, 1, 4, 20))
    assert known.of(1) == (Break(2, 1, 4, 20),)
    assert printed({}).breaks == printed({"source": "x"}).breaks == ()
