"""What the CSS of a page makes hard to read: contrast and size as they apply, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import html

from pubpipe.checks.documents import Document
from pubpipe.checks.dress import findings
from pubpipe.checks.dress.sheets import applies, inner, read
from pubpipe.checks.dress.worn import Worn, worn

_PAGE = """<!DOCTYPE html><html lang="en"><head><title>T</title><style>{css}</style></head>
<body><main id="m"><h1>Head</h1><p class="a">Words <em>within</em></p><p hidden>none</p></main></body></html>"""


def _document(css: str, page: str = _PAGE) -> Document:
    return Document("a.html", html.document_fromstring(page.replace("{css}", css)))


def _told(css: str, sheets: Sequence[str] = ()) -> list[tuple[str, str]]:
    return [
        (one.code.removeprefix("markup-"), one.message.partition(": ")[2])
        for one in findings(_document(css), sheets)
    ]


def _worn(css: str, words: str, scheme: str = "light", page: str = _PAGE) -> Worn:
    document = _document(css, page)
    shown = worn(document.root, read(inner(document.root), scheme), scheme, xml=False)
    return next(one for one in shown if one.words.startswith(words))


@pytest.mark.parametrize(
    ("css", "code", "said"),
    [
        ("p { color: #ccc }", "faint", "“Words” is #cccccc on #ffffff, 1.6 : 1"),
        ("main { background: navy }", "faint", "“Head” is #000000 on #000080, 1.3 : 1"),
        ("p { color: rgb(0 0 0 / .2) }", "faint", "“Words” is #cccccc on #ffffff, 1.6 : 1"),
        (":root { --x: #ccc } p { color: var(--y, var(--x)) }", "faint", "“Words” is #cccccc"),
        ("p { color: #ccc !important } #m .a { color: #000 }", "faint", "“Words” is #cccccc"),
        ("em { color: hsl(0 0% 80%) }", "faint", "“within” is #cccccc"),
        ("main { color: #ccc } em { color: black } h1 { color: #000 }", "faint", "“Words” is #cccccc"),
        ("@media screen { @supports (color: red) { p { color: #ccc } } }", "faint", "“Words” is"),
        ("p { background: linear-gradient(red, red) left / 1rem 9px, #333 }", "faint", "#000000 on #333333"),
        (
            ":root { color-scheme: light dark } @media (prefers-color-scheme: dark) { p { color: #222 } }",
            "faint",
            "“Words” is #222222 on #121212 in the dark, 1.2 : 1",
        ),
        (".a { font-size: 5px }", "tiny", "“Words” is 5.0 pixels high"),
        (".a { font: italic 3pt/2 serif }", "tiny", "“Words” is 4.0 pixels high"),
        ("main { font-size: .6em } em { font-size: 80% }", "tiny", "“within” is 7.7 pixels high"),
        ("html { font-size: 10px } p { font-size: calc(.3rem + 2 * 1px) }", "tiny", "is 5.0 pixels high"),
        ("p { font-size: clamp(1px, 1vw, 7px) }", "tiny", "“Words” is 7.0 pixels high"),
    ],
)
def test_what_is_hard_to_read_is_told(css: str, code: str, said: str) -> None:
    assert [one for one in _told(css) if one[0] == code and said in one[1]], _told(css)


@pytest.mark.parametrize(
    "css",
    [
        "",
        "p { color: #595959; font-size: 9px } h1 { color: #949494 }",  # 3 : 1 is enough for large words
        "@media print { p { color: #eee; font-size: 3px } }",
        "@media (min-width: 900px) { p { color: #eee } }",
        "p:hover { color: #eee } p::before { color: #eee } p:frobnicated { color: #eee }",
        "p { background: url(a.png); color: #eee }",  # nobody knows what is in it
        "p { color: #eee; display: none }",
        "p { color: frobnicated(1); font-size: 1vh }",
        ".a { color: #eee } #m p { color: black }",
        "p { color: #000 } @media (prefers-color-scheme: dark) { p { color: #eee } body { background: #111 } h1 { color: #eee } }",
    ],
)
def test_what_can_be_read_or_is_not_known_is_not_told(css: str) -> None:
    assert _told(css) == []


def test_sheets_come_before_what_the_document_says_itself() -> None:
    assert _told("", ["p { color: #ccc }"])
    assert _told("p { color: #000 }", ["p { color: #ccc }"]) == []


def test_a_style_attribute_and_a_link_have_colours_of_their_own() -> None:
    page = _PAGE.replace("<em>", '<a href="/x" style="color: silver">link</a><a href="/y">plain</a><em>')
    assert _worn("", "link", page=page).colour == pytest.approx((0.753, 0.753, 0.753), abs=0.001)
    assert _worn("", "plain", page=page).colour == pytest.approx((0, 0, 0.933), abs=0.001)


def test_sizes_and_weights_are_inherited() -> None:
    css = "html { font-size: 20px } body { font: bold 1.5rem/1.2 serif } em { font-weight: 400; font-size: smaller }"
    assert (_worn(css, "Words").size, _worn(css, "Words").bold) == (30, True)
    assert _worn(css, "within").size == pytest.approx(25)
    assert not _worn(css, "within").bold
    assert _worn(css, "Head").size == 60


@pytest.mark.parametrize(
    ("query", "light", "dark"),
    [
        ("", True, True),
        ("print", False, False),
        ("screen and (prefers-color-scheme: dark)", False, True),
        ("not all and (max-width: 30em)", True, True),
        ("(min-width: 600px), print", True, True),
        ("(prefers-contrast: more)", False, False),
    ],
)
def test_media_queries(query: str, light: bool, dark: bool) -> None:
    assert (applies(query, "light"), applies(query, "dark")) == (light, dark)
