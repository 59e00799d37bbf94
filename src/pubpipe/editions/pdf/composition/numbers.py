"""A laid-out draft -> the same with its lines numbered in the margin, as page furniture that is not read out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.composition.faults import is_line

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

_MATRIX = re.compile(rb"1 0 0 -1 (\S+) \S+ Tm")
_PLACE = "@left-top"  # the margin box of `print-draft.css` whose one figure gives face, size and colour


def number_lines(document: Document) -> int:
    """Number the lines of the text through all pages; return how many there are.

    Title block, notes, sources and the lines beside one another in a table's row count as a reader would
    count them: those of the text alone, each height once. The numbers stand in the page's margin box, so
    that they are artifacts (ISO 14289-1, 7.1) like header and folio.
    """
    number = 0
    for page in document.pages:
        line = _place(page)
        if line is None:
            continue
        pattern = line.children[0]
        while not hasattr(pattern, "text"):
            pattern = pattern.children[0]
        right = pattern.position_x + pattern.width
        figures = []
        for baseline in _baselines(page._page_box.children[0]):
            number += 1
            figures.append(_figure(pattern, str(number), right, baseline))
        line.children = figures
    return number


def leave_out(document: Document, pdf: pydyf.PDF) -> None:
    """Let each number be copied and searched as a space (ISO 32000-1, 14.9.4), or they would cut the text up.

    In a draft nothing else stands as far out in the left margin; a line of both directions may begin a space outside.
    """
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        line = _place(page)
        if line is None or not line.children:
            continue
        edge = max(figure.position_x + figure.width for figure in line.children)
        holder = pdf.objects[int(reference.split()[0])]
        stream = pdf.objects[int(holder["Contents"].split()[0])].stream
        for place in reversed([n for n, item in enumerate(stream) if item == b"BT"]):
            matrix = next((m for item in stream[place:] if (m := _MATRIX.fullmatch(_plain(item)))), None)
            if matrix and float(matrix[1]) < edge:
                end = stream.index(b"ET", place)
                stream[end : end + 1] = [b"ET", b"EMC"]
                stream[place:place] = ["/Span", b"<</ActualText ( )>> BDC"]


def _place(page: Any) -> Any | None:  # noqa: ANN401
    """The line in a page's margin box in which numbers stand."""
    boxes = [box for box in page._page_box.children if getattr(box, "at_keyword", "") == _PLACE]
    return next((box for box in boxes[0].descendants() if is_line(box)), None) if boxes else None


def _plain(item: object) -> bytes:
    return item if isinstance(item, bytes) else b""


def _figure(pattern: Any, text: str, right: float, baseline: float) -> Any:  # noqa: ANN401
    from weasyprint.text.line_break import split_first_line

    layout, _, _, width, _, _ = split_first_line(text, pattern.style, None, None, 0)
    box = pattern.copy_with_text(text)
    box.pango_layout, box.width = layout, width
    box.position_x, box.position_y = right - width, baseline - pattern.baseline
    return box


def _baselines(root: Any) -> Iterator[float]:  # noqa: ANN401
    """Yield the baselines of a page's text from the top down, each once."""
    found = set()
    for text in _texts(root):
        for box in text.descendants():
            if is_line(box) and any(getattr(part, "text", "").strip() for part in box.descendants()):
                found.add(round(box.position_y + box.baseline, 1))
    yield from sorted(found)


def _texts(box: Any) -> Iterator[Any]:  # noqa: ANN401
    element = getattr(box, "element", None)
    if element is not None and element.get("class") == "text":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child)
