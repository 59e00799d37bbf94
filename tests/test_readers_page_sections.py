"""Sections of an article that extractors lose: those like the ones that they took, what stands below their headings."""

from __future__ import annotations

from lxml import html

from pubpipe.readers.marking import Line
from pubpipe.readers.page.places import Places
from pubpipe.readers.page.sections import explained, headings, is_within, kinds
from tests.test_readers_html import _normalized

_WORDS = (
    "harbour",
    "winter",
    "lantern",
    "orchard",
    "kettle",
    "meadow",
    "ferry",
    "chapel",
    "tunnel",
    "garden",
)


def _said(number: int, sentences: int) -> str:
    """Sentences that no other number has."""
    return " ".join(
        f"The {_WORDS[(number + n) % 10]} of the {_WORDS[(number * 3 + n * 5) % 10]} was sold to number {number}, {n} years ago."
        for n in range(sentences)
    )


def _page(body: str) -> str:
    return f"<html lang=en><head><title>The parameters</title></head><body><h1>The parameters</h1>{body}</body></html>"


def test_sections_beside_the_one_that_is_the_longest_stay() -> None:
    """A manual by Texinfo: readability takes the section with most of the text alone, and trafilatura no terms."""

    def section(number: int, length: int) -> str:
        said = [f"<p>{_said(number * 20 + n, 3)}</p>" for n in range(length)]
        if number in (2, 5):
            said = [
                f"<dl>{''.join(f'<dt><tt>N{number}{n}</tt></dt><dd>{p}</dd>' for n, p in enumerate(said))}</dl>"
            ]
        up = '<table><tr><td>[<a href="a.html">Up</a>]</td></tr></table>'
        return f'<div class="section" id="s{number}">{up}<h2>Section {number}</h2>{"".join(said)}</div><hr>'

    chapter = "".join(section(n, 30 if n == 5 else 6) for n in range(1, 6))
    body = _normalized(_page(f'<div class="chapter">{chapter}</div>'))[0].body
    assert [n for n in range(1, 6) if _said(n * 20, 3) not in body] == []
    assert [n for n in range(1, 6) if f"# Section {n}\n" not in body] == []
    assert [n for n in range(6) if f"N2{n}" not in body] == []
    assert "Up" not in body


def test_what_stands_below_a_heading_and_over_an_explanation_stays() -> None:
    root = html.document_fromstring(
        "<body><article><h2>1</h2><p>Kept words.</p></article><article><h2>2</h2><p>Lost.</p><p>It too.</p></article>"
        "<aside><h2>More</h2><p>Of another.</p></aside><article><h2>3</h2><p>No stop</p>"
        "<p>Short.</p><p>A whole sentence that no extractor took, since it is said elsewhere.</p>"
        "<ul><li><p>item</p></li><li><p><a href='#'>a link</a></p></li></ul><pre>code</pre>"
        "<p><a href='#'>A whole sentence that only leads to another article of the same page</a>: it.</p><dl><dt>term</dt>"
        "<dd><p>Said of it.</p></dd></dl><h3>4</h3></article></body>"
    )
    elements = [e for e in root.iter() if e.tag in ("h2", "h3", "p", "dt", "pre")]
    said = [e.text or "" for e in elements]
    lines, text = [], ""
    for element, words in zip(elements, said, strict=True):
        kind = {"h2": "heading", "h3": "heading", "pre": "code"}.get(element.tag, "paragraph")
        lines.append(Line(len(text), len(text) + len(words), kind, "", element))
        text += f"{words}\n"
    kept = {n for n, words in enumerate(said) if words in ("Kept words.", "Said of it.")}
    found = explained(kept, lines, Places(), text)
    assert [said[n] for n in sorted(found)] == [
        "Lost.",
        "It too.",
        "A whole sentence that no extractor took, since it is said elsewhere.",
        "item",
        "code",
        "term",
    ]
    over = headings(kept | found, lines, Places())
    assert [said[n] for n in sorted(over)] == ["1", "2"]


def test_sections_are_alike_by_parent_name_class_and_heading() -> None:
    root = html.document_fromstring(
        "<body><div class=a><h2>A</h2><p></p></div><div class=a><h2>B</h2><div><p></p></div></div>"
        "<div class=b><h2>C</h2></div><div class=a><p>No heading</p></div><main><div class=a><h2>D</h2></div></main>"
        "<section><div><div><h3>H</h3></div></div></section><section><div><h3>I</h3></div></section>"
        "<article><h2>E</h2></article><article><h2>F</h2></article><article><h2>G</h2></article></body>"
    )
    first, second, inner, other, bare, elsewhere, *_ = root.findall(".//div")
    *articles, last = root.findall(".//article")
    known = kinds([first, None])
    assert [is_within(block, known) for block in (second, inner, other, bare, elsewhere)] == [
        True,
        True,
        *[False] * 3,
    ]
    assert not is_within(last, kinds([articles[0]]))
    assert is_within(last, kinds(articles))
    docbook, beside = root.findall(".//section")
    assert is_within(beside, kinds([docbook]))


def test_a_term_that_is_a_picture_may_end_a_page() -> None:
    manuscript, ledger = _normalized("N<h4><dt><img src=s>y")
    assert "N" in manuscript.body
    assert ledger.audit.unaccounted == 0
