"""What an EPUB says of its accessibility -> what its content does not keep (EPUB Accessibility 1.1, schema.org)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pubpipe.checks.book.navigation import navs
from pubpipe.checks.book.opened import EPUB_TYPE, Book
from pubpipe.checks.codes import finding
from pubpipe.checks.documents import elements, tag
from pubpipe.model import Finding, Place

_FEATURE, _MODE = "schema:accessibilityFeature", "schema:accessMode"
_ASKED = (_MODE, _FEATURE, "schema:accessibilityHazard")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The vocabulary of schema.org's accessibility properties that content bears out or not; others stand unproved.
_UNPROVED = frozenset(
    {"annotations", "bookmarks", "displayTransformability", "readingOrder", "highContrastAudio", "timingControl",
     "highContrastDisplay", "unlocked", "none", "unknown", "longDescriptions", "index", "structuralNavigation",
     "ARIA", "withAdditionalWordSegmentation", "withoutAdditionalWordSegmentation", "horizontalWriting",
     "verticalWriting", "taggedPDF", "printPageNumbers"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Content:
    """What is in the documents of the spine: elements by name, kinds, roles, and the lists of the navigation."""

    names: frozenset[str]
    kinds: frozenset[str]
    roles: frozenset[str]
    lists: frozenset[str]
    undescribed: tuple[str, ...]
    pictures: int
    styled: bytes
    media_types: frozenset[str]


_KEPT: Mapping[str, Callable[[_Content], bool]] = {
    "alternativeText": lambda c: c.pictures > 0 and not c.undescribed,
    "audioDescription": lambda c: "video" in c.names,
    "braille": lambda c: False,
    "captions": lambda c: "track" in c.names or "video" in c.names,
    "closedCaptions": lambda c: "track" in c.names,
    "openCaptions": lambda c: "video" in c.names,
    "ChemML": lambda c: "molecule" in c.names,
    "describedMath": lambda c: "math" in c.names or c.pictures > 0,
    "fullRubyAnnotations": lambda c: "rt" in c.names,
    "rubyAnnotations": lambda c: "rt" in c.names,
    "largePrint": lambda c: False,
    "latex": lambda c: "math" in c.names,
    "longDescription": lambda c: "details" in c.names or "doc-endnotes" in c.roles or "figcaption" in c.names,
    "MathML": lambda c: "math" in c.names,
    "pageBreakMarkers": lambda c: "pagebreak" in c.kinds or "doc-pagebreak" in c.roles,
    "printPageNumbers": lambda c: "pagebreak" in c.kinds or "page-list" in c.lists,
    "pageNavigation": lambda c: "page-list" in c.lists,
    "signLanguage": lambda c: "video" in c.names,
    "structuralNavigation": lambda c: bool(c.names & set(_HEADINGS)),
    "synchronizedAudioText": lambda c: "application/smil+xml" in c.media_types,
    "tableOfContents": lambda c: "toc" in c.lists,
    "tactileGraphic": lambda c: False,
    "tactileObject": lambda c: False,
    "transcript": lambda c: bool({"audio", "video"} & c.names),
    "ttsMarkup": lambda c: b"speak" in c.styled or "application/pls+xml" in c.media_types,
    "index": lambda c: "index" in c.kinds or "doc-index" in c.roles,
    "ARIA": lambda c: bool(c.roles),
}
_MODES: Mapping[str, Callable[[_Content], bool]] = {
    "visual": lambda c: c.pictures > 0 or bool({"video", "svg", "math"} & c.names),
    "auditory": lambda c: bool({"audio", "video"} & c.names),
}


def findings(book: Book) -> Iterator[Finding]:
    """Yield the claims of an EPUB that its content does not keep, and what is missing beside a claim of conformance."""
    content = _content(book)
    features = book.metas(_FEATURE)
    for feature in features:
        kept = _KEPT.get(feature)
        if kept is not None and not kept(content):
            where = content.undescribed[0] if content.undescribed else "there is no picture"
            why = f": {where}" if feature == "alternativeText" else ""
            yield _say(book, f"{feature} is claimed and the content does not keep it{why}")
        elif kept is None and feature not in _UNPROVED:
            told = f"accessibilityFeature {feature!r} is in no vocabulary"
            yield finding("epub-claim-unknown", book.name, told, Place(f"{book.name}/{book.opf}"))
    for mode in book.metas(_MODE):
        if mode in _MODES and not _MODES[mode](content):
            yield _say(book, f"accessMode {mode} is claimed and nothing in the book needs it")
    for sufficient in book.metas("schema:accessModeSufficient"):
        if sufficient == "textual" and content.undescribed:
            yield _say(
                book, f"textual is claimed to be enough, but {content.undescribed[0]} has no description"
            )
    yield from _pages(book, content)
    yield from _conformance(book, content)


def _say(book: Book, message: str) -> Finding:
    return finding("epub-claim", book.name, message, Place(f"{book.name}/{book.opf}"))


def _pages(book: Book, content: _Content) -> Iterator[Finding]:
    sourced = bool(book.metas("pageBreakSource"))
    if sourced and "page-list" not in content.lists:
        yield _say(book, "pageBreakSource is given and there is no list of pages")
    if "page-list" in content.lists and not sourced and "pagination" not in _source_of(book):
        told = "there is a list of pages and no pageBreakSource that says of which edition"
        yield finding("epub-pages-unsourced", book.name, told, Place(f"{book.name}/{book.opf}"))


def _source_of(book: Book) -> set[str]:
    return {
        (m.text or "") for m in book.package.iter() if tag(m) == "meta" and m.get("property") == "source-of"
    }


def _conformance(book: Book, content: _Content) -> Iterator[Finding]:
    lacking = [name for name in _ASKED if not book.metas(name)]
    if lacking:
        told = f"the metadata says nothing of {', '.join(name.partition(':')[2] for name in lacking)}"
        yield finding("epub-accessibility-unsaid", book.name, told, Place(f"{book.name}/{book.opf}"))
    links = [
        e for e in book.package.iter() if tag(e) == "link" and "dcterms:conformsTo" in (e.get("rel") or "")
    ]
    stated = [*book.metas("dcterms:conformsTo"), *(str(link.get("href")) for link in links)]
    claimed = [value for value in stated if "wcag" in value.lower()]
    if not claimed:
        return
    for name in lacking:
        yield _say(book, f"{claimed[0]} is claimed without {name}")
    for where in content.undescribed:
        yield _say(book, f"{claimed[0]} is claimed, but {where} has no description")
    if "toc" not in content.lists:
        yield _say(book, f"{claimed[0]} is claimed without a table of contents")
    if not book.metas("a11y:certifiedBy"):
        yield _say(book, f"{claimed[0]} is claimed by nobody (a11y:certifiedBy)")


def _content(book: Book) -> _Content:
    names: set[str] = set()
    kinds: set[str] = set()
    roles: set[str] = set()
    undescribed: list[str] = []
    pictures = 0
    for path, document in book.read():
        for element in document.root.iter():
            if not isinstance(element.tag, str):
                continue
            names.add(tag(element))
            kinds.update((element.get(EPUB_TYPE) or "").split())
            roles.update((element.get("role") or "").split())
            if tag(element) in ("img", "svg"):
                pictures += 1
                if not _described(element):
                    undescribed.append(f"{path} line {element.sourceline}")
    lists = frozenset(navs(book.nav)) if book.nav is not None else frozenset()
    styled = b"".join(
        book.members[i.path] for i in book.items if i.media_type == "text/css" and i.path in book.members
    )
    types = frozenset(item.media_type for item in book.items)
    there = (frozenset(names), frozenset(kinds), frozenset(roles), lists)
    return _Content(*there, tuple(undescribed), pictures, styled, types)


def _described(picture: etree._Element) -> bool:
    if picture.get("role") in ("presentation", "none") or picture.get("aria-hidden") == "true":
        return True
    if tag(picture) == "svg":
        return bool(
            picture.get("aria-label") or picture.get("aria-labelledby") or elements(picture, "title", "image")
        )
    return bool((picture.get("alt") or picture.get("aria-label") or "").strip())
