"""The checks fold a booklet and leaf through it: a good one is silent, and each fault of a printer's hand is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest

from pubpipe.checks.fidelity.telling import Subject
from pubpipe.checks.parsing.unfolding import unfold
from pubpipe.checks.proving import findings
from pubpipe.editions.pdf import render
from pubpipe.model import Booklet, Manuscript, Metadata, Rendering
from tests.support.manuscripts import edition, rich
from tests.test_editions_pdf_imposition_sheets import chapters

ARABIC = "أحصى مكتب الميناء رسائل القرية قبل الفجر. "


@cache
def made(lang: str, sheets: int) -> tuple[Manuscript, Rendering]:
    article = chapters(20)
    if lang == "ar":
        body = "\n\n".join(["## الميناء", *[ARABIC * 18] * 20]) + "\n"
        article = Manuscript("port", Metadata(title="الميناء", lang="ar"), body, body, ())
    return article, render(edition(article, "pdf-booklet", booklet=Booklet(sheets, 100)))


def told(article: Manuscript, data: bytes) -> set[str]:
    return {one.code for one in findings(Subject("a.booklet.pdf", "pdf-booklet", data, article))}


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module", params=[("en", 12), ("en", 1), ("ar", 1)], ids=str)
def booklet(request: pytest.FixtureRequest) -> tuple[Manuscript, Rendering]:
    return made(*request.param)


def test_a_good_booklet_is_read_as_its_article(booklet: tuple[Manuscript, Rendering]) -> None:
    article, rendering = booklet
    assert told(article, rendering.content) == set()


def test_all_that_markdown_has_is_read_in_a_booklet() -> None:
    assert told(rich(), render(edition(rich(), "pdf-booklet")).content) == set()


def test_unfolded_it_has_the_pages_that_the_reader_has(booklet: tuple[Manuscript, Rendering]) -> None:
    _, rendering = booklet
    with pikepdf.open(io.BytesIO(rendering.content)) as pdf:
        assert unfold(pdf)
        assert len(pdf.pages) == rendering.facts["pages"] != 0
        assert not unfold(pdf)


def swapped_sheets(pdf: Any) -> None:
    pages = [page.obj for page in pdf.pages]
    for place, page in enumerate((*pages[2:4], *pages[:2], *pages[4:])):
        pdf.pages[place] = pikepdf.Page(page)


def backs_first(pdf: Any) -> None:
    pages = [page.obj for page in pdf.pages]
    for place in range(0, len(pages), 2):
        pdf.pages[place], pdf.pages[place + 1] = pikepdf.Page(pages[place + 1]), pikepdf.Page(pages[place])


def mirrored_back(pdf: Any) -> None:
    """As a printer does that turns the paper over its long edge."""
    forms = pdf.pages[3].Resources.XObject
    first, second = forms.keys()
    forms[first], forms[second] = forms[second], forms[first]


@pytest.mark.parametrize("fault", [swapped_sheets, backs_first, mirrored_back])
def test_what_is_imposed_wrongly_is_told(fault: Callable[[Any], None]) -> None:
    article, rendering = made("en", 12)
    assert "pdf-reading-order" in told(article, changed(rendering.content, fault))


def test_a_booklet_that_lost_a_page_is_told() -> None:
    article, rendering = made("en", 12)

    def blank(pdf: Any) -> None:
        pdf.pages[1].Contents = pdf.make_stream(b"")

    assert any(code.startswith("fidelity-") for code in told(article, changed(rendering.content, blank)))


def looped_outline(pdf: Any) -> None:
    pdf.Root.Outlines.First.Next = pdf.Root.Outlines


def tree_in_itself(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.K[0].K = pikepdf.Array([pdf.Root.StructTreeRoot.K[0]] * 3)


def no_boxes(pdf: Any) -> None:
    for form in pdf.pages[0].Resources.XObject.values():
        form.BBox = pikepdf.String("wide")


def no_forms(pdf: Any) -> None:
    pdf.pages[1].Resources.XObject = 5


def nobody_s_rectangles(pdf: Any) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            annotation.Rect = pikepdf.Array([1, pikepdf.Name.Two])


def emptied_tree(pdf: Any) -> None:
    for kid in pdf.Root.StructTreeRoot.K[0].K:
        kid.K = pikepdf.Array([pikepdf.Object.parse(b"null")])


@pytest.mark.parametrize(
    "harm", [looped_outline, tree_in_itself, no_boxes, no_forms, nobody_s_rectangles, emptied_tree]
)
def test_a_hostile_booklet_is_told_and_ends(harm: Callable[[Any], None]) -> None:
    article, rendering = made("en", 1)
    found = told(article, changed(rendering.content, harm))
    assert found or harm in (looped_outline, nobody_s_rectangles)


def test_other_pdfs_stay_as_they_are() -> None:
    with pikepdf.open(io.BytesIO(render(edition(rich(), "pdf")).content)) as pdf:
        before = [page.obj.objgen for page in pdf.pages]
        assert not unfold(pdf)
        assert [page.obj.objgen for page in pdf.pages] == before
    with pikepdf.new() as pdf:
        assert not unfold(pdf)
