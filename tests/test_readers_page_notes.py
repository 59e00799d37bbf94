"""Footnotes of pages: the short link, the block that links back, and nothing else."""

import pytest
from lxml import html

from pubpipe.readers.page.notes import notes
from tests.test_readers_html import ARTICLE, _normalized

CALLED = ARTICLE.replace("by floods.", "by floods.{call}")
FORMS = {
    "blocks": (
        '<sup class="fn"><a id="c1" href="#n1">1</a></sup>',
        '<ol class="wp-block-footnotes"><li id="n1">In the winter of 1962. <a href="#c1">↩︎</a></li></ol>',
    ),
    "letter": (
        '<a class="footnote-anchor" id="c1" href="#n1">1</a>',
        '<div class="footnote"><a id="n1" href="#c1" class="footnote-number">1</a>'
        "<div><p>In the winter of 1962.</p></div></div>",
    ),
    "office": (
        '<sup><a href="#n1" id="c1">[1]</a></sup>',
        '<hr><div><p><a href="#c1" id="n1">[1]</a><span>&nbsp;In the winter of 1962.</span></p></div>',
    ),
    "docutils": (
        '<a class="footnote-reference brackets" href="#n1" id="c1">1</a>',
        '<dl class="footnote brackets"><dt class="label" id="n1"><span class="brackets"><a class="fn-backref" href="#c1">1'
        "</a></span></dt><dd><p>In the winter of 1962.</p></dd></dl>",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_note_and_its_call(form: str) -> None:
    call, note = FORMS[form]
    page = f"<html lang=en><body><h1>The bridge</h1><article>{CALLED.format(call=call)}{note}</article></body></html>"
    manuscript, ledger = _normalized(page)
    assert "by floods.[^1]\n" in manuscript.body
    assert manuscript.body.endswith("with flags.\n\n[^1]: In the winter of 1962.\n")
    assert ledger.audit.unaccounted == 0
    removed = [e.before.strip() for e in ledger.events if e.action == "removed"]
    assert "1" in removed or "[1]" in removed


def test_a_note_that_an_extractor_drops_comes_with_its_call() -> None:
    call, note = FORMS["blocks"]
    body = CALLED.format(call=call)
    page = f"<html lang=en><body><main><article>{body}</article></main><footer>{note}</footer></body></html>"
    assert "[^1]: In the winter of 1962.\n" in _normalized(page)[0].body


@pytest.mark.parametrize(
    "page",
    [
        '<p>Words <sup><a id="a" href="#b">1</a></sup></p><p id="b">No way back.</p>',
        '<p>Words <a id="a" href="#b">the next part</a></p><p id="b">Back <a href="#a">up</a></p>',
        '<p>Words <a id="a" href="#b">2</a> of 3</p><p id="b">Back <a href="#a">up</a></p>',
        '<p id="b">Words <sup><a id="a" href="#b">1</a></sup> and <a href="#a">back</a></p>',
        '<p>Words <sup><a id="cite_ref-1" href="#cite_note-1">[1]</a></sup></p>'
        '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> A book.</li></ol>',
    ],
)
def test_what_is_no_note(page: str) -> None:
    found = notes(html.document_fromstring(f"<body>{page}</body>"))
    assert not found.calls
    assert not found.bodies


def test_a_note_is_called_once() -> None:
    call = '<sup><a id="c1" href="#n1">1</a></sup>'
    note = '<ol><li id="n1">Late. <a href="#c1">back</a></li></ol>'
    found = notes(html.document_fromstring(f"<body><p>One{call} two{call}</p>{note}</body>"))
    assert list(found.calls.values()) == list(found.bodies.values()) == ["1"]
