import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pubpipe.normalize import document as doc
from pubpipe.normalize import parser, printer
from pubpipe.normalize.ordinary import ordinary

PARTS = (
    *(
        "word",
        "Two words",
        "B2",
        " and ",
        "(x) ",
        "“q”",
        "é",
        "字",
        "A&B",
        "& ",
        "!",
        ":",
        ":::",
        ", ",
        ". ",
        "'s",
        "  ",
    ),
    *(
        "www.a.b",
        "http://x.y",
        "- ",
        "1. ",
        "# ",
        "#",
        "&amp;",
        "=",
        "*",
        "_",
        "[",
        "]",
        "\\",
        "`",
        "<",
        "~~",
        "|",
        "\n",
    ),
    *("\u00a0", "\u2028", "\x85", "\u0301", "\u200b", " "),
)
TARGETS = (
    *("http://x.y/a_b*c", "https://a.b/?q=1&r=2#f", "mailto:a@b.c", "http://a/&amp;", "http://a b", "x", ""),
    *("http://x.y/(a)", "http://x/\\a", "http://x/é", "HTTP://X/'a", "word", "http://x.y"),
)
words = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join).map(doc.Text)
inlines = st.one_of(
    words,
    words,
    st.builds(doc.Link, st.tuples(words), st.sampled_from(TARGETS), st.sampled_from(("", "", "title"))),
    st.builds(doc.Emphasis, st.tuples(words)),
    st.builds(doc.Strong, st.tuples(words)),
    st.just(doc.Break()),
    st.just(doc.Code("x")),
    st.just(doc.NoteCall("1")),
    st.just(doc.Emphasis((doc.Strong((doc.Text("x"),)),))),
)
lines = st.lists(inlines, min_size=1, max_size=5).map(tuple)


# What an address is made of, put together anyhow.
PIECES = (
    *(
        "https://",
        "http://",
        "HTTP://",
        "a",
        "b.org",
        "A.org",
        "xn--bcher-kva.de",
        "/",
        ".",
        "?",
        "#",
        "&",
        "=",
        "_",
    ),
    *(
        "*",
        "~",
        "%20",
        "%C3%A9",
        "@",
        ":",
        "-",
        "+",
        ",",
        ";",
        "!",
        "$",
        "(",
        ")",
        "'",
        "amp;",
        "é",
        "1",
        "..",
        "80",
    ),
)
addresses = st.lists(st.sampled_from(PIECES), max_size=6).map("".join).map("https://a.b/".__add__)
addresses |= st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
bare = addresses.map(lambda address: doc.Link((doc.Text(address),), address))
lines |= st.tuples(words, bare) | st.tuples(words, bare, words) | st.tuples(bare)
items = st.lists(st.tuples(st.builds(doc.Paragraph, lines)), min_size=1, max_size=3).map(tuple)


@example(doc.Paragraph((doc.Text("word!"), doc.Link((doc.Text("https://a.b/"),), "https://a.b/", ""))))
@given(
    st.one_of(
        st.builds(doc.Paragraph, lines),
        st.builds(doc.Heading, st.integers(1, 6), lines),
        st.builds(doc.ItemList, items, st.sampled_from((None, 0, 1, 7, 999_999_998))),
    )
)
def test_what_is_ordinary_is_read_back_as_it_is(block: doc.Block) -> None:
    text = ordinary(block)
    assert not text or parser.blocks(text) == (block,)
    assert not text or text == printer._proved(block, False)[0]


@pytest.mark.parametrize(
    ("markdown", "is_ordinary"),
    [
        ("Words, “quoted” & counted: 1.5 % of them (or so)!", True),
        ("## A heading", True),
        ("He *said* so, **twice**.", True),
        ("See [the report](https://example.org/a_b?c=1&d=2).", True),
        ("First line\\\nSecond line", True),
        ("1\\. is no list", False),
        ("a\\_b", False),
        ("*in*side", False),
        ("<https://example.org/>", False),
        ("See <https://example.org/a_b?c=1&d=2#e>.", True),
        ("See <https://example.org/%C3%A9>.", False),
        ("- item\n- another", True),
        ("2. The Paper, 2024. <https://example.org/a> (so)\n3. Another", True),
        ("- one\n\n- two", False),
        ("- one\n  - two", False),
        ("`code`", False),
    ],
)
def test_ordinary_blocks(markdown: str, is_ordinary: bool) -> None:
    (block,) = parser.blocks(markdown)
    assert ordinary(block) == (markdown if is_ordinary else "")
