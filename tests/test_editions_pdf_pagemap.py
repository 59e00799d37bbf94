"""Where each page begins: counted in the article's own blocks and letters, as the page shows them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdfium2

from pubpipe.editions.parts import body_tree
from pubpipe.editions.pdf import render
from pubpipe.model import Manuscript
from tests.support.manuscripts import edition, founding, rich


def made(manuscript: Manuscript) -> tuple[list[list[int]], list[str]]:
    """The map, and the letters and digits of each page."""
    rendering = render(edition(manuscript, "pdf"))
    breaks = rendering.facts["breaks"]
    assert isinstance(breaks, list)
    pages = [
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(rendering.content))
    ]
    return [[int(str(n)) for n in place] for place in breaks], pages  # type: ignore[union-attr]


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def written(body: str) -> Manuscript:
    return replace(founding(), body=body, markdown=body, sources=())


def test_an_article_on_one_page_begins_with_its_title() -> None:
    assert made(founding())[0] == [[0, 0, 0]]
    assert made(rich())[0][0] == [0, 0, 0]


def test_each_page_begins_with_the_words_that_the_map_names() -> None:
    words = [f"word{n}" for n in range(2600)]
    paragraphs = [" ".join(words[n : n + 130]) for n in range(0, 2600, 130)]
    notes = [f"{p}[^{n}]" if n % 3 == 0 else p for n, p in enumerate(paragraphs)]
    calls = "".join(f"\n[^{n}]: A note that says {n}.\n" for n in range(0, len(paragraphs), 3))
    manuscript = written("\n\n".join(notes) + "\n" + calls)
    breaks, pages = made(manuscript)
    assert len(breaks) == len(pages) > 3
    assert breaks == sorted(breaks)
    blocks = [
        bare((p.text or "") + "".join(child.tail or "" for child in p))
        for p in body_tree(manuscript).iterfind("p")
    ]
    for (part, block, letters), page in zip(breaks[1:], pages[1:], strict=True):
        assert part == 1
        begun = blocks[block][letters : letters + 12] or blocks[block + 1][:12]
        assert 0 <= bare(page).find(begun) < 60  # after the running header


def test_a_tables_head_on_every_page_counts_once() -> None:
    rows = "\n".join(f"| entry{n} | value{n} |" for n in range(150))
    breaks, pages = made(written(f"| Name | Worth |\n|---|---|\n{rows}\n"))
    assert len(breaks) == len(pages) > 2
    shown = "NameWorth" + "".join(f"entry{n}value{n}" for n in range(150))
    for (_, block, letters), page in zip(breaks[1:], pages[1:], strict=True):
        assert block == 1  # after the dateline
        row = re.match(r"entry\d+value\d+", shown[letters:])
        assert row is not None
        assert row[0] in bare(page)


def test_a_page_that_begins_in_the_sources_is_counted_by_their_entries() -> None:
    one = founding().sources[0]
    many = tuple(replace(one, id=f"src-{n}", url=f"https://example.org/{n}/{'x' * 60}") for n in range(60))
    breaks, pages = made(replace(founding(), sources=many))
    assert len(breaks) == len(pages) > 1
    assert breaks[-1][0] == 2
    assert 5 < breaks[-1][1] < 60
