"""What a PDF says of itself -> what is missing, and the claims that its facts do not keep.

PDF/UA-1 is ISO 14289-1, PDF/UA-2 ISO 14289-2; PDF/A-1 to 4 are ISO 19005-1 to 4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pubpipe.checks.paper.opened import Paper
from pubpipe.checks.parsing.objects import is_dictionary
from pubpipe.model import Finding

_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_A = "{http://www.aiim.org/pdfa/ns/id/}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"

# The findings that keep a claim from being true.
_BREAKS_UA = frozenset(
    {"pdf-untagged", "pdf-not-marked", "pdf-tree-nesting", "pdf-heading-level", "pdf-content-untagged",
     "pdf-content-lost", "pdf-content-missing", "pdf-picture-undescribed", "pdf-table-unscoped", "pdf-note-without-id",
     "pdf-link-untagged", "pdf-link-nameless", "pdf-face-not-embedded", "pdf-glyph-missing", "pdf-glyph-unsaid",
     "pdf-no-title", "pdf-no-language", "pdf-title-hidden", "pdf-tab-order", "pdf-locked"}
)  # fmt: skip
_BREAKS_A = frozenset(
    {"pdf-face-not-embedded", "pdf-glyph-missing", "pdf-encrypted", "pdf-action", "pdf-title-differs"}
)
_BREAKS_LEVEL_A = frozenset({"pdf-untagged", "pdf-not-marked", "pdf-no-language", "pdf-content-lost"})
_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/Sound", "/Movie", "/ResetForm", "/SubmitForm")


def findings(paper: Paper) -> Iterator[Finding]:
    """Yield what a PDF's catalogue and metadata lack."""
    root = paper.pdf.Root
    if not _title(paper):
        yield paper.say("pdf-no-title", "the PDF has no title")
    elif not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield paper.say(
            "pdf-title-hidden", "viewers show the file's name and not the title (DisplayDocTitle)"
        )
    own = " ".join(str(paper.pdf.docinfo.get("/Title", "")).split())
    if own and paper.told(_TITLE) and own != paper.told(_TITLE):
        yield paper.say(
            "pdf-title-differs", f"the title is “{own}” in one place, “{paper.told(_TITLE)}” in another"
        )
    if not str(root.get("/Lang", "")).strip():
        yield paper.say("pdf-no-language", "the PDF does not say its language")
    if paper.tree is not None and not root.get("/MarkInfo", {}).get("/Marked", False):
        yield paper.say("pdf-not-marked", "the PDF has tags and does not say so (MarkInfo)")
    if paper.pdf.is_encrypted:
        yield paper.say("pdf-encrypted", "the PDF is encrypted")
        if not paper.pdf.allow.accessibility:
            yield paper.say("pdf-locked", "the PDF forbids reading it out")
    for number, page in enumerate(paper.pdf.pages, 1):
        if "/Annots" in page.obj and len(page.obj.Annots) and page.obj.get("/Tabs") != "/S":
            yield paper.say("pdf-tab-order", "the tabulator does not follow the reading order (Tabs)", number)
    for where, action in _actions(paper):
        yield paper.say("pdf-action", f"the PDF does something by itself: {str(action.S).lstrip('/')}", where)


def _title(paper: Paper) -> str:
    return paper.told(_TITLE) or str(paper.pdf.docinfo.get("/Title", "")).strip()


def _actions(paper: Paper) -> Iterator[tuple[int, Any]]:
    held = [(0, paper.pdf.Root.get("/OpenAction")), *((n, a.get("/A")) for n, a in paper.annotations())]
    yield from ((n, a) for n, a in held if is_dictionary(a) and str(a.get("/S", "")) in _ACTIONS)
    for name in paper.pdf.Root.get("/Names", {}).get("/JavaScript", {}).get("/Names", []):
        if is_dictionary(name):
            yield 0, name


def claims(paper: Paper, found: Collection[Finding]) -> Iterator[Finding]:
    """Yield the claims of PDF/UA and PDF/A that what was found, or the file itself, does not keep."""
    codes = {finding.code for finding in found}
    if part := paper.told(f"{_UA}part"):
        yield from _broken(paper, f"PDF/UA-{part}", [*sorted(codes & _BREAKS_UA), *_ua(paper, part)])
    if part := paper.told(f"{_A}part"):
        level = paper.told(f"{_A}conformance").upper()
        broken = codes & (_BREAKS_A | (_BREAKS_LEVEL_A if level == "A" else frozenset()))
        if level in ("A", "U") and "pdf-glyph-unsaid" in codes:
            broken |= {"pdf-glyph-unsaid"}
        yield from _broken(paper, f"PDF/A-{part}{level.lower()}", [*sorted(broken), *_a(paper, part, level)])


def flavours(paper: Paper) -> tuple[str, ...]:
    """Return the parts of PDF/UA and PDF/A that are claimed: ``ua1``, ``3a``."""
    universal, archival = paper.told(f"{_UA}part"), paper.told(f"{_A}part")
    level = paper.told(f"{_A}conformance").lower()
    return (*([f"ua{universal}"] if universal else []), *([f"{archival}{level}"] if archival else []))


def _broken(paper: Paper, claim: str, reasons: list[str]) -> Iterator[Finding]:
    if reasons:
        yield paper.say("pdf-claim", f"it claims {claim} and does not keep it: {'; '.join(reasons)}")


def _version(paper: Paper) -> tuple[int, ...]:
    return tuple(int(n) for n in str(paper.pdf.pdf_version).split("."))


def _ua(paper: Paper, part: str) -> Iterator[str]:
    if part not in ("1", "2"):
        yield f"there is no part {part}"
    elif part == "2" and _version(paper) < (2, 0):
        yield f"part 2 is for PDF 2.0, this is {paper.pdf.pdf_version}"
    elif part == "1" and _version(paper) >= (2, 0):
        yield "part 1 is for PDF 1.7"


def _a(paper: Paper, part: str, level: str) -> Iterator[str]:
    levels = {"1": "AB", "2": "ABU", "3": "ABU", "4": "EF"}
    if part not in levels:
        yield f"there is no part {part}"
        return
    if level and level not in levels[part]:
        yield f"part {part} has no level {level}"
    elif not level and part != "4":
        yield "no level is named"
    trailer, root = paper.pdf.trailer, paper.pdf.Root
    if "/ID" not in trailer:
        yield "the file has no identifier"
    if not any(str(one.get("/S")) == "/GTS_PDFA1" for one in root.get("/OutputIntents", [])):
        yield "no output intent says what its colours are"
    if (part == "4") != (_version(paper) >= (2, 0)):
        yield f"part {part} is not for PDF {paper.pdf.pdf_version}"
    if part == "1" and (_version(paper) > (1, 4) or trailer.get("/Type") == "/XRef"):
        yield "part 1 is for PDF 1.4"
    yield from _attached(paper, part, level)
    if level == "A" and any(face.private for page in paper.pages for face in page.faces.values()):
        yield "some characters have no agreed meaning"


def _attached(paper: Paper, part: str, level: str) -> Iterator[str]:
    for name, specification in paper.pdf.attachments.items():
        if (
            part == "1"
            or (part == "2" and not name.lower().endswith(".pdf"))
            or (part == "4" and level != "F")
        ):
            yield f"part {part}{level.lower()} allows no attachment {name!r}"
        elif part == "3" and "/AFRelationship" not in specification.obj:
            yield f"nothing says what the attachment {name!r} is to it (AFRelationship)"
