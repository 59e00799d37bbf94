"""A PDF -> what is wrong with its tags, ways, faces and claims."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pubpipe.model import Finding


def findings(name: str, data: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a PDF by itself, whoever made it."""
    import pikepdf

    from pubpipe.checks.codes import finding

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return tuple(_findings(name, pdf))
    except pikepdf.PasswordError:
        return (finding("pdf-unreadable", name, "the PDF opens with a password only"),)
    except (
        pikepdf.PdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        told = f"the PDF cannot be read: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        return (finding("pdf-unreadable", name, told),)


def pages(data: bytes) -> int:
    """Return how many pages a PDF has, 0 for one that cannot be read."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, ValueError):
        return 0


def claimed(data: bytes) -> tuple[str, ...]:
    """Return the standards that a PDF claims, as veraPDF names them: ``ua1``, ``3a``."""
    import pikepdf

    from pubpipe.checks.paper.opened import Paper
    from pubpipe.checks.paper.stated import flavours

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return flavours(Paper("", pdf, (), {}, None))
    except (pikepdf.PdfError, ValueError):
        return ()


def _findings(name: str, pdf: object) -> Iterator[Finding]:
    from pubpipe.checks.paper import order, printing, stated, structure, ways
    from pubpipe.checks.paper.content import drawn
    from pubpipe.checks.paper.faces import Face
    from pubpipe.checks.paper.opened import Paper
    from pubpipe.checks.paper.tree import tree
    from pubpipe.checks.parsing.unfolding import unfold

    is_folded = unfold(pdf)
    faces: dict[tuple[int, int], Face] = {}
    sheets = list(pdf.pages)  # type: ignore[attr-defined]
    pages = tuple(drawn(page, number, faces) for number, page in enumerate(sheets, 1))
    numbers = {page.obj.objgen: number for number, page in enumerate(sheets, 1)}
    paper = Paper(name, pdf, pages, numbers, tree(pdf), is_folded)
    found = [
        *stated.findings(paper),
        *structure.findings(paper),
        *order.findings(paper),
        *ways.findings(paper),
        *_faces(paper),
        *printing.findings(paper),
    ]
    yield from found
    yield from stated.claims(paper, found)


def _faces(paper: object) -> Iterator[Finding]:
    from pubpipe.checks.paper.opened import Paper

    assert isinstance(paper, Paper)
    told: set[str] = set()
    for page in paper.pages:
        for face in page.faces.values():
            if not face.embedded and face.name not in told:
                told.add(face.name)
                yield paper.say("pdf-face-not-embedded", f"the face {face.name} is not embedded", page.number)
        if empty := sum(run.empty for run in page.runs if not run.invisible):
            yield paper.say(
                "pdf-glyph-missing", f"{empty} characters are drawn as an empty box (.notdef)", page.number
            )
        if unsaid := sum(run.unsaid for run in page.runs):
            yield paper.say(
                "pdf-glyph-unsaid", f"nothing says which characters {unsaid} glyphs are", page.number
            )
