"""What is printed on two pages is one element of the structure."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from pubpipe.editions import pdf
from tests.support.law import manuscript
from tests.support.manuscripts import edition

_SENTENCE = "The harbour office counted the letters of the village before dawn, and nobody said a word. "


def _tagged(body: str, **options: Any) -> tuple[list[Any], pikepdf.Pdf]:
    opened = pikepdf.open(BytesIO(pdf.render(edition(manuscript(body), "pdf", **options)).content))
    return list(_under(opened.Root.StructTreeRoot)), opened


def _under(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _under(kid)


def _paragraph(name: str) -> str:
    return " ".join(f"In the {name} year the office counted {n} letters before dawn." for n in range(90))


def _pages(element: Any) -> int:
    return len({inner.Pg.objgen for inner in _under(element)})


def _only(elements: list[Any], role: str) -> Any:
    (found,) = (element for element in elements if str(element.S) == role)
    return found


def test_a_paragraph_over_two_pages_is_one() -> None:
    elements, opened = _tagged("\n\n".join(map(_paragraph, ("first", "second", "third"))) + "\n")
    assert len(opened.pages) > 1
    paragraphs = [element for element in elements if element.S == "/P"]
    assert sum(_pages(paragraph) - 1 for paragraph in paragraphs) == len(opened.pages) - 1
    assert len(paragraphs) == 3
    assert _pages(_only(elements, "/Art")) == len(opened.pages)
    for element in elements:
        assert all(
            inner.P.objgen == element.objgen
            for inner in element.K
            if isinstance(inner, pikepdf.Dictionary) and "/S" in inner
        )


def test_a_list_over_pages_keeps_its_items_whole() -> None:
    items = "\n".join(f"- {_SENTENCE * 4}\n  - {_SENTENCE * 4}" for _ in range(12))
    elements, opened = _tagged(f"First.\n\n{items}\n")
    assert len(opened.pages) > 2
    lists = [element for element in elements if element.S == "/L"]
    assert len(lists) == 1 + 12
    assert sum(element.S == "/LI" for element in elements) == 24
    assert all([str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"] for item in elements if item.S == "/LI")


def test_a_table_over_pages_has_one_head_that_its_cells_name() -> None:
    rows = "\n".join(f"| {n} | letters of the year | {n * 7} |" for n in range(130))
    elements, opened = _tagged(f"First.\n\n| No. | What | How many |\n| ---: | --- | ---: |\n{rows}\n")
    assert len(opened.pages) > 2
    assert _pages(_only(elements, "/Table")) == len(opened.pages)
    head = _only(elements, "/THead")
    names = [str(cell.ID) for cell in _under(head) if cell.S == "/TH"]
    assert len(names) == 3
    cells = [element for element in elements if element.S == "/TD"]
    assert len(cells) == 130 * 3
    assert [str(cell.A.Headers[0]) for cell in cells] == names * 130


def test_a_head_that_can_be_followed_is_so_where_it_is_printed_first() -> None:
    rows = "\n".join(f"| {n} | {n * 7} |" for n in range(130))
    elements, opened = _tagged(
        f"First.\n\n| No. | [How many](https://example.org/) |\n| ---: | ---: |\n{rows}\n"
    )
    assert len(opened.pages) > 2
    assert [len(page.get("/Annots", [])) for page in opened.pages] == [1, *[0] * (len(opened.pages) - 1)]
    assert _pages(_only(elements, "/THead")) == sum(element.S == "/Link" for element in elements) == 1
    names = [str(cell.ID) for cell in elements if cell.S == "/TH"]
    assert [str(cell.A.Headers[0]) for cell in elements if cell.S == "/TD"] == names * 130


def test_a_picture_between_the_pages_of_its_paragraph_keeps_its_place() -> None:
    # A page ends between the words and the picture: the words behind it stand behind it in the paragraph.
    for lines in range(30, 44):
        before = "\n\n".join(["One line."] * lines)
        article = manuscript(f"{before}\n\nBefore it ![alone words](p.png) and after it.\n")
        with pikepdf.open(BytesIO(pdf.render(edition(article, "pdf")).content)) as opened:
            (figure,) = (e for e in _under(opened.Root.StructTreeRoot) if e.S == "/Figure")
            roles = [str(kid.S) for kid in figure.P.K]
            assert roles == ["/Span", "/Figure", "/Span"], lines
