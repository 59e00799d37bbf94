"""A manuscript -> the text of its e-book: XHTML fragments by document, notes linked both ways, headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pubpipe.editions.epub.body.addresses import address
from pubpipe.editions.epub.body.calls import link_calls
from pubpipe.editions.epub.body.dividing import divide
from pubpipe.editions.epub.body.fragments import TYPE, fragment
from pubpipe.editions.epub.body.headings import HEADINGS, connect_headings, number_headings
from pubpipe.editions.epub.body.notes import connect, take
from pubpipe.editions.epub.body.pagebreaks import Break, mark
from pubpipe.editions.epub.body.tables import mark_code, mark_tables
from pubpipe.editions.epub.pictures.checking import LIMITS
from pubpipe.editions.epub.pictures.placing import Pictures, place
from pubpipe.editions.parts import body_tree, serialize
from pubpipe.editions.within import lead_to_headings
from pubpipe.model import Ebook, Finding, Manuscript


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: its level (2 to 6), its words, and where it stands as ``file#id``."""

    level: int
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text by documents (file name, fragment), its notes as one fragment, its headings in order.

    ``called`` is the file in which each call of a source stands, by its id.
    """

    documents: tuple[tuple[str, str], ...]
    notes: str
    notes_name: str
    headings: tuple[Heading, ...]
    pictures: Pictures
    ruby: bool
    findings: tuple[Finding, ...]
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def split(self) -> bool:
        """Does the text take more than one document?"""
        return len(self.documents) > 1


def prepare(
    manuscript: Manuscript,
    tree: etree._Element | None = None,
    breaks: tuple[Break, ...] = (),
    ebook: Ebook = LIMITS,
) -> Text:
    """Return the text of a manuscript, ready for its documents, with marks where printed pages begin.

    ``tree`` is the body tree, with the calls of sources linked.
    """
    root = fragment(body_tree(manuscript) if tree is None else tree)
    pictures = place(root, manuscript.assets, ebook)
    mark_code(root)
    mark_tables(root)
    notes = take(root)
    number_headings(root)
    lost = lead_to_headings(root, notes)
    findings = [*pictures.findings, *lost, *_check_links(root, notes, manuscript.meta.url)]
    chapters = divide(root)
    names = (
        ["text.xhtml"] if len(chapters) == 1 else [f"text-{n:03}.xhtml" for n in range(1, len(chapters) + 1)]
    )
    notes_name = names[0] if len(names) == 1 else "notes.xhtml"
    documents = dict(zip(names, chapters, strict=True))
    connect(documents, notes, notes_name)
    connect_headings(documents, notes, notes_name)
    called = link_calls({**documents, notes_name: notes} if len(names) > 1 else documents, notes)
    mark([block for chapter in chapters for block in chapter], breaks)
    return Text(
        documents=tuple((name, serialize(chapter)) for name, chapter in documents.items()),
        notes=serialize(notes),
        notes_name=notes_name,
        headings=_headings(documents),
        pictures=pictures,
        ruby=root.find(".//ruby") is not None or notes.find(".//ruby") is not None,
        findings=tuple(findings),
        called=called,
    )


def _headings(documents: Mapping[str, etree._Element]) -> tuple[Heading, ...]:
    return tuple(
        Heading(int(str(e.tag)[1]), " ".join(_words(e).split()), f"{name}#{e.get('id')}")
        for name, chapter in documents.items()
        for e in chapter.iter(*HEADINGS)
    )


def _words(heading: etree._Element) -> str:
    """Return the words of a heading without its calls of notes, which mean nothing in a table of contents."""
    words = [heading.text or ""]
    for child in heading:
        if child.get(TYPE) != "noteref":
            words += [child.get("alt", ""), _words(child)]
        words.append(child.tail or "")
    return "".join(words)


def _check_links(root: etree._Element, notes: etree._Element, base: str) -> list[Finding]:
    findings = []
    for link in [a for tree in (root, notes) for a in tree.iter("a")]:
        href = link.get("href", "")
        if href.startswith("#"):
            continue
        usable = address(href, base)
        if usable is not None:
            link.set("href", usable)
            continue
        link.tag = "span"
        link.attrib.clear()
        findings.append(
            Finding(
                "warning",
                "epub-link-unusable",
                f"the link to {href or 'nowhere'} cannot work inside a book; its words are kept",
                "Give the full address, or the article's own with --url.",
            )
        )
    return findings
