"""An edition -> an EPUB 3.3: cover, contents, text with notes, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pubpipe import styling
from pubpipe.editions.epub.access import access
from pubpipe.editions.epub.calls import OPS, SOURCES
from pubpipe.editions.epub.cover import draw
from pubpipe.editions.epub.describing import xml_text
from pubpipe.editions.epub.jacket import jacket
from pubpipe.editions.epub.package import Book, Entry, File, Landmark, build
from pubpipe.editions.epub.pictures import FOLDER
from pubpipe.editions.epub.text import Heading, Text, address, prepare
from pubpipe.editions.parts import body_tree, direction, title_block
from pubpipe.editions.works import Calls, entry_markup, link_calls, source_labels
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.wording import words

if TYPE_CHECKING:
    from markupsafe import Markup

    from pubpipe.editions.parts import TitleBlock
    from pubpipe.sources.labels import Label
    from pubpipe.wording import Words

_XHTML = "application/xhtml+xml"
_COVER = "cover.xhtml"
_NAV = "nav.xhtml"
_STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


@dataclass(frozen=True, slots=True)
class _Source:
    """A source as the template prints it: (class, words) in order, its address and where that leads."""

    told: tuple[tuple[str, str], ...]
    label: Label
    href: str | None
    cited: Markup | str
    calls: tuple[str, ...]


def render(edition: Edition) -> Rendering:
    """Return an edition as an EPUB 3.3 with navigation for EPUB 2 readers.

    ``facts`` holds the number of ``documents`` that hold the text and of embedded ``pictures``. Raises
    EditionError when pandoc fails and ConfigurationError when the style is at fault.
    """
    manuscript = edition.manuscript
    tree = body_tree(manuscript)
    linked = link_calls(tree, edition)
    text = prepare(manuscript, tree)
    vocabulary = words(manuscript.meta.lang)
    block = title_block(manuscript)
    cover, findings = _cover(edition, block)
    sources_name = SOURCES if text.split else text.documents[0][0]
    toc = _contents(block, text, vocabulary, sources_name if manuscript.sources else "")
    landmarks = _landmarks(block, text, vocabulary, sources_name if manuscript.sources else "")
    page = _Pages(edition, vocabulary, linked, text)
    shown = page.make(
        "ebook-cover.xhtml", _COVER, picture=cover.name, description=f"{vocabulary.cover}: {block.headline}"
    )
    nav = page.make("ebook-nav.xhtml", _NAV, toc=toc, landmarks=landmarks, properties=("nav",))
    documents = _text(page, text, block, sources_name)
    sheet = File("ebook.css", "text/css", styling.css(edition.style, "ebook.css").encode())
    pictures = tuple(File(f"{FOLDER}/{p.name}", p.media_type, p.data) for p in text.pictures.embedded)
    book = Book(
        manuscript=manuscript,
        publication=edition.options.publication,
        direction=direction(manuscript.meta.lang),
        cover=cover,
        # A short article needs no page of contents: reading systems show the same list in a panel.
        spine=(shown, *([nav] if text.split else []), *documents),
        others=(*([] if text.split else [nav]), sheet, *pictures),
        toc=toc,
        landmarks=landmarks,
        access=access(text.pictures, manuscript.meta.lang),
    )
    facts = {"documents": len(documents), "pictures": len(pictures)}
    return Rendering(build(book), (*text.findings, *findings), facts)


def _cover(edition: Edition, block: TitleBlock) -> tuple[File, tuple[Finding, ...]]:
    """The user's own cover, else one that is drawn."""
    own = jacket(edition.manuscript)
    if own.file is not None:
        return own.file, own.findings
    drawn, findings = draw(edition, block)
    return drawn, (*own.findings, *findings)


class _Pages:
    """Makes the documents of one book from the style's templates."""

    def __init__(self, edition: Edition, vocabulary: Words, linked: Calls, text: Text) -> None:
        meta = edition.manuscript.meta
        updated = title_block(edition.manuscript).updated
        self.style = edition.style
        self.sources = tuple(_source(label, text) for label in source_labels(edition, linked))
        self.values: dict[str, object] = {
            "lang": meta.lang,
            "dir": direction(meta.lang),
            "title": meta.title,
            "words": vocabulary,
            "works": bool(edition.options.citation_style) and not linked.of,
            "updated": vocabulary.updated.format(date=updated) if updated else "",
            "marked": "" if meta.lang.lower().split("-")[0] == vocabulary.lang else vocabulary.lang,
        }

    def make(self, template: str, name: str, properties: tuple[str, ...] = (), **values: object) -> File:
        """Fill a template and return a document; raises ConfigurationError where it is not well-formed."""
        filled = xml_text(styling.page(self.style, template, **{**self.values, **values}))
        try:
            root = etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise ConfigurationError(
                f"style {self.style.name!r}, {template}: not well-formed XML: {error}"
            ) from error
        etree.cleanup_namespaces(root, top_nsmap={"epub": OPS})
        data = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
        return File(name, _XHTML, data, properties)


def _text(page: _Pages, text: Text, block: TitleBlock, sources_name: str) -> list[File]:
    from markupsafe import Markup

    def made(name: str, head: TitleBlock | None, body: str, notes: str, sources: tuple[_Source, ...]) -> File:
        # Fragments come from lxml's serializer, which has escaped them.
        return page.make(
            "ebook-text.xhtml",
            name,
            head=head,
            text=Markup(body),  # noqa: S704
            notes=Markup(notes),  # noqa: S704
            sources=sources,
        )

    if not text.split:
        return [made(text.documents[0][0], block, text.documents[0][1], text.notes, page.sources)]
    files = [made(name, None if n else block, body, "", ()) for n, (name, body) in enumerate(text.documents)]
    if text.notes:
        files.append(made(text.notes_name, None, "", text.notes, ()))
    if page.sources:
        files.append(made(sources_name, None, "", "", page.sources))
    return files


def _source(label: Label, text: Text) -> _Source:
    href = address(label.address) if label.address else None
    calls = tuple(f"{text.called[name] if text.split else ''}#{name}" for name in label.calls)
    return _Source(label.parts, label, href, entry_markup(label, str), calls)


def _contents(block: TitleBlock, text: Text, vocabulary: Words, sources_name: str) -> tuple[Entry, ...]:
    first = text.documents[0][0]
    return (
        Entry(block.headline, f"{first}#start"),
        *_nested(list(text.headings)),
        *([Entry(vocabulary.notes, f"{text.notes_name}#notes", True)] if text.notes else []),
        *([Entry(vocabulary.sources, f"{sources_name}#sources", True)] if sources_name else []),
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


def _landmarks(block: TitleBlock, text: Text, vocabulary: Words, sources_name: str) -> tuple[Landmark, ...]:
    first = text.documents[0][0]
    return (
        Landmark("", "cover", vocabulary.cover, _COVER),
        *([Landmark("toc", "toc", vocabulary.contents, f"{_NAV}#toc")] if text.split else []),
        Landmark("bodymatter", "text", block.headline, f"{first}#start", False),
        *(
            [Landmark("footnotes", "notes", vocabulary.notes, f"{text.notes_name}#notes")]
            if text.notes
            else []
        ),
        *(
            [Landmark("bibliography", "bibliography", vocabulary.sources, f"{sources_name}#sources")]
            if sources_name
            else []
        ),
    )
