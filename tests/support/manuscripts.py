"""Manuscripts made by hand, so that an edition's tests do not depend on the normalizer."""

from typing import Any

from pubpipe.model import Edition, Manuscript, Metadata, Options, Source
from pubpipe.styling import load


def founding() -> Manuscript:
    """The founding article's shape in three short paragraphs, with its real title, dateline and sources."""
    body = (
        "U.S. and Japanese officials announced in Tokyo, Japan, that they will take steps to boost military ties as a"
        " result of aggressive military moves from China.\n\n"
        "Another step is to increase co-production, including building more air-to-air missiles – missiles fired from"
        " an aircraft in order to attack another aircraft.\n\n"
        "They had agreed that it was best to strengthen the economic and military ties between the U.S. and Japan.\n"
    )
    sources = (
        Source(
            id="src-11111111",
            title="us japan military alliance",
            container_title="The New York Times",
            issued="2024-07-28",
            url="https://www.nytimes.com/2024/07/28/world/asia/us-japan-military-alliance.html",
            derived=("title", "issued", "container-title"),
        ),
        Source(
            id="src-22222222",
            title="u s japan to announce upgrade in military cooperation",
            container_title="CBS News",
            url="https://www.cbsnews.com/news/u-s-japan-to-announce-upgrade-in-military-cooperation/",
            derived=("title", "container-title"),
        ),
    )
    meta = Metadata(
        title="U.S. and Japanese officials will take steps to boost military ties",
        lang="en",
        title_status="inferred",
        title_source="lead",
        date="2024-07-28",
        dateline="July 28, 2024 –",
    )
    return Manuscript("us-japan-military-alliance", meta, body, body, sources)


def rich() -> Manuscript:
    """Everything that ordinary Markdown has: headings, lists, quote, table, code, notes, links, emphasis."""
    body = """First paragraph with *emphasis*, **strong words**, `code`, a [link](https://example.org/a) and a note.[^1]

## A heading over a section

- one item
- another item with a [link](https://example.org/b?x=1&y=2)

3. third
4. fourth

> A quotation of some length that a printer would set apart from the text around it.

| Country | Capital | Population |
|:--------|:-------:|-----------:|
| France  | Paris   | 68,000,000 |
| Japan   | Tokyo   | 125,000,000 |

### A smaller heading

```python
def f(x):
    return x + 1
```

Verse of one line\\
and of a second line

* * *

Last paragraph.[^2]

[^1]: The first note, with a [link](https://example.org/c).

[^2]: The second note.
"""
    meta = Metadata(
        title="A Rich Article & its “Parts”",
        lang="en",
        subtitle="One sentence that says what it is about",
        kicker="Analysis",
        authors=("Ana Pérez", "Bob Lee"),
        date="2024-07-28",
        dateline="TOKYO (Reuters) —",
    )
    sources = (
        Source(
            id="src-33333333",
            container_title="example.org",
            url="https://example.org/a",
            derived=("container-title",),
        ),
    )
    return Manuscript("rich", meta, body, body, sources)


def edition(manuscript: Manuscript, fmt: str, style: str = "default", **options: Any) -> Edition:
    """An edition of a manuscript in a packaged style."""
    return Edition(manuscript, load(style), fmt, Options(**options))
