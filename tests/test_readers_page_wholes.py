"""Lists and tables of an article whose items and cells extractors lose; menus and tables that lay out a page are none."""

from __future__ import annotations

import pytest
from lxml import html

from pubpipe.readers.marking import Line
from pubpipe.readers.page.places import Places
from pubpipe.readers.page.wholes import listed, tabled
from tests.test_readers_html import _normalized
from tests.test_readers_page_sections import _said

_LEAVES = ("p", "li", "dd", "td", "th", "pre", "h2")


def _page(body: str) -> tuple[list[Line], str]:
    """The lines of a page of which every element that has words of its own is one."""
    lines, text = [], ""
    for element in html.document_fromstring(f"<body><div>{body}</div></body>").iter(*_LEAVES):
        link = element.find("a")
        said = (element.text or "") + ("" if link is None else link.text or "")
        if said:
            kind = {"pre": "code", "h2": "heading"}.get(element.tag, "paragraph")
            lines.append(Line(len(text), len(text) + len(said), kind, "", element))
            text += f"{said}\n"
    return lines, text


def _listed(body: str) -> list[str]:
    """What is found besides the paragraphs of which the words begin with 'Kept'."""
    lines, text = _page(body)
    said = [text[line.start : line.end] for line in lines]
    kept = {n for n, words in enumerate(said) if words.startswith("Kept")}
    return [said[n] for n in sorted(listed(kept, lines, Places(), text))]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Kept</p><ul><li>one</li><li>two</li></ul><p>Kept</p>", ["one", "two"]),
        ("<p>Kept</p><p>Examples:</p><ol><li>one</li></ol><p>Kept</p>", ["Examples:", "one"]),
        ("<p>Kept</p><p>Examples:</p><p>of nothing</p><p>Kept</p>", []),
        ("<p>Kept</p><p>beside it</p><ul><li>one</li></ul><p>Kept</p>", []),
        ("<ul><li>one</li></ul><p>Kept</p><p>Kept</p><ul><li>two</li></ul>", []),
        ("<p>Kept</p><ul><li>Kept<div><ul><li>within</li></ul></div></li></ul><p>Kept</p>", ["within"]),
        ("<p>Kept</p><div><ul><li>of another element</li></ul></div><p>Kept</p>", []),
        ("<p>Kept</p><ul><li><a href='/'>away</a></li></ul><p>Kept</p>", []),
        ("<p>Kept</p><ul><li>Kept</li><li><a href='/'>away</a></li></ul><p>Kept</p>", ["away"]),
        ("<p>Kept</p><ul class=related><li>one</li></ul><p>Kept</p>", []),
        ("<p>Kept</p><dl><dd>said of it</dd></dl><p>Kept</p>", ["said of it"]),
    ],
)
def test_a_list_in_the_midst_of_an_article_is_its_own(body: str, found: list[str]) -> None:
    assert _listed(body) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["<td>a<td>Kept", "<td>b<td>Kept"], ["a", "b"]),
        (["<th>A<th>B", "<td>a<td>Kept", "<td><a href='/'>b</a><td>Kept"], ["A", "B", "a", "b"]),
        (["<td>a<td>Kept", "<td>b<td>c"], []),
        (["<td>a<td>Kept", "<td class=menu>b<td>Kept"], ["a"]),
        (["<td>menu<td>Kept", f"<td>b<td>Kept {'words ' * 70}"], []),
        (["<td>menu<td>Kept<table><tr><td>Kept</td></tr></table>", "<td>b<td>Kept"], []),
    ],
)
def test_a_table_is_an_articles_as_a_whole(rows: list[str], found: list[str]) -> None:
    lines, text = _page(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    said = [text[line.start : line.end] for line in lines]
    kept = {n for n, words in enumerate(said) if words.startswith("Kept")}
    assert [said[n] for n in sorted(tabled(kept, lines, Places()))] == found


def test_a_manual_keeps_its_lists() -> None:
    """Both extractors lose short items without marks in them, as docutils writes them."""
    said = "The pattern of the {} part is tried at every place of the text, from the first letter to the last one."
    parts = "".join(
        f"<p>{said.format(name)}</p><p>Examples:</p><ul class=simple><li><tt>{name}+</tt> more</li>"
        f"<li><tt>{name}?</tt> less</li></ul>"
        for name in ("first", "second", "third", "fourth", "fifth")
    )
    end = said.format("last")
    body = _normalized(f"<html lang=en><title>Patterns</title><body><h1>Patterns</h1>{parts}<p>{end}</p>")[
        0
    ].body
    assert body.count("Examples:\n\n- `") == 5
    assert "- `fifth+` more\n- `fifth?` less\n" in body


def test_a_chapter_keeps_the_heading_over_its_contents() -> None:
    """DocBook sets a list of the sections between a chapter's heading and its text."""
    chapters = "".join(
        f"<div class=chapter><div class=titlepage><h1>Chapter {n}</h1></div><div class=toc><dl><dt>"
        f"<a href='#s{n}'>Section {n}</a></dt></dl></div><div class=section><h2>Section {n}</h2>"
        f"<p>{_said(n, 6)}</p><p>{_said(n + 10, 6)}</p></div></div>"
        for n in range(1, 5)
    )
    body = _normalized(f"<html lang=en><title>A book</title><body><div class=book>{chapters}</div>")[0].body
    assert [n for n in range(2, 5) if f"## Chapter {n}\n\n### Section {n}" not in body] == []


def test_code_with_comments_is_no_comment_on_the_page() -> None:
    said = [
        f"<p>The {name} way to write this is one that any reader of it understands at once, as it is short.</p>"
        for name in ("first", "second", "third")
    ]
    code = "<pre><span class=comment># the older one</span>\nprint 1</pre>"
    page = f"<html lang=en><title>Ways</title><body><div>{said[0]}{code}{said[1]}{said[2]}</div>"
    assert "# the older one\nprint 1" in _normalized(page)[0].body
