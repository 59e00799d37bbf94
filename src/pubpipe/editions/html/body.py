"""A body tree -> the same words as HTML that is safe and usable: links, pictures, tables, code, notes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pubpipe.editions.html.contents import Entry, anchors, contents, minutes
from pubpipe.editions.html.notes import place
from pubpipe.editions.parts import is_link, serialize_html
from pubpipe.editions.within import lead_to_headings
from pubpipe.model import Asset, Finding, Manuscript
from pubpipe.wording import Words


@dataclass(frozen=True, slots=True)
class Body:
    """The text with its notes as an HTML fragment, the contents of a long one, and what is to be said of it."""

    text: str
    minutes: int
    contents: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def dress(tree: etree._Element, manuscript: Manuscript, words: Words) -> Body:
    """Make a body tree fit for a web page that stands alone; the tree is changed.

    Link targets that are not for the web lose their address, pictures come into the page or give way to their
    description, tables and code scroll in a group of their own that the keyboard reaches. Nothing is fetched.
    """
    anchors(tree)
    findings = [*lead_to_headings(tree), *_links(tree), *_pictures(tree, manuscript.assets)]
    _tables(tree, words)
    _code(tree, words)
    for line_end in tree.iter("br"):
        paragraph = line_end.getparent()
        if paragraph is not None and paragraph.tag == "p":
            paragraph.set("class", "verse")
    entries, time = contents(tree), minutes(tree, manuscript.meta.lang)
    place(tree, words)
    return Body(serialize_html(tree).strip(), time, entries, tuple(findings))


def _links(tree: etree._Element) -> Iterator[Finding]:
    for link in list(tree.iter("a")):
        address = str(link.get("href") or "")
        if is_link(address):
            continue
        link.tag = "span"
        for name in list(link.attrib):
            del link.attrib[name]
        yield Finding(
            "warning",
            "html-unsafe-link",
            f"the link to {address!r} leads to no place on the web; its words are printed without it",
            "Links may begin with http:, https:, mailto:, tel:, sms:, doi:, urn:, geo: or #.",
        )


def _pictures(tree: etree._Element, assets: tuple[Asset, ...]) -> Iterator[Finding]:
    known = {asset.source: asset for asset in assets}
    for picture in list(tree.iter("img")):
        source = str(picture.get("src") or "")
        asset = known.get(source)
        if asset is None:
            yield _missing(source)
        else:
            picture.set("src", f"data:{asset.media_type};base64,{b64encode(asset.data).decode('ascii')}")
            if not picture.get("alt"):
                yield _undescribed(asset.known)
        _set_picture(picture, embedded=asset is not None)


def _set_picture(picture: etree._Element, *, embedded: bool) -> None:
    """Make a picture that is a paragraph of its own a figure with its caption and credit."""
    caption, credit = str(picture.get("alt") or ""), str(picture.get("title") or "")
    picture.attrib.pop("title", "")
    parent = picture.getparent()
    if not embedded:
        picture.tag = "span"
        for name in list(picture.attrib):
            del picture.attrib[name]
        picture.set("class", "missing")
        picture.text = " ".join(filter(None, (caption, credit)))
        return
    if parent is None or parent.tag != "p" or len(parent) > 1 or (parent.text or picture.tail or "").strip():
        if credit:
            picture.set("title", credit)
        return
    parent.tag = "figure"
    if caption or credit:
        label = etree.SubElement(parent, "figcaption")
        label.text = f"{caption} " if caption and credit else caption
        if credit:
            etree.SubElement(label, "span", {"class": "credit"}).text = credit


def _tables(tree: etree._Element, words: Words) -> None:
    for number, table in enumerate(list(tree.iter("table")), 1):
        for cell in table.iter("th"):
            if len(cell) or (cell.text or "").strip():
                cell.set("scope", "col")
            else:
                cell.tag = "td"
        for cell in table.iter("th", "td"):
            # A strict policy lets no style stand in an element.
            if aligned := re.search("right|center", str(cell.attrib.pop("style", ""))):
                cell.set("class", aligned[0])
        for column in table.iter("colgroup"):
            table.remove(column)
        box = etree.Element("div", {"class": "table"})
        _group(box, f"{words.table} {number}")
        parent = table.getparent()
        if parent is not None:
            box.tail, table.tail = table.tail, None
            parent.replace(table, box)
            box.append(table)


def _code(tree: etree._Element, words: Words) -> None:
    for number, block in enumerate(tree.iter("pre"), 1):
        block.attrib.pop("class", "")
        _group(block, f"{words.code} {number}")
        block.set("translate", "no")
    for code in tree.iter("code"):
        code.set("dir", "ltr")


def _group(element: etree._Element, name: str) -> None:
    """WCAG 2.1.1: what scrolls can be scrolled from the keyboard, and what has the focus has a name."""
    element.set("role", "group")
    element.set("tabindex", "0")
    element.set("aria-label", name)


def _missing(source: str) -> Finding:
    remote = "://" in source
    return Finding(
        "warning",
        "html-picture-missing",
        f"the picture {source} is not among the article's files; its description is printed instead",
        "Save it beside the article and name that file: nothing is fetched." if remote else "",
    )


def _undescribed(source: str) -> Finding:
    return Finding(
        "warning",
        "html-picture-undescribed",
        f"the picture {source} has no description",
        "Describe it between the brackets: ![what it shows](file).",
    )
