"""A project's own files of a style: what does nothing is told with file, line and what there is, what breaks is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pubpipe.editions.pdf import render
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Finding, Manuscript, Style
from pubpipe.styling import LOOK, load
from tests.support.law import manuscript
from tests.support.manuscripts import edition, founding

SMALL = manuscript("# A\n\nThey met *here*.\n\n## B\n\n- c\n\n| d | e |\n|---|---|\n| f | g |\n")


def own(
    texts: Mapping[str, str], form: str = "pdf", style: str = "default", article: Manuscript | None = None
) -> Edition:
    """An edition in a packaged style with a project's own files over it."""
    made = edition(article or founding(), form, style)
    mine = {name: text.encode() for name, text in texts.items()}
    styled = Style("mine", {**made.style.files, **mine}, frozenset(mine))
    return Edition(made.manuscript, styled, made.format, made.options)


def told(name: str, text: str, form: str = "pdf") -> tuple[Finding, ...]:
    return render(own({name: text}, form)).findings


@pytest.mark.parametrize("form", ["pdf", "pdf-large", "pdf-draft", "pdf-booklet", "pdf-press"])
def test_what_does_nothing_is_told_in_each_variant(form: str) -> None:
    made = render(
        own(
            {
                "tokens-own.css": ":root {\n  --text-size: 12pt;\n}",
                "print-own.css": "\nh6 { font-family: 'Hause Serif' }",
                "prnt-own.css": "",
            },
            form,
        )
    )
    assert [(f.code, f.hint) for f in made.findings] == [
        ("pdf-style-file-unread", "Did you mean print-own.css?"),
        ("pdf-token-unknown", "Did you mean --text-face or --size?"),
        ("pdf-face-missing", "Did you mean House Serif?"),
    ]
    places = [(f.place.file, f.place.line) for f in made.findings if f.place]
    assert places == [("prnt-own.css", None), ("tokens-own.css", 2), ("print-own.css", 2)]
    assert (
        "style 'mine', tokens-own.css, line 2: nothing asks for the token --text-size"
        in made.findings[1].message
    )


@pytest.mark.parametrize(
    ("name", "text", "code", "message"),
    [
        (
            "tokens-own.css",
            ":root { --print-text: 'Nobody', 'No One' }",
            "pdf-face-missing",
            "'Nobody' or 'No One'",
        ),
        (
            "tokens-own.css",
            ":root { --head-end: italic 9pt/1 'Nobody', serif }",
            "pdf-face-missing",
            "'Nobody'",
        ),
        (LOOK, ':root { --print-text: "Nobody", var(--print-serif) }', "pdf-face-missing", "look.face: "),
        ("print-own.css", "h6 { font: bold 9pt/1.2 No Body, serif }", "pdf-face-missing", "'No Body'"),
        ("tokens-own.css", ":root { size: 12pt }", "pdf-token-unknown", "size is no token"),
        ("tokens-own.css", "h2 { color: red }", "pdf-css-ignored", "'h2' is not looked at"),
        ("tokens-own.css", "@media screen { :root { --size: 9pt } }", "pdf-css-ignored", "'@media screen'"),
        (
            "print-own.css",
            ":root { --size: 14pt }",
            "pdf-token-unknown",
            "--size is a token and has no effect here",
        ),
        ("print-own.css", "h6 { --sise: 14pt }", "pdf-token-unknown", "nothing asks for --sise"),
        (
            "print-own.css",
            "@media screen { h6 { color: red } }",
            "pdf-css-ignored",
            "@media for screen never holds",
        ),
        (
            "print-own.css",
            "@media prnt { h6 { color: red } }",
            "pdf-css-ignored",
            "prnt never holds on paper",
        ),
        ("print-own.css", "@import url(style:web.css) screen;", "pdf-css-ignored", "@import for screen"),
        ("print-own.css", "@import 'more.css';", "pdf-file-refused", "'more.css' is no file of the style"),
        (
            "print-own.css",
            "@import url('web.css');",
            "pdf-file-refused",
            "'web.css' is not looked for beside",
        ),
        (
            "print-own.css",
            "h6 { color: red }\n@import 'style:web.css';",
            "pdf-css-ignored",
            "line 2: @import rule",
        ),
        (
            "print-own.css",
            "@font-face { font-family: X; src: url(style:x.ttf) }",
            "pdf-file-refused",
            "no file x.ttf",
        ),
        (
            "print-own.css",
            "@font-face { font-family: X; src: url(style:web.css) }",
            "pdf-file-refused",
            "no font",
        ),
        (
            "print-own.css",
            "@font-face { font-family: X; src: local('Nobody') }",
            "pdf-file-refused",
            "local(…)",
        ),
        (
            "print-own.css",
            "body { background: url(style:web.css) }",
            "pdf-file-refused",
            "line 1: 'style:web.css' cannot",
        ),
        (
            "print-own.css",
            "body { background: url(style:x.png) }",
            "pdf-file-refused",
            "line 1: 'style:x.png' is asked",
        ),
        ("print-own.css", "ol { list-style-type: decimel }", "pdf-css-ignored", "named decimel"),
        (
            "print-own.css",
            "body {\n  font-sise: 9pt }",
            "pdf-css-ignored",
            "line 2: ignored `font-sise: 9pt `",
        ),
        ("print-own.css", "@supports (x: y) { a { b: c } }", "pdf-css-ignored", "unknown rule @supports"),
    ],
)
def test_what_does_nothing_is_told_once(name: str, text: str, code: str, message: str) -> None:
    (found,) = told(name, text)
    assert found.code == code
    assert message in found.message


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        (
            "tokens-own.css",
            ":root {\n --size: 12 }",
            "line 2: --size cannot be '12'",
            "It is a length, such as 10.6pt.",
        ),
        ("tokens-own.css", ":root { --measure: 12foo }", "--measure cannot be '12foo'", "a length"),
        (
            "tokens-own.css",
            ":root { --accent: reddish }",
            "--accent cannot be 'reddish'",
            "a colour: #8c2a1c",
        ),
        (
            "tokens-own.css",
            ":root { --closest: near }",
            "--closest cannot be 'near'",
            "a number, such as .955",
        ),
        ("tokens-own.css", ":root { --running: long }", "--running cannot be 'long'", "a whole number"),
        (
            "tokens-own.css",
            ":root { --sheet: a99 }",
            "--sheet cannot be 'a99'",
            "one of auto, a4, a5, letter",
        ),
        (
            "tokens-own.css",
            ":root { --size: 12pt\n --line: 15pt }",
            "--size cannot be",
            "a semicolon ends it",
        ),
        (
            "tokens-own.css",
            ":root { --size 12pt }",
            "line 1: a token is a name, a colon and a value",
            "--size: 11pt",
        ),
        (
            "print-own.css",
            "h6 { color: red }\n/* h2 { color: red }",
            "line 2: a comment that is never closed",
            "*/",
        ),
        (
            "print-own.css",
            "h6 { width: calc(100% - ) }",
            "line 1: calc(100% - ) lacks a part",
            "a sign between",
        ),
    ],
)
def test_what_breaks_a_style_is_refused(name: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigurationError, match="style 'mine'") as caught:
        told(name, text)
    assert message in str(caught.value)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "tokens-own.css",
            "/* mine */ :root { --size: 11pt; --measure: 12cm; --mine: red; --accent: navy }",
        ),
        (
            "print-own.css",
            "h6 { font-family: 'Nobody', 'House Sans'; color: var(--mine, red) } ol { list-style-type: georgian }",
        ),
        (
            "print-own.css",
            "@media print, screen { h6 { color: red } } @counter-style s { system: cyclic; symbols: '*' }",
        ),
        (
            "print-own.css",
            "h6::before { content: '/*' } h5 { font: inherit; font-family: monospace; list-style-type: 's' }",
        ),
    ],
)
def test_what_does_something_is_not_told(name: str, text: str) -> None:
    texts = {"print-faces-own.css": "h5 { color: var(--mine, red) }", name: text}
    assert render(own(texts)).findings == ()


@pytest.mark.parametrize("style", ["default", "book", "handout"])
def test_the_packaged_styles_hold_as_a_projects_own(style: str) -> None:
    given = load(style)
    mine = Style("mine", given.files, frozenset(given.files))
    for form in ("pdf", "pdf-large", "pdf-draft", "pdf-booklet", "pdf-press"):
        base = edition(founding(), form, style)
        assert render(Edition(base.manuscript, mine, form, base.options)).findings == ()


def test_a_look_is_a_projects_own() -> None:
    assert load("default", None, ":root { --size: 11pt }").own == {LOOK}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("print-own.css", "\nh1 { font-size: 1e9px }", "line 2: font-size cannot be 1e9px"),
        ("print-own.css", "@page { size: 1e400mm 9mm }", "line 1: size cannot be 1e400mm"),
        ("print-own.css", "p { margin: 0 calc(1px - 1e30em) }", "line 1: margin cannot be 1e30em"),
        ("tokens-own.css", ":root {\n --size: 1e9pt }", "line 2: --size cannot be 1e9pt"),
        ("print-own.css", "p:nth-child(" + "9" * 5000 + ") { color: red }", "it cannot be read: ValueError"),
        ("print-own.css", "@page { margin: 200mm }", "not one line fits on a page"),
    ],
)
def test_what_no_page_can_be_laid_out_with_is_refused(name: str, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        render(own({name: text}, article=SMALL))
    assert "style 'mine'" in caught.value.message
    assert message in caught.value.message


@pytest.mark.parametrize(
    "rules",
    [
        "body { display: grid; grid-template-columns: 20mm 1fr }",
        "* { position: absolute }",
        "h1 { position: running(title) } @page { @top-left { content: element(title) } }",
        "* { font-size: 0 }",
        "* { line-height: 0 }",
        "p { text-indent: -9999px; border-radius: 99999px; z-index: 2147483647; orphans: 999999999 }",
    ],
)
def test_what_css_knows_beyond_our_sheets_costs_no_edition(rules: str) -> None:
    assert render(own({"print-own.css": rules}, article=SMALL)).findings == ()
