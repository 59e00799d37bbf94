"""A body tree -> its links from one place of the text to another, leading to the headings that they name."""

from __future__ import annotations

from lxml import etree

from pubpipe import anchors
from pubpipe.editions.works import CALL
from pubpipe.model import Finding

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTES = ("footnote-ref", "footnote-back")


def lead_to_headings(*trees: etree._Element) -> tuple[Finding, ...]:
    """Let each ``#name`` lead to its heading; one that has no id yet gets it. Return findings on those without one.

    Names are those of :mod:`pubpipe.anchors`. Links to and from notes and sources are left alone; one that leads
    nowhere becomes a ``span``.
    """
    links = [link for tree in trees for link in tree.iter("a") if _is_local(link)]
    if not links:
        return ()
    headings = [heading for tree in trees for heading in tree.iter(*_HEADINGS)]
    places = anchors.places(words_of(heading) for heading in headings)
    findings = []
    for link in links:
        place = places.get(anchors.sought(link.get("href", "")))
        if place is None:
            findings.append(_nowhere(link.get("href", "")))
            link.tag = "span"
            link.attrib.clear()
            continue
        heading = headings[place]
        if not heading.get("id"):
            heading.set("id", f"section-{place + 1}")
        link.set("href", f"#{heading.get('id')}")
    return tuple(findings)


def words_of(heading: etree._Element) -> str:
    """Return the words of a heading in one line, without the calls of its notes."""
    return " ".join(_words(heading).split())


def _nowhere(href: str) -> Finding:
    return Finding(
        "warning",
        "link-without-heading",
        f"the link to {href} leads to no heading of the article; its words are kept",
        "Write the heading's words in small letters, joined by hyphens: [see there](#the-second-part).",
    )


def _is_local(link: etree._Element) -> bool:
    kinds = link.get("class", "").split()
    return link.get("href", "").startswith("#") and not {*kinds} & {CALL, "backlink", "noteref", *_NOTES}


def _words(element: etree._Element) -> str:
    if {*element.get("class", "").split()} & {"footnote-ref", "noteref"}:
        return ""
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)
