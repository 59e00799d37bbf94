"""Articles of every kind of block with every kind of words in it, from Hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from pubpipe.checks.fidelity import findings
from pubpipe.checks.fidelity.telling import Subject
from pubpipe.editions import epub, html, pdf, text
from pubpipe.editions.text import ascii as ascii_edition
from pubpipe.editions.text import gutenberg
from pubpipe.model import Asset, Edition, Finding, Manuscript, Rendering
from tests.support.drafts import normalized
from tests.support.manuscripts import edition

RENDER: dict[str, Callable[[Edition], Rendering]] = {
    "epub": epub.render,
    "html": html.render,
    "pdf": pdf.render,
    "txt": text.render,
    "txt-ascii": ascii_edition.render,
    "txt-gutenberg": gutenberg.render,
}
_WORDS = st.sampled_from(
    [
        "word",
        "not",
        "1,914",
        "3.5%",
        "−5",
        "Ω",
        "naïve",
        "“quoted”",
        "well-known",
        "don’t",
        "北京",
        "{漢字|かんじ}",
        "שלום",
        "مرحبا",
        "हिन्दी",
        "👩\u200d👩\u200d👧",
        "x²",
        "e=mc^2",
        "H~2~O",
        "==mark==",
        "~~gone~~",
        "$a+b$",
        "<b>bold</b>",
        "<ruby>漢<rt>kan</rt></ruby>",
        "[span]{.x}",
        ":smile:",
        "[x]",
        "term",
        "|",
        "#",
        "-",
        "1.",
        "…",
        "\xa0a\xad",
        "b",
    ]
)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join)
_INLINES = st.one_of(
    _PHRASES,
    _PHRASES.map(lambda words: f"*{words}*"),
    _PHRASES.map(lambda words: f"**{words}**"),
    st.just("`co  de`"),
    _PHRASES.map(lambda words: f"[{words}](https://example.org/a?b=1&c=2)"),
    st.just("[![alt words](p.png)](https://example.org/p)"),
    st.just('![alone words](p.png "by A. B.")'),
    st.just("<https://example.org/very/long/address/that/ends>"),
    st.just("[mail](mailto:a@example.org)"),
    st.just("[^1]"),
    st.just("[^2]"),
    st.just("[^3]"),
)
_LINES = st.lists(_INLINES, min_size=1, max_size=4).map(" ".join)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Markdown with notes, called from every kind of block, and more than once."""
    words = _LINES.filter(lambda text: not any("\u0590" <= char <= "\u08ff" for char in text))
    block = st.one_of(
        words,
        words.map(lambda text: f"## {text}"),
        st.just('![alone words](p.png "by A. B.")'),
        st.just("```\ncode  with   blanks\n    and\tmore\n```"),
        words.map(lambda text: f"> {text}"),
        st.lists(words, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    )
    blocks = draw(st.lists(block, min_size=1, max_size=6))
    return "\n\n".join([*blocks, *(f"[^{n}]: {draw(words)}" for n in (1, 2, 3))]) + "\n"


def manuscript(body: str, front: str = "title: The Title\nlang: en\n") -> Manuscript:
    """The canonical manuscript of a body, as the press would have it; its picture is there."""
    made, _ = normalized(f"---\n{front}---\n\n{body}", "markdown")
    from dataclasses import replace

    from tests.torture import pictures

    data = next(data for name, data in pictures().items() if name.endswith(".png"))
    return replace(made, assets=(Asset("p.png", "0123abcd.png", "image/png", data),))


def broken(article: Manuscript, forms: Iterable[str]) -> list[tuple[str, Finding]]:
    """What the editions of an article do not carry, by format."""
    found = []
    for form in forms:
        content = RENDER[form](edition(article, form)).content
        found += [(form, finding) for finding in findings(Subject(form, form, content, article))]
    return found
