"""Nothing -> the torture document: sixty pages of every kind of block, note, table, list, picture and script."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from tests.torture.pictures import pictures
from tests.torture.words import SCRIPTS, SENTENCES

ROWS = 500  # of the long table
PARTS = 16  # of running text, about two and a half pages each
_FRONT = """---
title: "A Document for Breaking Presses: Notes, Tables & “Pictures”"
subtitle: Everything that an article may hold, and a few things that it should not
kicker: Workshop
author: [Ada Quill, Ben O’Press, Ольга Савина]
date: 2025-03-14
updated: 2025-04-01
lang: en-GB
description: A document that holds every kind of block, for testing what is made of it.
keywords: [printing, accessibility, archives]
---
"""


def write(folder: Path) -> Path:
    """Write ``torture.md`` and its pictures into a folder, and return the path of the text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in pictures().items():
        (folder / name).write_bytes(data)
    path = folder / "torture.md"
    path.write_text(document(), encoding="utf-8")
    return path


@functools.cache
def document() -> str:
    """Return the Markdown of the whole document, front matter and notes included."""
    blocks = [*_opening(), *_scripts(), *_lists(), *_gallery(), *_tables(), *_long_words(), *_code()]
    for number in range(PARTS):
        blocks += _part(number)
    notes = [f"[^{name}]: {text}" for name, text in _notes().items()]
    return _FRONT + "\n" + "\n\n".join([*blocks, *notes]) + "\n"


def _notes() -> dict[str, str]:
    """Return the notes by their names, in the order of their calls."""
    own = {
        "open": "A note on the first page, with *emphasis*, `code` and a [link](https://example.org/note).",
        "blocks": "A note of several blocks.\n\n    Its second paragraph.\n\n    - an item\n    - another item",
        "cell": "A note that is called in a cell of a table.",
        "item": "A note that is called in an item of a list.",
        "hebrew": f"{SCRIPTS['Hebrew'][1]}",
    }
    running = {f"p{n}-{m}": _note(n, m) for n in range(PARTS) for m in range(4)}
    return own | running


def _note(part: int, number: int) -> str:
    # Every eighth note is long enough to be carried over, or to push the lines of its call.
    length = 9 if (part * 4 + number) % 8 == 3 else 1 + (part + number) % 3
    return _prose(part * 31 + number * 7, length)


NOTES = 5 + PARTS * 4


def _prose(seed: int, count: int) -> str:
    """Return so many sentences, none drawn by chance; the number of sentences is a prime, so that none comes twice."""
    size = len(SENTENCES)
    return " ".join(SENTENCES[(seed * 5 + n * (1 + seed % (size - 2))) % size] for n in range(count))


def _opening() -> Iterator[str]:
    yield f"{_prose(1, 5)}[^open] {_prose(2, 3)}"
    yield f"{_prose(3, 4)}[^blocks]"
    yield "## Six levels of headings"
    for level, name in enumerate(("third", "fourth", "fifth", "sixth"), 3):
        yield f"{'#' * level} A heading of the {name} level"
        yield _prose(level, 3)
    yield "## A heading with *emphasis*, `code` and an x^2^"
    yield "> " + _prose(11, 4) + "\n>\n> > " + _prose(12, 3) + "\n> >\n> > - " + _prose(13, 1)
    yield "\\\n".join(
        ("The type lies sorted in its case,", "each letter knows its proper place;", "the ink is thin,")
    )
    yield "Marks: x^2^ is x², H~2~O is H₂O, 3 < 4 > 2, A&B, ~/home, 50 %, “quotes” ‘within’ quotes… – and — dashes."
    yield "* * *"


def _scripts() -> Iterator[str]:
    yield "## Seven scripts"
    for name, (lead, text) in SCRIPTS.items():
        yield f"### {name}"
        yield f"{lead}: {text}"
        yield f"> {text}"
    arabic, hebrew = SCRIPTS["Arabic"][1], SCRIPTS["Hebrew"][1]
    yield "### Right to left inside left to right"
    yield f"The clerk wrote “{hebrew}” on page 12 (line 3), and below it “{arabic}”, dated 14/03/2025, and signed it."
    yield f"- {arabic} 1234 abc\n- {hebrew} — and then English again, 56 %"
    yield f"| Language | Text | Number |\n|:--|:--|--:|\n| Arabic | {arabic} | 1,234 |\n| Hebrew | {hebrew}[^hebrew] | 5,678 |"


def _lists() -> Iterator[str]:
    yield "## Lists"
    yield "\n".join(f"{'  ' * depth}- level {depth + 1}: {_prose(depth, 1)}" for depth in range(8))
    yield "\n".join(f"{'   ' * depth}1. number {depth + 1}: {_prose(depth + 9, 1)}" for depth in range(8))
    # Two lists in a row would need two kinds of numbers.
    yield "A list may begin at any number:"
    yield f"7) seven with a note[^item]\n8) eight\n\n   {_prose(5, 2)}\n\n   > {_prose(6, 1)}\n\n   ```\n   code in an item\n   ```\n9) nine"
    yield "- tight\n- items\n- in a row"
    yield f"* {_prose(7, 2)}\n\n* {_prose(8, 2)}\n\n  1. mixed\n  2. kinds"


def _gallery() -> Iterator[str]:
    yield "## Pictures of every kind"
    for number, name in enumerate(pictures()):
        yield f"![Bars of colour behind a disc, saved as {name}]({name})"
        if number % 3 == 0:
            yield _prose(number + 60, 4)
    yield "A picture within a line, ![a single dot](dot.png), and ![a drawn kite](drawing.svg) another one."
    yield "![A picture that is a link](photo.png)\n\n[![A linked picture](palette.png)](https://example.org/picture)"


def _tables() -> Iterator[str]:
    yield "## Tables"
    rows = "\n".join(
        f"| {n} | {SENTENCES[n % 40][:38]} | {n * 7919 % 100_000:,} | {'yes' if n % 3 else ''} |"
        for n in range(1, ROWS + 1)
    )
    yield f"| No. | What was printed | Sheets | Bound |\n|--:|:---|---:|:-:|\n{rows}"
    wide = " | ".join(f"Column {n}" for n in range(1, 13))
    yield f"| {wide} |\n{'|---' * 12}|\n" + "\n".join(
        "| " + " | ".join(f"{n * m} units" for n in range(1, 13)) + " |" for m in (3, 17, 23)
    )
    yield f"| Long cells | Short |\n|:--|--|\n| {_prose(3, 14)}[^cell] | *a* **b** `c` |\n| {_prose(4, 9)} | [link](https://example.org/cell) |"
    yield "| Only | a | head |\n|---|---|---|"
    yield "|  |  |\n|--|--|\n| no | header |"


def _long_words() -> Iterator[str]:
    yield "## Words of three hundred letters"
    word = "".join(
        part for part in ("uncounter", "revolution", "ary", "mis", "represent", "ation", "al") * 8
    )[:300]
    address = "https://example.org/" + "archive/of-printed_sheets/" * 10 + "page?folio=12&line=3#foot"
    yield f"{_prose(20, 1)} {word} {_prose(21, 1)}"
    yield "x" * 300
    yield f"See <{address}> for more."
    yield f"| Word | Address |\n|:--|:--|\n| {word} | <{address}> |"
    yield "`" + "unbroken_identifier_" * 15 + "`"


def _code() -> Iterator[str]:
    yield "## Code"
    yield (
        "```python\ndef impose(pages: int) -> list[int]:\n    # a comment that runs on, and on, "
        + "and on, " * 20
        + "\n\treturn [n for n in range(pages) if n % 4]\n```"
    )
    yield "    indented code\n\n        with more indent, <tags> & entities;"
    # A listing of more than two pages.
    lines = (f"{'    ' * (n % 4)}feed(sheet={n})  # {SENTENCES[n % len(SENTENCES)][:36]}" for n in range(140))
    yield "```\n" + "\n".join(lines) + "\n```"


def _part(number: int) -> Iterator[str]:
    """Yield some pages of running text whose notes stand on facing pages and near the foot."""
    yield f"## Part {number + 1}: {SENTENCES[number * 2 % len(SENTENCES)].split(',')[0].rstrip('.')}"
    for paragraph in range(10):
        note = f"[^p{number}-{paragraph // 3}]" if paragraph % 3 == 1 or paragraph == 9 else ""
        yield f"{_prose(number * 13 + paragraph * 3, 4 + paragraph % 4)}{note} {_prose(number * 17 + paragraph, 4)}"
        if paragraph == 4:
            yield f"### Section {number + 1}.{paragraph}"
        if paragraph == 6:
            yield "> " + _prose(number + 40, 3 + number % 3)
