"""A document of a web page or of an EPUB, as a tree -> what is wrong with its headings, ids, links and pictures.

HTML: the Living Standard of WHATWG; WCAG 2.2 for what a reader must be told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from pubpipe.checks.codes import finding
from pubpipe.model import Finding, Place

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|[xi](-[A-Za-z0-9]{1,8})+")
_REFERRING = (
    "aria-labelledby",
    "aria-describedby",
    "aria-details",
    "aria-controls",
    "aria-owns",
    "for",
    "headers",
)
_MOST = 10  # places of one fault that are told one by one


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its name as the user knows it, and its tree."""

    name: str
    root: etree._Element

    def place(self, element: etree._Element | None = None) -> Place:
        """Return where an element stands."""
        return Place(self.name, line_of(element))

    def say(self, code: str, message: str, element: etree._Element | None = None) -> Finding:
        """Return a finding at an element."""
        return finding(code, self.name, message, self.place(element))


def line_of(element: etree._Element | None) -> int | None:
    """Return the line on which an element begins, counted from 1, None where it is not known."""
    line: object = element.sourceline if element is not None else None
    return line if isinstance(line, int) and line > 0 else None


def tag(element: etree._Element) -> str:
    """Return the local name of an element, empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(root: etree._Element, *names: str) -> list[etree._Element]:
    """Return the elements of some local names in the order of the document."""
    return [element for element in root.iter() if tag(element) in names]


def words(element: etree._Element) -> str:
    """Return the words in an element, blanks run together."""
    return " ".join("".join(map(str, element.itertext())).split())


def shown(text: str) -> str:
    """Return a long text by its beginning, in quotation marks."""
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def is_hidden(element: etree._Element) -> bool:
    """Whether an element, or one around it, is kept from readers."""
    around: etree._Element | None = element
    while around is not None:
        if around.get("hidden") is not None or around.get("aria-hidden") == "true":
            return True
        around = around.getparent()
    return False


def findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with one document by itself."""
    yield from _head(document)
    yield from _ids(document)
    yield from _pictures(document)
    yield from _tables(document)
    yield from _links(document)


def _head(document: Document) -> Iterator[Finding]:
    root = document.root
    lang = root.get("lang") or root.get(XML_LANG) or ""
    if not lang.strip():
        yield document.say("markup-no-language", "the document does not say its language", root)
    titles = [words(title) for title in elements(root, "title") if _is_in_head(title)]
    if not any(titles):
        yield document.say("markup-no-title", "the document has no title", root)
    for element in root.iter():
        for value in (element.get("lang"), element.get(XML_LANG)) if isinstance(element.tag, str) else ():
            if value and not _LANG.fullmatch(value.strip()):
                yield document.say("markup-language-malformed", f"{value!r} is no language tag", element)


def _is_in_head(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and tag(parent) == "head"


def _ids(document: Document) -> Iterator[Finding]:
    every = [element for element in document.root.iter() if isinstance(element.tag, str)]
    count = Counter(str(element.get("id")) for element in every if element.get("id") is not None)
    for name, times in count.items():
        if times > 1:
            second = [element for element in every if element.get("id") == name][1]
            yield document.say("markup-id-twice", f"{times} elements have the id {name!r}", second)
    for element in every:
        for key in _REFERRING:
            for name in (element.get(key) or "").split():
                if name not in count:
                    yield document.say("markup-reference-broken", f"{key}={name!r} names no element", element)


def _pictures(document: Document) -> Iterator[Finding]:
    for picture in elements(document.root, "img"):
        if picture.get("alt") is None and picture.get("role") not in ("presentation", "none"):
            source = shown(str(picture.get("src") or "")[:80])
            yield document.say("markup-picture-undescribed", f"the picture {source} has no alt", picture)


def _tables(document: Document) -> Iterator[Finding]:
    for table in elements(document.root, "table"):
        if table.get("role") in ("presentation", "none"):
            continue
        if elements(table, "td") and not elements(table, "th"):
            yield document.say("markup-table-without-heads", "a table has no heads (th)", table)


def _links(document: Document) -> Iterator[Finding]:
    nameless = 0
    for link in elements(document.root, "a"):
        if link.get("href") is None or is_hidden(link):
            continue
        labels = [link.get("aria-label"), link.get("aria-labelledby"), link.get("title"), words(link)]
        pictures = [picture.get("alt") for picture in elements(link, "img")]
        drawn = [element.get("aria-label") or words(element) for element in elements(link, "svg")]
        if not any((label or "").strip() for label in (*labels, *pictures, *drawn)) and nameless < _MOST:
            nameless += 1
            yield document.say("markup-link-nameless", f"the link to {link.get('href')!r} has no words", link)


def headings(documents: Iterable[Document]) -> Iterator[Finding]:
    """Yield headings that skip a level on the way down, over documents that are read one after another (WCAG 1.3.1)."""
    last = 0
    for document in documents:
        for heading in document.root.iter():
            name = tag(heading)
            if len(name) != 2 or name[0] != "h" or not "1" <= name[1] <= "6" or is_hidden(heading):
                continue
            level = int(name[1])
            if not words(heading) and not elements(heading, "img"):
                yield document.say("markup-heading-empty", f"a heading of level {level} is empty", heading)
            elif last and level > last + 1:
                told = f"{shown(words(heading))} is of level {level} below one of level {last}"
                yield document.say("markup-heading-skipped", told, heading)
            last = level


def targets(root: etree._Element) -> frozenset[str]:
    """Return the names that a fragment of an address may lead to."""
    ids = {
        str(element.get("id"))
        for element in root.iter()
        if isinstance(element.tag, str) and element.get("id")
    }
    return frozenset(ids | {str(a.get("name")) for a in elements(root, "a") if a.get("name")})
