"""Lines as WeasyPrint set them -> what a proof-reader marks in them: hyphens in the wrong places, loose lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

LADDER = 2  # hyphens one below the other that a reader does not notice
LOOSE = 0.25  # parts of the type's size by which the spaces of a line are wider that reads as one of another colour
STUB = 5  # letters: what a divided word may not leave alone on the last line


@dataclass(frozen=True, slots=True)
class Faults:
    """What a proof-reader marks: lines that are a third hyphen or more, pages that end in one, stubs, loose lines.

    ``lines`` counts those that are filled, all but the last of each paragraph.
    """

    pages: int
    ladders: int
    page_ends: int
    stubs: int
    lines: int
    loose: int


def faults(document: Document) -> Faults:
    """Count what is at fault in a document's lines."""
    ladders = page_ends = stubs = filled = loose = 0
    for page in document.pages:
        last = None
        # What follows the text in WeasyPrint's page are notes and margins.
        for box in page._page_box.children[0].descendants():
            lines = [child for child in getattr(box, "children", ()) if is_line(child)]
            full = [
                line
                for line in lines
                if resume(line) is not None and line.style["text_align_all"] == "justify"
            ]
            filled += len(full)
            loose += sum(looseness(line) > LOOSE for line in full)
            run = 0
            for line in lines:
                run = run + 1 if divided(line) else 0
                ladders += run > LADDER
            if len(lines) > 1 and resume(lines[-1]) is None and divided(lines[-2]):
                stubs += letters(words(lines[-1])) <= STUB
            last = lines[-1] if lines else last
        page_ends += last is not None and divided(last) and resume(last) is not None
    return Faults(len(document.pages), ladders, page_ends, stubs, filled, loose)


def is_line(box: Any) -> bool:  # noqa: ANN401
    """Whether a box of WeasyPrint's is a line."""
    return type(box).__name__ == "LineBox"


def resume(line: Any) -> Any:  # noqa: ANN401
    """Where the next line begins, None after the last one of a paragraph."""
    return getattr(line, "resume_at", None)


def texts(line: Any) -> list[Any]:  # noqa: ANN401
    """Return the boxes of a line that hold its text."""
    return [box for box in line.descendants() if hasattr(box, "text")]


def words(line: Any) -> str:  # noqa: ANN401
    """Return what stands in a line, its hyphen included."""
    return "".join(box.text for box in texts(line)).strip()


def letters(text: str) -> int:
    """Return how many letters a text has."""
    return sum(map(str.isalpha, text))


def divided(line: Any) -> bool:  # noqa: ANN401
    """Whether a line ends in a hyphen, one of the author's own included."""
    found = texts(line)
    return bool(found) and found[-1].text.rstrip()[-1:] in ("-", "\u2010")


def looseness(line: Any) -> float:  # noqa: ANN401
    """Return how much wider a line's spaces are than the face's own, in parts of the type's size.

    Infinite where a line has none, or ends short since they would be too wide.
    """
    found = texts(line)
    if getattr(line, "is_short", False) or not any(" " in box.text.strip() for box in found):
        return math.inf
    return float(max(box.justification_spacing / (box.style["font_size"] or 1) for box in found))
