"""Plain words without pandoc: what is made in process is what pandoc makes, and whatever is unsure is pandoc's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pubpipe.markup.plain import plain
from pubpipe.markup.staying import Staying
from pubpipe.markup.xhtml import staying

GOLDEN = Path(__file__).parent / "golden"
SURE = [
    "One said: \"It's > 5 % of *all* – 'so' **they** say.\" snake_case 5 * 3 * 2\n",
    "## *A* heading it's #1 #\n\nText.\n\n- one\n\n- two *2*\n\n* other\n\nEnd\n===\n\nAnd\n---\n",
    "- one\n- two\n- three\n\n> quoted “*words*”—*and* «**more snake_case!**»\n>\n> second\n",
    "1. Who said it. <https://e.org/a_b*c?d=1&e=~2#f>\n2. [The page’s words](https://e.org/x_y)\n\n7) AT & T, R&D &\n",
    "\\*no\\* \\[x\\]\\(y\\) \\# \\<b> \\&amp; \\\\ \\_a\\_\\\nverse\\\n漢字\n",
    "## Head[^1]\n\n> It *is*[^b] so.[^c]\n\n- an item[^9]\n\n[^1]: A note, <https://e.org>.\n\n[^b]: **Two** \\*\n\n[^c]: c\n\n[^9]: d\n",
    "It[^b] is[^1].\n\n[^1]: A note.\n\n> so\n>\n> far[^2]\n\n[^b]: Another\n\n[^2]: A third\n\nEnd.\n",
    "One[^1]\n\n[^1]: n\n\n## Last\n",
    "漢字「*かな*」。\n\n### (*a*), ½ – *5 €*, €*5*\n\n\n\nمرحبا **بك**\n",
]
UNSURE = [
    "", "\n", "a [link](b)", "a ![b](c.png)", "`code`", "    code", "```\nx\n```", "a|b\n-|-\n1|2",
    "&amp;", "a <b>", "a\\x", "a \\\nb", "soft\nbreak", "hard  \nbreak", "two  spaces", "a\u00a0b", "a\u3000", "\u2003a",
    "- ", "-", "1.", "- ☐ a", "<ftp://e.org>", "<https://é.org>", "[a](<https://e.org>)", "[*a*](https://e.org)", "![a](https://e.org)",
    "[](https://e.org)", "[a [b](https://e.org)](https://e.org)", "[a](https://e.org 'T')",
    "call[^1]", "[^1]: note", "a[^1] b[^1]\n\n[^1]: n", "- a[^1]\n\n[^1]: n\n\n- b", "a[^1]\n\n[^1]: - n", "a[^1](b)\n\n[^1]: n",
    "a[^1]\n\n[^1]: n[^2]\n\n[^2]: n", "a[^1] \\[^1]\n\n[^1]: n", "a[^1]\n\n[^1]: n\n\n[^1]: n", "> ", "- a\n  - b", "- # h", "- > q", "> - q", "***", "a\tb", "a\u200bb", "\ufeffa", "a\x0cb", "***a***", "_a_", "*a **b** c*", "a*b*", "*a*b", "a * b*", "*a*\n*b",
    "a\u0301", "- a\n\n  b", "#", "a\ufffeb", "a \n", " a",
]  # fmt: skip


@pytest.fixture(scope="module")
def pandoc() -> Iterator[Staying]:
    one = staying()
    yield one
    one.end()


@pytest.mark.parametrize("text", SURE)
def test_what_is_sure_is_what_pandoc_makes(pandoc: Staying, text: str) -> None:
    assert plain(text) == pandoc.answer(text)


@pytest.mark.parametrize("text", UNSURE)
def test_what_may_be_read_or_written_in_two_ways_is_left(text: str) -> None:
    assert plain(text) is None


def test_what_is_deeper_than_markdown_it_reads_is_left(pandoc: Staying) -> None:
    depth = 25
    deep = "\n".join(f"{'> ' * n}word\n{('> ' * n).rstrip()}" for n in range(1, depth))
    assert plain(deep) is None
    assert plain(deep[: deep.index("> > > word")].rstrip("> \n")) is not None
    assert (pandoc.answer(deep) or "").count("word") == depth - 1


WORDS = st.sampled_from(
    [
        *"ab1é漢.,:;!?'\"#>-+=*_()%$@^{}/“”’«–…£½&\\<[]",
        "<https://e.org/a_b>",
        "<https://e.org/?a=1&b=2#c>",
        "[words](https://e.org/*x)",
        "](https://e.org)",
        "[^1]",
        "\n\n[^1]: note *a*",
        "\\*",
        "\\[",
        "\\\n",
        "&amp;",
        "2) ",
        "*",
        "**",
        "_",
        " ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "## ",
        "1. ",
        "word",
    ]
)


NOTED = st.tuples(*(st.lists(WORDS, max_size=size).map("".join) for size in (12, 6, 6))).map(
    lambda parts: f"Text[^1] {parts[0]}\n\n[^1]: {parts[1]}\n\n{parts[2]}\n"
)


@given(st.lists(WORDS, min_size=1, max_size=40).map("".join) | NOTED)
def test_whatever_is_not_left_is_what_pandoc_makes(pandoc: Staying, text: str) -> None:
    made = plain(text)
    assert made is None or made == pandoc.answer(text)


def test_articles_are_what_pandoc_makes_of_them(pandoc: Staying) -> None:
    bodies = [path.read_text("utf-8").split("---\n", 2)[2] for path in GOLDEN.glob("*/canonical.md")]
    made = {body: plain(body) for body in bodies}
    assert any(made.values())
    assert all(text is None or text == pandoc.answer(body) for body, text in made.items())
