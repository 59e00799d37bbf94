"""What a PDF's pages draw -> what a printer would send back: coarse pictures, faint or tiny words, mixed paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pubpipe.checks.colours import contrast
from pubpipe.checks.paper.drawn import Drawn, Run
from pubpipe.checks.paper.opened import Paper
from pubpipe.model import Finding

_COARSE, _FINE = 150, 300  # pixels an inch: seen as steps at arm's length; what printers ask for
_SMALLEST = 5.0  # points; below it no eye reads print without a glass
_LARGE = 18.0  # points, from which WCAG 1.4.3 asks for 3 : 1
_MARKS = 3  # glyphs: as few as a mark in the margin


def findings(paper: Paper) -> Iterator[Finding]:
    """Yield what is wrong with a PDF as something to be printed and read."""
    for page in paper.pages:
        yield from _pictures(paper, page)
        yield from _words(paper, page)
    sizes = Counter(_size(page) for page in paper.pdf.pages)
    if len(sizes) > 1:
        told = ", ".join(
            f"{count} of {wide:.0f} × {high:.0f} pt" for (wide, high), count in sizes.most_common(4)
        )
        yield paper.say("print-paper-mixed", f"its pages are of {len(sizes)} sizes: {told}")


def _size(page: object) -> tuple[float, float]:
    box = page.mediabox  # type: ignore[attr-defined]
    return round(abs(float(box[2]) - float(box[0]))), round(abs(float(box[3]) - float(box[1])))


def _pictures(paper: Paper, page: Drawn) -> Iterator[Finding]:
    for picture in page.pictures:
        if picture.mark.artifact or min(*picture.size, *picture.pixels) < 1:
            continue
        sharp = min(n / (points / 72) for n, points in zip(picture.pixels, picture.size, strict=True))
        if sharp < _FINE:
            wide, high = picture.pixels
            told = f"a picture of {wide} × {high} pixels is printed with {sharp:.0f} an inch"
            yield paper.say("print-coarse" if sharp < _COARSE else "print-soft", told, page.number)


def _words(paper: Paper, page: Drawn) -> Iterator[Finding]:
    seen = [run for run in page.runs if not run.invisible and run.glyphs]
    tiny = [run for run in seen if 0 < run.size < _SMALLEST and run.mark.number is not None]
    if sum(run.glyphs for run in tiny) > _MARKS:
        told = f"{sum(run.glyphs for run in tiny)} glyphs are smaller than {_SMALLEST:.0f} pt"
        yield paper.say(
            "print-tiny", f"{told}, the smallest {min(run.size for run in tiny):.1f} pt", page.number
        )
    faint = [(ratio, run) for run in seen if (ratio := _contrast(run)) < _asked(run)]
    if faint:
        lowest = min(ratio for ratio, _ in faint)
        told = f"{sum(run.glyphs for _, run in faint)} glyphs stand out too little"
        yield paper.say("print-faint", f"{told}, the least {lowest:.1f} : 1", page.number)


def _contrast(run: Run) -> float:
    if run.colour is None or run.ground is None:
        return 21.0
    return contrast(run.colour, run.ground)


def _asked(run: Run) -> float:
    return 3.0 if run.size >= _LARGE else 4.5
