"""An edition -> an EPUB 3.3: cover, contents, text with notes, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pubpipe import styling
from pubpipe.editions import phrases
from pubpipe.editions.epub.body.addresses import address
from pubpipe.editions.epub.body.fragments import OPS
from pubpipe.editions.epub.body.pagebreaks import SOURCES, TEXT, TITLE, Printed, mark, printed
from pubpipe.editions.epub.body.text import Text, prepare
from pubpipe.editions.epub.conformance import CLAIM, claims
from pubpipe.editions.epub.container.access import access
from pubpipe.editions.epub.container.package import Book, File, PageList, build
from pubpipe.editions.epub.cover.front import front
from pubpipe.editions.epub.embedding import embed
from pubpipe.editions.epub.navigation import COVER, NAV, TITLE_PAGE, Places, contents, landmarks, where
from pubpipe.editions.epub.pictures.placing import FOLDER
from pubpipe.editions.parts import body_tree, colophon, direction, title_block, upright, xml_text
from pubpipe.editions.works import Calls, entry_markup, link_calls, robust_links, source_labels
from pubpipe.errors import ConfigurationError
from pubpipe.model import Edition, Rendering
from pubpipe.wording import words

if TYPE_CHECKING:
    from markupsafe import Markup

    from pubpipe.editions.parts import TitleBlock
    from pubpipe.sources.labels import Label

_XHTML = "application/xhtml+xml"
_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class _Source:
    """A source as the template prints it: (class, words) in order, its address and where that leads."""

    told: tuple[tuple[str, str], ...]
    label: Label
    href: str | None
    cited: Markup | str
    calls: tuple[str, ...]
    robust: Markup | str
    copy: str | None


def render(edition: Edition) -> Rendering:
    """Return an edition as an EPUB 3.3 with navigation for EPUB 2 readers.

    ``facts`` holds the number of ``documents`` that hold the text, of embedded ``pictures``, and of printed pages
    in its ``page-list``; these it has when ``edition.facts`` tell where the PDF's pages begin. Raises
    EditionError when pandoc fails and ConfigurationError when the style is at fault.
    """
    manuscript = edition.manuscript
    sister = printed(edition.facts)
    ebook = edition.options.ebook
    tree = body_tree(manuscript)
    linked = link_calls(tree, edition)
    text = prepare(manuscript, tree, sister.of(TEXT), ebook)
    vocabulary = words(manuscript.meta.lang)
    block = title_block(manuscript)
    cover, findings = front(edition)
    places = where(text, sources=bool(manuscript.sources), colophon=edition.options.colophon)
    toc, marks = contents(block, text, vocabulary, places), landmarks(block, text, vocabulary, places)
    page = _Pages(edition, text, sister, linked)
    described = f"{vocabulary.cover}: {block.headline}"
    shown = page.make("ebook-cover.xhtml", COVER, picture=cover.name, description=described)
    documents = _text(page, text, block, places)
    pages = page.listed()
    nav = page.make("ebook-nav.xhtml", NAV, toc=toc, landmarks=marks, pages=pages, properties=("nav",))
    pictures = tuple(File(f"{FOLDER}/{p.name}", p.media_type, p.data) for p in text.pictures.embedded)
    claimed, against = claims(ebook.certified_by, manuscript, text, (*documents, nav))
    # A short article needs no page of contents: reading systems show the same list in a panel.
    spine = (shown, documents[0], nav, *documents[1:]) if text.split else (shown, *documents)
    book = Book(
        manuscript=manuscript,
        publication=edition.options.publication,
        direction=direction(manuscript.meta.lang),
        cover=cover,
        spine=spine,
        others=(*([] if text.split else [nav]), *_look(edition, (*documents, nav)), *pictures),
        toc=toc,
        landmarks=marks,
        access=access(text.pictures, manuscript.meta.lang, pages=bool(pages), ruby=text.ruby),
        pages=PageList(sister.source, vocabulary.pages, pages) if pages else PageList(),
        anchors=page.anchors(spine),
        claim=CLAIM if claimed else "",
        certified_by=ebook.certified_by,
    )
    facts = {"documents": len(documents), "pictures": len(pictures), "page-list": len(pages)}
    return Rendering(build(book), (*text.findings, *findings, *against), facts)


def _look(edition: Edition, documents: tuple[File, ...]) -> tuple[File, ...]:
    """The stylesheet, and where they are asked for the faces that it names with their licences."""
    faces, files = embed(edition.style, documents) if edition.options.ebook.fonts else ("", ())
    return (File("ebook.css", "text/css", (faces + styling.css(edition.style, "ebook.css")).encode()), *files)


class _Pages:
    """Makes the documents of one book from the style's templates."""

    def __init__(self, edition: Edition, text: Text, sister: Printed, linked: Calls) -> None:
        self.manuscript = edition.manuscript
        meta = edition.manuscript.meta
        vocabulary = words(meta.lang)
        block = title_block(edition.manuscript)
        updated = block.updated
        self.style = edition.style
        self.sister = sister
        self._placed: dict[int, str] = {}
        self._anchors: dict[str, list[str]] = {}
        self.sources = tuple(_source(label, text) for label in source_labels(edition, linked))
        self.values: dict[str, object] = {
            "lang": meta.lang,
            "dir": direction(meta.lang),
            "upright": upright(meta.lang),
            **{"head": None, "text": "", "notes": "", "sources": (), "colophon": ""},
            "title": meta.title,
            "phrased": phrases.is_phrased(meta.lang),
            "headline": phrases.breaks(block.headline, meta.lang),
            "standfirst": phrases.breaks(block.standfirst, meta.lang),
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
        if self.sister.breaks:
            self._place(root, name)
        self._anchors[name] = [f"{name}#{e.get('id')}" for e in root.iter() if e.get("id")]
        etree.cleanup_namespaces(root, top_nsmap={"epub": OPS})
        data = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
        return File(name, _XHTML, data, properties)

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Return the printed pages with the places at which they begin: (number, address), in order.

        A list with a page left out would send a class to the wrong one: then there is none.
        """
        if len(self._placed) != len(self.sister.breaks):
            return ()
        return tuple((str(page), self._placed[page]) for page in sorted(self._placed))

    def anchors(self, documents: tuple[File, ...]) -> tuple[str, ...]:
        """Return the addresses of all places in these documents that have one, in their order."""
        return tuple(one for file in documents for one in self._anchors[file.name])

    def _place(self, root: etree._Element, name: str) -> None:
        """Mark the pages that begin in the title block and the sources, and note where all marks stand."""
        for header in root.iterfind(f".//{_HTML}header[@id='start']"):
            mark([header], self.sister.of(TITLE))
        for section in root.iterfind(f".//{_HTML}section[@id='sources']"):
            mark(section.findall(f".//{_HTML}li"), self.sister.of(SOURCES))
        numbers = {one.name: one.page for one in self.sister.breaks}
        for element in root.iter(f"{_HTML}span"):
            found = element.get("id", "")
            if found in numbers:
                self._placed[numbers[found]] = f"{name}#{found}"


def _text(page: _Pages, text: Text, block: TitleBlock, places: Places) -> list[File]:
    from markupsafe import Markup

    def made(name: str, **parts: object) -> File:
        return page.make("ebook-text.xhtml", name, (), **parts)

    # Fragments come from lxml's serializer, which has escaped them.
    bodies = [(name, Markup(body)) for name, body in text.documents]  # noqa: S704
    notes = Markup(text.notes)  # noqa: S704
    last = colophon(page.manuscript) if places.colophon else ""
    if not text.split:
        name, body = bodies[0]
        return [made(name, head=block, text=body, notes=notes, sources=page.sources, colophon=last)]
    files = [made(TITLE_PAGE, head=block), *(made(name, text=body) for name, body in bodies)]
    files += [made(text.notes_name, notes=notes)] if notes else []
    files += [made(places.sources, sources=page.sources)] if page.sources else []
    files += [made(places.colophon, colophon=last)] if last else []
    return files


def _source(label: Label, text: Text) -> _Source:
    href = address(label.address) if label.address else None
    back = tuple(f"{text.called[name] if text.split else ''}#{name}" for name in label.calls)
    copy = address(label.copy.address) if label.copy else None
    return _Source(label.parts, label, href, entry_markup(label, str), back, robust_links(label), copy)
