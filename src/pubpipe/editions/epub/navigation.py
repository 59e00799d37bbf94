"""The parts of a book -> what leads to them: the table of contents, landmarks, the list of printed pages."""

from __future__ import annotations

from dataclasses import dataclass

from pubpipe.editions.epub.body.calls import FILE
from pubpipe.editions.epub.body.text import Heading, Text
from pubpipe.editions.epub.container.package import Entry, Landmark
from pubpipe.editions.parts import TitleBlock
from pubpipe.wording import Words

COVER = "cover.xhtml"
NAV = "nav.xhtml"
# Of a book in several documents; a short text has its title above it, the others below.
TITLE_PAGE, COLOPHON = "title.xhtml", "colophon.xhtml"


@dataclass(frozen=True, slots=True)
class Places:
    """The documents that hold the sources and the colophon; empty where there are none."""

    sources: str = ""
    colophon: str = ""


def where(text: Text, *, sources: bool, colophon: bool) -> Places:
    """Return the documents of the sources and of the colophon, where there are any: the text's own when it is short."""
    whole = "" if text.split else text.documents[0][0]
    return Places((whole or FILE) if sources else "", (whole or COLOPHON) if colophon else "")


def contents(block: TitleBlock, text: Text, vocabulary: Words, places: Places) -> tuple[Entry, ...]:
    """Return the table of contents: the headline, all headings by level, notes, sources and colophon."""
    first = TITLE_PAGE if text.split else text.documents[0][0]
    return (
        Entry(block.headline, f"{first}#start"),
        *_nested(list(text.headings)),
        *([Entry(vocabulary.notes, f"{text.notes_name}#notes-heading", True)] if text.notes else []),
        *([Entry(vocabulary.sources, f"{places.sources}#sources-heading", True)] if places.sources else []),
        *(
            [Entry(vocabulary.colophon, f"{places.colophon}#colophon-heading", True)]
            if places.colophon
            else []
        ),
    )


def landmarks(block: TitleBlock, text: Text, vocabulary: Words, places: Places) -> tuple[Landmark, ...]:
    """Return the landmarks (EPUB 3.3 §7.4.5), and with them EPUB 2's guide."""
    begin = text.documents[0][0] if text.split else f"{text.documents[0][0]}#start"
    # Headings, since a section that goes on over pages may be shown at its end.
    notes, sources = f"{text.notes_name}#notes-heading", f"{places.sources}#sources-heading"
    last = f"{places.colophon}#colophon-heading"
    opening = next(
        (h.title for h in text.headings if h.title and h.href.startswith(f"{begin}#")), block.headline
    )
    return (
        Landmark("", "cover", vocabulary.cover, COVER),
        *([Landmark("toc", "toc", vocabulary.contents, f"{NAV}#toc")] if text.split else []),
        *([Landmark("titlepage", "title-page", block.headline, TITLE_PAGE, False)] if text.split else []),
        Landmark("bodymatter", "text", opening, begin, False),
        *([Landmark("footnotes", "notes", vocabulary.notes, notes)] if text.notes else []),
        *([Landmark("bibliography", "bibliography", vocabulary.sources, sources)] if places.sources else []),
        *([Landmark("colophon", "colophon", vocabulary.colophon, last)] if places.colophon else []),
    )


def _nested(headings: list[Heading]) -> tuple[Entry, ...]:
    """Nest headings by level; one that skips a level hangs from the nearest heading above it."""
    entries: list[Entry] = []
    while headings:
        heading = headings[0]
        end = next((n for n, h in enumerate(headings[1:], 1) if h.level <= heading.level), len(headings))
        entries.append(Entry(heading.title or "*", heading.href, children=_nested(headings[1:end])))
        headings = headings[end:]
    return tuple(entries)
