"""A seed -> a page as programs and people leave it: elements within one another as no standard allows.

The parts of words, notes that call themselves, lists of nothing, things that are hidden in the middle of a word.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_WORDS = [
    "The",
    "council",
    "met",
    "on",
    "Monday",
    "and",
    "voted",
    "for",
    "a",
    "new",
    "plan",
    "Ann",
    "Writer",
    "said",
    "that",
    "work",
    "begins",
    "May",
    "1,",
    "2024",
    "LONDON",
    "(Reuters)",
    "—",
    "it’s",
    "U.S.",
    "日本",
    "naïve",
    "&amp;",
    "&nbsp;",
    "&lt;x&gt;",
    "[1]",
    "²",
    "42",
    "*",
    "_a_",
    "#",
    "1.",
    "https://a.org/b",
    "www.x.org",
    "Share",
    "Read",
    "more:",
    "By",
    "Sources",
    "Advertisement",
    "×",
    "\xad",
    "\u200b",
    "|",
    "\\",
    "`c`",
]
_BOXES = (
    "",
    "",
    "<input type=checkbox>",
    "<input type=checkbox checked> ",
    "<p><label><input type=checkbox>",
    "☐ ",
    "<b>☑ </b>",
    "☒",
    "[x] ",
)
_DEEPEST = 3


def page(chance: Random) -> str:
    """Return a page with a title, a heading and two to seven blocks."""
    body = "".join(_block(chance, 0) for _ in range(chance.randint(2, 7)))
    article = chance.choice(("", "<article>"))
    head = f"<head><title>{_line(chance, 5)}</title></head>"
    return f"<html>{head}<body>{article}<h1>{_inline(chance, 0)}</h1>{body}</body></html>"


def _line(chance: Random, most: int = 8) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, most)))


def _inline(chance: Random, depth: int) -> str:
    if depth > _DEEPEST or chance.random() < 0.4:
        return _line(chance)
    return chance.choice(_INLINES)(chance, depth + 1)


def _within(before: str, after: str) -> Callable[[Random, int], str]:
    return lambda chance, depth: f"{before}{_inline(chance, depth)}{after}"


def _link(chance: Random, depth: int) -> str:
    return f'<a href="https://x.org/{chance.randint(1, 9)}">{_inline(chance, depth)}</a>'


def _call(chance: Random, _: int) -> str:
    number = chance.randint(1, 3)
    return chance.choice(
        (
            f"<sup class='reference'><a href='#n{number}' id='r1'>[1]</a></sup>",
            "<a href='#n1'><sup>1</sup></a>",
        )
    )


def _picture(chance: Random, _: int) -> str:
    return f'<img src="a.png" alt="{_line(chance, 3)}">'


_INLINES: tuple[Callable[[Random, int], str], ...] = (
    _within("<b>", "</b>"),
    _within("<i>", "</i>"),
    _within("<em>", "</em>tail"),
    _link,
    _call,
    lambda _chance, _depth: "<br>",
    _picture,
    _within("<code>", "</code>"),
    _within("<span style='display:none'>", "</span>"),
    _within("<sup>", "</sup>"),
    _within("<q>", "</q>"),
    _within("<del>a</del><ins>", "</ins>"),
    lambda _chance, _depth: "<input type=checkbox checked>",
    lambda _chance, _depth: "<ruby>日<rt>に</rt></ruby>",
    _within("<time datetime='2024-05-01'>", "</time>"),
)


def _block(chance: Random, depth: int) -> str:
    if depth > _DEEPEST or chance.random() < 0.3:
        return f"<p>{' '.join(_inline(chance, 0) for _ in range(chance.randint(1, 5)))}</p>"
    return chance.choice(_BLOCKS)(chance, depth + 1)


def _blocks(chance: Random, depth: int) -> str:
    return "".join(_block(chance, depth) for _ in range(chance.randint(1, 3)))


def _around(before: str, after: str) -> Callable[[Random, int], str]:
    return lambda chance, depth: f"{before}{_blocks(chance, depth)}{after}"


def _heading(chance: Random, _: int) -> str:
    return f"<h{chance.randint(1, 4)}>{_inline(chance, 0)}</h{chance.randint(1, 4)}>"


def _list(chance: Random, depth: int) -> str:
    items = (chance.choice((_inline, _block))(chance, depth) for _ in range(chance.randint(1, 3)))
    begin, end = chance.choice((("<ul>", "</ul>"), (f"<ol start={chance.randint(0, 5)}>", "</ol>")))
    return f"{begin}{''.join(f'<li>{chance.choice(_BOXES)}{item}' for item in items)}{end}"


def _table(chance: Random, _: int) -> str:
    head, first, second, cell = (_inline(chance, 1) for _ in range(4))
    rows = f"<tr><th>{first}<th>{second}</tr><tr><td>{cell}<td colspan=2>{head}"
    return f"<table><caption>{head}</caption>{rows}</table>"


def _code(chance: Random, _: int) -> str:
    return f"<pre>{_line(chance)}\n  {_inline(chance, 0)}</pre>"


def _figure(chance: Random, _: int) -> str:
    return f"<figure><img src=b.jpg alt='{_line(chance, 2)}'><figcaption>{_inline(chance, 0)}</figcaption></figure>"


def _terms(chance: Random, _: int) -> str:
    return f"<dl><dt>{_inline(chance, 0)}<dd>{_inline(chance, 0)}</dl>"


def _menu(chance: Random, _: int) -> str:
    return f"<nav><ul><li><a href=/a>{_line(chance, 2)}</a><li>{_line(chance, 2)}</ul></nav>"


def _references(chance: Random, _: int) -> str:
    first, second = _inline(chance, 0), _inline(chance, 0)
    return f"<ol class=references><li id=n1>{first}<li id=n2><a href='#r1'>^</a> {second}</ol>"


def _beside(chance: Random, depth: int) -> str:
    return f"<div>{_inline(chance, 0)}{_blocks(chance, depth)}{_inline(chance, 0)}</div>"


def _unseen(chance: Random, _: int) -> str:
    return f"<script>x</script><style>p{{}}</style><svg><text>{_line(chance, 2)}</text></svg>"


_BLOCKS: tuple[Callable[[Random, int], str], ...] = (
    _heading,
    _list,
    _table,
    _code,
    _figure,
    _terms,
    _menu,
    _references,
    _beside,
    _unseen,
    _around("<blockquote>", "</blockquote>"),
    _around("<section><header></header>", "</section>"),
    _around("<aside>", "</aside>"),
    _around("<footer>", "</footer>"),
    _around("<details><summary>more</summary>", "</details>"),
)
