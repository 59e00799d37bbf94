"""A booklet's sheets as they are written: read where they stand, folded, with their links, tags and claims."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pypdfium2
import pytest

from pubpipe.editions.pdf import render
from pubpipe.editions.pdf.imposition import folded, impose
from pubpipe.model import Booklet, Manuscript, Metadata, Rendering
from tests.support.manuscripts import edition, rich
from tests.support.validators import verapdf

WIDTH, HEIGHT = 200, 300
A4_TURNED = (842, 595)
CHAPTERS = 24


def plain(pages: int, most: int = 12, thickness: int = 0, *, rtl: bool = False) -> bytes:
    """A booklet of pages that say their numbers and nothing else."""
    pdf = pydyf.PDF()
    face = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"})
    pdf.add_object(face)
    resources = pydyf.Dictionary({"Font": pydyf.Dictionary({"F": face.reference})})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary()
    for number in range(1, pages + 1):
        stream = pydyf.Stream([f"BT /F 20 Tf 1 0 0 1 20 20 Tm (p{number}) Tj ET".encode()])
        pdf.add_object(stream)
        pdf.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": pdf.pages.reference,
                    "MediaBox": pydyf.Array([0, 0, WIDTH, HEIGHT]),
                    "Contents": stream.reference,
                    "Resources": resources,
                    "StructParents": number - 1,
                }
            )
        )
    impose(pdf, folded(pages, most, rtl=rtl), thickness)
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()


def halves(content: bytes) -> Iterator[tuple[str, str]]:
    """What is printed on the left and on the right of each side."""
    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            wide, high = page.get_size()
            text = page.get_textpage()
            yield (
                text.get_text_bounded(0, 0, wide / 2, high).strip(),
                text.get_text_bounded(wide / 2, 0, wide, high).strip(),
            )


@pytest.mark.parametrize(("most", "rtl"), [(12, False), (3, True)])
def test_printed_and_folded_it_is_read_from_the_first_to_the_last_page(
    most: int, rtl: bool, amount: Callable[[Iterable[int], Iterable[int]], Iterable[int]]
) -> None:
    # All from 1 to 128 in `make proof`; their order alone is proved in the tests of the folding, always.
    for pages in (*range(1, 14), 31, 32, 33, 97, 128, *amount((), range(14, 128))):
        sides = list(halves(plain(pages, most, rtl=rtl)))
        read: list[str] = []
        for count in folded(pages, most).signatures:
            # Laid together and folded in the middle: right halves first, each with what is behind it, then left ones.
            cut = [sides.pop(0) for _ in range(2 * count)]
            cut = [(right, left) if rtl else (left, right) for left, right in cut]
            fronts, backs = cut[::2], cut[1::2]
            leaves = [(front[1], back[0]) for front, back in zip(fronts, backs, strict=True)]
            leaves += [(back[1], front[0]) for front, back in zip(fronts[::-1], backs[::-1], strict=True)]
            read += [page for leaf in leaves for page in leaf]
        assert read == [f"p{n}" for n in range(1, pages + 1)] + [""] * (-pages % 4)


def test_inner_sheets_move_towards_the_fold_by_their_thickness() -> None:
    with pikepdf.open(io.BytesIO(plain(12, thickness=1000))) as pdf:
        drawn = [page.Contents.read_bytes().decode() for page in pdf.pages]
    moved = [[float(n) for n in re.findall(r"1 0 0 1 (\S+) 0 cm", one)] for one in drawn]
    one = 72 / 25.4
    for depth, (front, back) in enumerate(zip(moved[::2], moved[1::2], strict=True)):
        assert front == back == pytest.approx([depth * one, WIDTH - depth * one], abs=0.002)


def chapters(
    count: int, lang: str = "en", words: str = "The harbour office counted the letters of the village. "
) -> Manuscript:
    parts = [f"## Part {n}\n\n[Back](#part-{max(1, n - 2)}) we go. {words * 14}" for n in range(1, count + 1)]
    body = "A start with a [link](https://example.org/).[^1]\n\n" + "\n\n".join(parts) + "\n\n[^1]: Note.\n"
    return Manuscript("chapters", Metadata(title="Chapters", lang=lang), body, body, ())


@pytest.fixture(scope="module")
def booklet() -> Rendering:
    return render(edition(chapters(CHAPTERS), "pdf-booklet", booklet=Booklet(2, 100)))


def test_it_keeps_the_archive_s_promise_and_makes_no_other(booklet: Rendering, tmp_path: Path) -> None:
    assert booklet.findings == ()
    assert (booklet.facts["pdfua"], booklet.facts["pdfa"]) == (False, "3a")
    (tmp_path / "a.pdf").write_bytes(booklet.content)
    assert verapdf(tmp_path / "a.pdf", ("3a",)) == []
    with pikepdf.open(io.BytesIO(booklet.content)) as pdf:
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
        assert [file.obj.AFRelationship for file in pdf.attachments.values()] == ["/Source"]


def test_its_pages_are_set_for_their_size_and_its_sheets_are_the_printer_s(booklet: Rendering) -> None:
    pages, signatures = booklet.facts["pages"], booklet.facts["signatures"]
    assert isinstance(pages, int)
    assert isinstance(signatures, list)
    assert signatures == list(folded(pages, 2).signatures)
    with pikepdf.open(io.BytesIO(booklet.content)) as pdf:
        assert {tuple(round(float(n)) for n in page.mediabox[2:]) for page in pdf.pages} == {A4_TURNED}
        assert len(pdf.pages) == 2 * -(-pages // 4)
        preferences = pdf.Root.ViewerPreferences
        assert str(preferences.Duplex) == "/DuplexFlipShortEdge"
        assert str(preferences.PrintScaling) == "/None"
        assert preferences.DisplayDocTitle
    shown = [f"{left}|{right}" for left, right in halves(booklet.content)]
    assert "1 of" in shown[0].partition("|")[2]
    # Not shrunk: the letters are those of a page of this size, a tenth smaller than on a large one, not a third.
    sizes = [letter(render(edition(chapters(1), form)).content) for form in ("pdf-booklet", "pdf")]
    assert 0.85 < sizes[0] / sizes[1] < 0.95


def letter(content: bytes) -> float:
    """The height of a letter of the text, in points."""
    with pypdfium2.PdfDocument(content) as pdf:
        text = pdf[0].get_textpage()
        _, foot, _, head = text.get_charbox(text.get_text_range().index("harbour"))
        return float(head - foot)


def test_links_bookmarks_and_labels_lead_to_the_half_that_they_mean(booklet: Rendering) -> None:
    with pikepdf.open(io.BytesIO(booklet.content)) as pdf, pypdfium2.PdfDocument(booklet.content) as shown:
        number = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        found = 0
        for name, place in places(pdf.Root.Names.Dests):
            if name.startswith("section-"):
                page, x, y = number[place[0].objgen], float(place[2]), float(place[3])
                text = shown[page].get_textpage()
                there = text.get_text_bounded(x - 1, y - 30, x + 200, y + 2).strip()
                assert there.startswith(f"Part {name.removeprefix('section-')}")
                found += 1
        assert found == CHAPTERS - 2  # so many parts are led to
        rows = [annotation for page in pdf.pages for annotation in page.get("/Annots", ())]
        assert sum(str(row.get("/Contents", "")) == "Back" for row in rows) == CHAPTERS
        for page, one in enumerate(pdf.pages):
            text = shown[page].get_textpage()
            for annotation in one.get("/Annots", ()):
                if str(annotation.get("/Contents", "")) == "Back":
                    left, foot, right, head = map(float, annotation.Rect)
                    assert "Back" in text.get_text_bounded(left - 1, foot - 1, right + 1, head + 1)
        with pdf.open_outline() as outline:
            assert sum(len(item.children) for item in outline.root) == CHAPTERS
        labels = [str(row.P) for row in list(pdf.Root.PageLabels.Nums)[1::2]]
        assert labels[:2] == ["8 · 1", "2 · 7"]


def places(node: Any) -> Iterator[tuple[str, Any]]:
    names = list(node.Names)
    yield from zip(map(str, names[::2]), names[1::2], strict=True)


def test_each_of_several_signatures_has_its_mark_on_the_fold(booklet: Rendering) -> None:
    with pikepdf.open(io.BytesIO(booklet.content)) as pdf:
        marks = [
            re.findall(rb"/Artifact BMC q 0 g (\S+) (\S+)", page.Contents.read_bytes()) for page in pdf.pages
        ]
    starts = [n for n, found in enumerate(marks) if found]
    signatures = booklet.facts["signatures"]
    assert isinstance(signatures, list)
    assert starts == [4 * n for n in range(len(signatures))]
    heights = [float(marks[n][0][1]) for n in starts]
    assert heights == sorted(heights, reverse=True)
    assert all(abs(float(marks[n][0][0]) - A4_TURNED[0] / 2) < 1 for n in starts)
    alone = render(edition(rich(), "pdf-booklet")).content
    with pikepdf.open(io.BytesIO(alone)) as pdf:
        assert b"Artifact" not in b"".join(page.Contents.read_bytes() for page in pdf.pages)


def test_letter_is_folded_to_half_letter_and_hebrew_is_bound_on_the_right() -> None:
    american = render(edition(chapters(1, "en-US"), "pdf-booklet"))
    with pikepdf.open(io.BytesIO(american.content)) as pdf:
        assert {tuple(round(float(n)) for n in page.mediabox[2:]) for page in pdf.pages} == {(792, 612)}
    hebrew = render(edition(chapters(3, "he", "משרד הנמל ספר את מכתבי הכפר. "), "pdf-booklet"))
    left, right = next(halves(hebrew.content))
    assert left.splitlines()[-1].startswith("1")
    assert not right
