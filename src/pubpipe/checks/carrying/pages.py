"""The XHTML of an EPUB or of a web page -> what it carries."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from lxml import etree, html

from pubpipe.checks.carrying.carried import Carried, Gatherer
from pubpipe.wording import words

OPF = "{http://www.idpf.org/2007/opf}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    {"p", "li", "ul", "ol", "div", "section", "header", "article", "main", "body", "blockquote", "pre", "figure", "hr"}
    | {"figcaption", "table", "thead", "tbody", "tr", "td", "th", "aside", "nav", "dl", "dt", "dd", *_HEADINGS}
)  # fmt: skip


def epub(data: bytes, lang: str) -> Carried:
    """Return what the documents of an EPUB carry in the order of its spine; cover and contents are left out.

    Raises ValueError, KeyError or BadZipFile for a file that is no EPUB or is damaged.
    """
    with zipfile.ZipFile(BytesIO(data)) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"), _closed())
        name = str(container.xpath("string(//*[local-name()='rootfile']/@full-path)"))
        package = etree.fromstring(book.read(name), _closed())
        items = {str(item.get("id")): item for item in package.iter(f"{OPF}item")}
        bodies = []
        for reference in package.iter(f"{OPF}itemref"):
            item = items[str(reference.get("idref"))]
            if "nav" in (item.get("properties") or "").split():
                continue
            path = posixpath.join(posixpath.dirname(name), unquote(str(item.get("href"))))
            tree = etree.fromstring(book.read(path), _closed())
            bodies += [b for b in tree.iter("{*}body") if not _is_cover(b)]
    return _read(bodies, lang)


def _closed() -> etree.XMLParser:
    """Return a parser that resolves no entity and reads nothing but what it is given."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _is_cover(body: etree._Element) -> bool:
    return any("cover" in element.get(_TYPE, "").split() for element in (body, *body))


def page(data: bytes, lang: str) -> Carried:
    """Return what the ``main`` of a web page carries, else its whole body."""
    tree = html.document_fromstring(data, html.HTMLParser(encoding="utf-8", huge_tree=True))
    return _read([next(iter(tree.iter("main")), tree.find("body"))], lang)


def _read(roots: list[etree._Element | None], lang: str) -> Carried:
    reader = _Reader(Gatherer(), lang, _notes(roots))
    for root in roots:
        if root is not None:
            reader.walk(root, "", "text")
            reader.gatherer.end()
    return reader.gatherer.carried()


def _notes(roots: list[etree._Element | None]) -> dict[str, int]:
    """The numbers of the notes by their ids, in the order in which they stand."""
    names: list[str] = []
    for root in roots:
        for element in root.iter() if root is not None else ():
            if element.get("role") == "doc-footnote":
                names.append(str(element.get("id")))
    return {name: number for number, name in enumerate(names, 1)}


@dataclass(slots=True)
class _Reader:
    gatherer: Gatherer
    lang: str
    notes: dict[str, int]
    source: int = 0
    rows: list[list[int]] = field(default_factory=list)

    def walk(self, element: etree._Element, link: str, kind: str) -> None:
        """Gather an element and what is in it."""
        if not isinstance(element.tag, str) or self._passed_over(element):
            return
        tag = etree.QName(element).localname
        if self._said(element, tag, link):
            return
        part, gatherer = self.gatherer.part, self.gatherer
        inner = self._kind(tag, kind)
        if tag in _BLOCKS:
            gatherer.end()
            gatherer.part = self._part(element, tag)
            gatherer.kind = inner
        if tag == "table":
            self.rows.append([])
        elif tag == "pre":
            gatherer.listing("".join(map(str, element.itertext())))
        if tag == "a":
            link = str(element.get("href") or "")
        self._text(element.text, link)
        for child in element:
            self.walk(child, link, inner)
            self._text(child.tail, link)
        if tag in _BLOCKS:
            gatherer.end()
            gatherer.part, gatherer.kind = part, kind
        if tag == "tr" and self.rows:
            self.rows[-1].append(sum(cell.tag.rpartition("}")[2] in ("td", "th") for cell in element))
        elif tag == "table":
            gatherer.table(self.rows.pop())

    def _text(self, text: str | None, link: str) -> None:
        if text:
            self.gatherer.say(text.replace("\n", " "), link)

    def _kind(self, tag: str, kind: str) -> str:
        if tag in _HEADINGS:
            return f"heading {tag[1]}"
        return {"td": "cell", "th": "cell", "pre": "code"}.get(tag, kind)

    def _part(self, element: etree._Element, tag: str) -> str:
        classes = (element.get("class") or "").split()
        if "title-block" in classes:
            return "title"
        if element.get("role") == "doc-footnote":
            return f"note {self.notes[str(element.get('id'))]}"
        parent = element.getparent()
        above = parent.getparent() if parent is not None else None
        if tag == "li" and above is not None and "sources" in (above.get("class") or "").split():
            self.source += 1
            return f"source {self.source}"
        return self.gatherer.part

    def _said(self, element: etree._Element, tag: str, link: str) -> bool:
        """Gather an element that has no words of its own: a picture, a line's end, the call of a note."""
        if tag == "img":
            alt = str(element.get("alt") or "")
            self.gatherer.picture(alt)
            parent = element.getparent()
            if parent is None or (parent.find("{*}figcaption") is None and parent.find("figcaption") is None):
                self.gatherer.say(f" {alt} {element.get('title') or ''} ", link)
        elif tag == "br":
            self.gatherer.say(" ", link)
        elif element.get("role") == "doc-noteref":
            target = str(element.get("href") or "").rpartition("#")[2]
            number = self.notes.get(target)
            shown = "".join(map(str, element.itertext())).strip()
            self.gatherer.call(number if number and shown == str(number) else f"{shown}→{target}")
        else:
            if "missing" in (element.get("class") or "") and tag == "span":
                shown = "".join(map(str, element.itertext()))
                self.gatherer.picture(shown)
                self.gatherer.say(f" {shown} ", link)
                return True
            return False
        return True

    def _passed_over(self, element: etree._Element) -> bool:
        """Whether an element holds nothing of the source: ways back, contents, headings that an edition adds."""
        classes = (element.get("class") or "").split()
        if element.get("role") == "doc-backlink" or {"reading", "calls", "skip", "masthead"} & set(classes):
            return True
        if etree.QName(element).localname == "nav":
            return True
        parent = element.getparent()
        around = (parent.get("class") or "").split() if parent is not None else []
        text = "".join(map(str, element.itertext())).strip()
        vocabulary = words(self.lang)
        return ("notes" in around and text == vocabulary.notes and element.get("id") is not None) or (
            "sources" in around and text == vocabulary.sources and element.get("id") is not None
        )
