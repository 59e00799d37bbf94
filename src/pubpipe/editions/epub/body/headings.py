"""The documents of a book -> headings that can be found in them, and the links within the text that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def number_headings(root: etree._Element) -> None:
    """Give every heading an id of its own, ``section-1`` and so on."""
    for number, heading in enumerate(root.iter(*HEADINGS), 1):
        heading.set("id", f"section-{number}")


def connect_headings(documents: dict[str, etree._Element], notes: etree._Element, notes_name: str) -> None:
    """Let links to headings find them in the documents, by name, among which the text was divided."""
    trees = (*documents.items(), (notes_name, notes))
    standing = {f"#{heading.get('id')}": name for name, tree in trees for heading in tree.iter(*HEADINGS)}
    for name, tree in trees:
        for link in tree.iter("a"):
            href = link.get("href", "")
            if standing.get(href, name) != name:
                link.set("href", standing[href] + href)
