"""A book and who answers for it -> whether EPUB Accessibility 1.1 may be claimed, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pubpipe.editions.epub.body.text import Text
from pubpipe.editions.epub.container.package import File
from pubpipe.model import Finding, Manuscript

# The form that EPUB Accessibility 1.1 §3.5 asks for, of the edition of WCAG that is in force.
CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

_HTML = "{http://www.w3.org/1999/xhtml}"


def claims(
    certified_by: str, manuscript: Manuscript, text: Text, documents: tuple[File, ...]
) -> tuple[bool, tuple[Finding, ...]]:
    """Return whether the claim may be made: someone answers for it, and no check speaks against it.

    What only a person can judge (that a description is a good one) is the certifier's; what a machine can see
    is looked at here: descriptions, the order of headings, headers of tables, names of links, the language.
    """
    if not certified_by:
        return False, ()
    faults = tuple(_faults(manuscript, text, documents))
    if not faults:
        return True, ()
    message = f"the EPUB does not claim {CLAIM}, though {certified_by} is named for it: {'; '.join(faults)}"
    hint = "Mend the article, or leave certified-by out."
    return False, (Finding("warning", "epub-not-conformant", message, hint),)


def _faults(manuscript: Manuscript, text: Text, documents: tuple[File, ...]) -> Iterator[str]:
    if text.pictures.undescribed:
        yield f"pictures without description: {text.pictures.undescribed} (WCAG 1.1.1)"
    if text.pictures.moving:
        yield "a picture that moves cannot be stopped (WCAG 2.2.2)"
    if text.pictures.findings and not text.pictures.undescribed:
        yield "pictures are missing"
    if manuscript.meta.lang in ("", "und", "zxx"):
        yield "the language is not known (WCAG 3.1.1)"
    above = 1
    for heading in text.headings:
        if heading.level > above + 1:
            yield f"heading {heading.title!r} skips a level (WCAG 1.3.1)"
        above = heading.level
    trees = [etree.fromstring(file.data) for file in documents]
    if any(table.find(f".//{_HTML}th") is None for tree in trees for table in tree.iter(f"{_HTML}table")):
        yield "a table has no headers (WCAG 1.3.1)"
    links = (link for tree in trees for link in tree.iter(f"{_HTML}a"))
    if any(
        not "".join(map(str, link.itertext())).strip() and link.find(f".//{_HTML}img") is None
        for link in links
    ):
        yield "a link has no words (WCAG 2.4.4)"
