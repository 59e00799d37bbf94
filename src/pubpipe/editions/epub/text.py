"""A manuscript -> the text of its e-book: XHTML fragments by document, notes linked both ways, headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree

from pubpipe.editions.epub.calls import OPS, link_calls
from pubpipe.editions.epub.checking import LIMITS
from pubpipe.editions.epub.pagebreaks import Break, mark
from pubpipe.editions.epub.pictures import Pictures, place
from pubpipe.editions.parts import body_tree, is_link, serialize
from pubpipe.editions.works import CALL
from pubpipe.model import Ebook, Finding, Manuscript

# Above this many bytes of XHTML a text is one document a `##` section: small readers lay out whole documents.
SPLIT_ABOVE = 60_000

_TYPE = f"{{{OPS}}}type"
_XHTML_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


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

    Footnotes follow EPUB SSV 1.1 and DPUB-ARIA 1.1 (``noteref`` and ``footnote`` in pairs with
    ``doc-noteref`` and ``doc-footnote``): reading systems that can show them in a window do, all others
    follow the links. ``tree`` is the body tree, with the calls of sources linked.
    """
    root = _fragment(body_tree(manuscript) if tree is None else tree)
    pictures = place(root, manuscript.assets, ebook)
    _mark_blocks(root)
    notes = _take_notes(root)
    findings = [*pictures.findings, *_check_links(root, notes, manuscript.meta.url)]
    number_headings(root)
    chapters = _chapters(root)
    names = (
        ["text.xhtml"] if len(chapters) == 1 else [f"text-{n:03}.xhtml" for n in range(1, len(chapters) + 1)]
    )
    notes_name = names[0] if len(names) == 1 else "notes.xhtml"
    documents = dict(zip(names, chapters, strict=True))
    _link_notes(documents, notes, notes_name)
    called = link_calls({**documents, notes_name: notes} if len(names) > 1 else documents, notes)
    mark([block for chapter in chapters for block in chapter], breaks)
    headings = tuple(
        Heading(int(str(e.tag)[1]), " ".join(_words(e).split()), f"{name}#{e.get('id')}")
        for name, chapter in zip(names, chapters, strict=True)
        for e in chapter.iter(*_XHTML_HEADINGS)
    )
    return Text(
        documents=tuple((name, serialize(chapter)) for name, chapter in zip(names, chapters, strict=True)),
        notes=serialize(notes),
        notes_name=notes_name,
        headings=headings,
        pictures=pictures,
        findings=tuple(findings),
        called=called,
    )


def address(href: str, base: str = "") -> str | None:
    """Return an address that may stand in a book, made absolute and percent-encoded, or None.

    EPUB 3.3 §3.6 and §4.2 allow neither files outside the book by relative addresses nor ``file:`` and
    ``data:``; scripts are of no use to a reader.
    """
    try:
        full = urljoin(base, href) if base else href
        parts = urlsplit(full)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if full.startswith("#") or not is_link(full):
        return None
    if parts.scheme in {"http", "https"} and (not host or port == 0 or re.search(r"[\s<>\"{}|\\^`%]", host)):
        return None
    # What the URL standard forbids is written in percents, and so are brackets but those of an IPv6 host.
    head, mark, fragment = full.partition("#")
    scheme, start, rest = head.partition("://") if parts.netloc else ("", "", head)
    host_part = parts.netloc if start else ""
    return scheme + start + host_part + _escaped(rest[len(host_part) :]) + mark + _escaped(fragment)


def _escaped(part: str) -> str:
    part = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part)
    return re.sub(r"[\x00-\x20\x7f\"<>\\^`{|}\[\]#]", lambda m: f"%{ord(m[0]):02X}", part)


def number_headings(root: etree._Element) -> None:
    """Give every heading an id of its own, ``section-1`` and so on."""
    for number, heading in enumerate(root.iter(*_XHTML_HEADINGS), 1):
        heading.set("id", f"section-{number}")


def _fragment(tree: etree._Element | None = None) -> etree._Element:
    """Return a ``div`` with the contents of another, in which ``epub:type`` has that very name.

    Reading systems look for the prefix ``epub``, not for its namespace.
    """
    fragment = etree.Element("div", nsmap={"epub": OPS})
    if tree is not None:
        fragment.text = tree.text
        fragment.extend(list(tree))
    return fragment


def _words(heading: etree._Element) -> str:
    """Return the words of a heading without its calls of notes, which mean nothing in a table of contents."""
    words = [heading.text or ""]
    for child in heading:
        if child.get(_TYPE) != "noteref":
            words += [child.get("alt", ""), _words(child)]
        words.append(child.tail or "")
    return "".join(words)


def _mark_blocks(root: etree._Element) -> None:
    for code in root.iter("pre", "code"):
        code.set("dir", "ltr")
    for cell in root.iter("th"):
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
        else:
            cell.set("scope", "col")


def _take_notes(root: etree._Element) -> etree._Element:
    """Take pandoc's notes out of the tree, each as ``div#fn…`` that begins with its number, a link back."""
    notes = _fragment()
    section = next((s for s in root.iter("section") if "footnotes" in s.get("class", "").split()), None)
    if section is None:
        return notes
    for number, item in enumerate(section.findall("ol/li"), 1):
        _drop_backlinks(item)
        item.tag = "div"
        item.set("class", "note")
        item.set(_TYPE, "footnote")
        item.set("role", "doc-footnote")
        _number(item, number)
        item.tail = "\n"
        notes.append(item)
    parent = section.getparent()
    if parent is not None:
        parent.remove(section)
    return notes


def _drop_backlinks(note: etree._Element) -> None:
    for link in [a for a in note.iter("a") if a.get("class") == "footnote-back"]:
        parent = link.getparent()
        if parent is None:
            continue
        parent.remove(link)
        if parent is not note and not len(parent) and not (parent.text or "").strip():
            outer = parent.getparent()
            if outer is not None:
                outer.remove(parent)


def _number(note: etree._Element, number: int) -> None:
    # At the start: at the end of a note it makes Kindles run several notes into one window.
    back = etree.Element("a", {"class": "backlink", "role": "doc-backlink", "href": f"#fnref{number}"})
    back.text = f"{number}."
    first = note[0] if len(note) and note[0].tag == "p" else etree.Element("p")
    if first.getparent() is None:
        note.insert(0, first)
    back.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, back)


def _check_links(root: etree._Element, notes: etree._Element, base: str) -> list[Finding]:
    findings = []
    for link in [a for tree in (root, notes) for a in tree.iter("a")]:
        href = link.get("href", "")
        if "footnote-ref" in link.get("class", "") or link.get("class") in ("backlink", CALL):
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


def _chapters(root: etree._Element) -> list[etree._Element]:
    """Return the text as one tree, or as one a top-level ``h2`` when it is long."""
    if len(serialize(root).encode()) <= SPLIT_ABOVE:
        return [root]
    chapters = [_fragment()]
    chapters[0].text = root.text
    for block in list(root):
        if block.tag == "h2" and len(chapters[-1]):
            chapters.append(_fragment())
        chapters[-1].append(block)
    return chapters


def _link_notes(chapters: dict[str, etree._Element], notes: etree._Element, notes_name: str) -> None:
    standing: dict[str, str] = {}
    for name, tree in [*chapters.items(), (notes_name, notes)]:
        for call in [a for a in tree.iter("a") if "footnote-ref" in a.get("class", "")]:
            call.set("class", "noteref")
            call.set("role", "doc-noteref")
            call.set(_TYPE, "noteref")
            standing[call.get("id", "")] = name
            if name != notes_name:
                call.set("href", notes_name + call.get("href", ""))
    for back in [a for a in notes.iter("a") if a.get("class") == "backlink"]:
        name = standing.get(back.get("href", "")[1:], notes_name)
        if name != notes_name:
            back.set("href", name + back.get("href", ""))
