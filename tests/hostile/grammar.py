"""A seed -> an article as people leave them: all that Markdown and pasted text have, in an order that nobody writes.

What bytes that a fuzzer leads reach in an hour stands here in every second article: a note in a title, a comment before
a dateline, a list of nothing, a source behind half a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.hostile.matter import matter

_WORDS = [
    "the",
    "council",
    "met",
    "A",
    "Ann",
    "Writer",
    "LONDON",
    "May",
    "1",
    "2024",
    "Reuters",
    "council’s",
    "don't",
    "naïve",
    "日本",
    "café",
    "x",
    "42",
    "U.S.",
    "e.g.",
    "Sources",
    "By",
    "Note",
    "title",
    "https://a.org/b?c=d",
    "http://e.com/x_(y)",
    "www.x.org",
    "a@b.org",
    "[1]",
    "(2)",
    "¹",
    "—",
    "…",
    "&amp;",
    "&nbsp;",
    "<b>",
    "</b>",
    "<br>",
    "<i>a </i>",
    "</i>",
    '<a href="http://a.b/c?d&amp;e">',
    "<a href='http://a.b' title='T t'>l</a>",
    "<a name=x>",
    "</a>",
    "10<sup>6</sup>",
    "H<sub>2</sub>O",
    "<code>*a* b</code>",
    "<span class=x>",
    "</span>",
    "a<wbr>b",
    "<q>",
    "</q>",
    "<img src=j.png alt='A a'>",
    "<your-name>",
    "<ruby>漢<rp>(</rp><rt>かん</rt></ruby>",
    "<p>",
    "<li>a</li>",
    "</div>",
    "<kbd\nid=a>K</kbd>",
    "\\*",
    "`code`",
    "``a`b``",
    "*em*",
    "**st**",
    "***b***",
    "_un_",
    "[l](u)",
    "![p](j.png)",
    "[^1]",
    "[^2]",
    "[r][1]",
    "<http://a.b>",
    "~~s~~",
    "$x$",
    "==m==",
    "[[Wiki]]",
    "![[pic.png]]",
    "#tag",
    "a*b*c",
    "*a*b",
    "x_y_z",
    "|",
    "\\",
    "'",
    '"',
    "„Q“",
    "«f»",
    "1.",
    "-",
    "+",
    ">",
    "#",
    "!",
    "[",
    "]",
    "(",
    ")",
    "^",
    "{.x}",
    "{: .x}",
    "[l](u){.x #y k=v}",
    "![p](j.png){width=50%}",
    "`code`{.x}",
    "[w *w*]{.x}",
    "[1]{#x .y}",
    "[r]{.x}",
    "[l](#x)",
    "x^2^",
    "H~2~O",
    "{{a}}",
    "[ ]",
    "[x]",
    "☐",
    "☑",
    "Seehttp://e.org",
]
_UNSEEN = (
    "\u00ad",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\x0c",
    "\x1b",
    "\u202e",
    "\t",
    "\u00a0",
    "[l](http://x.org 'T')",
)
_HEADS = (
    "Sources",
    "## Sources",
    "References:",
    "Quellen",
    "By Ann Writer",
    "By **A**nn Writer",
    "May 1, 2024",
)
_AROUND = (
    "Share this article",
    "Advertisement",
    "(c) 2024 X",
    "<br>LONDON, May 1 (Reuters) - ",
    "<!-- a -->ROME, May 2 -",
)
_MATTER = (
    "",
    "",
    "",
    "---\ntitle: A\n---\n\n",
    "---\ntitle: A *b* c\nauthor: [B, C]\n---\n\n",
    "---\nlang: de\nx: [1, {a: b}]\n---\n\n",
    "---\n# first\n\ntitle: A # beside\nauthor:\n  # within\n  - B\n# last\n---\n\n",
    "---\n# nothing but this\n---\n\n",
    '+++\n# first\ntitle = "A" # beside\n[params]\nb = [1, 2]\n# last\n+++\n\n',
    "% A *b*\n% B; C\n% May 1, 2024\n\n",
)
_BOXES = ("", "", "[ ] ", "[x] ", "[X]  ", "\\[x] ", "☐ ", "☒ ", "[ ]\n  ")
_DEEPEST = 3


def article(chance: Random) -> tuple[str, bool]:
    """Return a text of one to seven blocks, and whether it is to be read as Markdown."""
    blocks = [_block(chance, 0) for _ in range(chance.randint(1, 6))]
    if chance.random() < 0.2:
        blocks.append(chance.choice(blocks))
    between = chance.choice(("\n\n", "\n\n", "\n"))
    before = matter(chance) if chance.random() < 0.2 else chance.choice(_MATTER)
    return f"{before}{between.join(blocks)}\n", chance.random() < 0.7


def _line(chance: Random, most: int = 8) -> str:
    return " ".join(chance.choice(_WORDS + list(_UNSEEN)) for _ in range(chance.randint(1, most)))


def _lines(chance: Random) -> str:
    return "\n".join(_line(chance, 10) for _ in range(chance.randint(1, 3)))


def _block(chance: Random, depth: int) -> str:
    if chance.random() < 0.3:
        return _lines(chance)
    return chance.choice(_KINDS)(chance, depth)


def _heading(chance: Random, _: int) -> str:
    if chance.random() < 0.3:
        return f"{_line(chance, 5)}\n{chance.choice('=-') * chance.randint(1, 5)}"
    return f"{'#' * chance.randint(1, 6)} {_line(chance, 5)}"


def _items(chance: Random, _: int) -> str:
    if chance.random() < 0.5:
        return "\n".join(
            f"{chance.choice('-*+☐')} {chance.choice(_BOXES)}{_line(chance, 5)}"
            for _ in range(chance.randint(1, 4))
        )
    first = chance.randint(0, 3)
    return "\n".join(
        f"{n}. {chance.choice(_BOXES)}{_line(chance, 5)}" for n in range(first, first + chance.randint(1, 4))
    )


def _within(chance: Random, depth: int) -> str:
    if depth >= _DEEPEST:
        return _lines(chance)
    first, rest = chance.choice((("> ", "> "), ("- ", "  "), (f"[^{chance.choice('12n')}]: ", "    ")))
    return first + _block(chance, depth + 1).replace("\n", f"\n{rest}")


def _code(chance: Random, _: int) -> str:
    if chance.random() < 0.5:
        return f"```{chance.choice(('', 'py', 'x y'))}\n{_lines(chance)}\n```"
    return "    " + _lines(chance).replace("\n", "\n    ")


def _table(chance: Random, _: int) -> str:
    rows = [f"| {_line(chance, 3)} | {_line(chance, 3)} |" for _ in range(chance.randint(0, 3))]
    return "\n".join(("| a | b |", "|---|:-:|", *rows))


def _definition(chance: Random, _: int) -> str:
    return (
        f"[{chance.choice('1r')}]: {chance.choice(('http://x.org/a', '<u v>', 'x', chr(39) + 'T' + chr(39)))}"
    )


_TAGS = (
    *(
        "<div>",
        "</div>",
        "<p align=center>",
        "</p>",
        "<ul>",
        "<ol start=3>",
        "<li>",
        "</li>",
        "</ul>",
        "</ol>",
    ),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "<td colspan=2>",
        "</td>",
        "<th>",
        "</tr>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
    ),
    *(
        "<h2>",
        "</h2>",
        "<hr>",
        "<pre>",
        "</pre>",
        "<pre><code class=language-py>",
        "</code></pre>",
        "<details>",
    ),
    *(
        "<summary>",
        "</summary>",
        "<figure>",
        "<figcaption>",
        "</figcaption>",
        "</figure>",
        "<script>",
        "</script>",
    ),
    *(
        "<iframe src=//a.b/c title=T>",
        "</iframe>",
        "<video src=a.mp4>",
        "<form>",
        "<!-- c -->",
        "<a href=http://a.b/>",
    ),
    *("<center>", "</center>", "<b>", "</b>", "</a>", "\n", "\n\n", "<br>", "<img src='j.png'>"),
)


def _hypertext(chance: Random, _: int) -> str:
    """HTML that stands by itself, with tags that have no other half and lines that end its block."""
    return "".join(
        f"{chance.choice(_TAGS)}{_line(chance, 2) * chance.randint(0, 1)}"
        for _ in range(chance.randint(1, 9))
    )


def _terms(chance: Random, depth: int) -> str:
    """Terms with definitions of what else there is, or what only looks like them."""

    def definition() -> str:
        mark = chance.choice((": ", ":   ", ":\t", "  : ", ":"))
        said = _block(chance, depth + 1) if depth < _DEEPEST else _line(chance, 4)
        return mark + said.replace("\n", f"\n{chance.choice(('    ', '  ', ''))}")

    terms = [_line(chance, 3) for _ in range(chance.randint(0, 2))]
    between = chance.choice(("\n", "\n\n"))
    return between.join(("\n".join(terms), *(definition() for _ in range(chance.randint(1, 3)))))


def _dialect(chance: Random, depth: int) -> str:
    """What other dialects have for blocks, whole and in part."""
    match chance.randint(0, 4):
        case 0:
            said = _block(chance, depth + 1) if depth < _DEEPEST else _line(chance, 4)
            opened, closed = (
                chance.choice(("::: x", ":::: {.x}", "::: {#y", ":::")),
                chance.choice((":::", "::::", "")),
            )
            return f"{opened}\n{said}\n{closed}"
        case 1:
            return "\n".join(
                f"|{' ' * chance.randint(0, 3)}{_line(chance, 3)}" for _ in range(chance.randint(1, 4))
            )
        case 2:
            return f"{_heading(chance, depth)} {{#x .y}}\n\n{_line(chance, 3)}\n{{: .z}}"
        case 3:
            return f"```{chance.choice(('{.py}', ' {.py .numberLines}', 'py {#x}', '{r, x=1}'))}\n{_lines(chance)}\n```"
        case _:
            caption = f"{chance.choice((': ', 'Table: '))}{_lines(chance)}"
            return f"{caption}\n\n{_table(chance, depth)}\n\n{caption}"


def _markup(chance: Random, _: int) -> str:
    return chance.choice(
        ("***", "- - -", f"<div>{_line(chance, 4)}</div>", f"<!-- {_line(chance, 2)} -->", "&nbsp;")
    )


def _furniture(chance: Random, _: int) -> str:
    around = chance.choice((*_HEADS, *_AROUND))
    return around + _line(chance) if around.endswith("-") or around.endswith("- ") else around


def _sources(chance: Random, _: int) -> str:
    def entry(n: int) -> str:
        return chance.choice(
            (
                "https://a.org/x",
                f"A. Writer, {_line(chance, 4)}, https://e.org/{n}",
                f"[T {_line(chance, 2)}](https://b.org/)",
                f"http://d.org www.o.org {_line(chance, 2)}",
            )
        )

    number = chance.choice(("{}. ", "[{}] ", "- ", ""))
    return "\n".join(number.format(n) + entry(n) for n in range(1, chance.randint(2, 5)))


_KINDS: tuple[Callable[[Random, int], str], ...] = (
    _heading,
    _items,
    _within,
    _code,
    _table,
    _definition,
    _markup,
    _hypertext,
    _terms,
    _dialect,
    _furniture,
    _sources,
)
