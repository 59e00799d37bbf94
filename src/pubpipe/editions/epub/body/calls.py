"""The documents of a book -> the calls of sources in them, leading to where the sources stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubpipe.editions.epub.body.fragments import TYPE
from pubpipe.editions.works import CALL

if TYPE_CHECKING:
    from lxml import etree

FILE = "sources.xhtml"  # where the sources of a text of several documents stand


def link_calls(documents: dict[str, etree._Element], notes: etree._Element) -> dict[str, str]:
    """Let the calls of sources lead to where these stand (DPUB-ARIA 1.1 ``doc-biblioref``); return their files."""
    first, split = next(iter(documents)), len(documents) > 1
    called: dict[str, str] = {}
    for name, tree in (*documents.items(), *(() if split else ((first, notes),))):
        for call in [a for a in tree.iter("a") if a.get("class") == CALL]:
            called[call.get("id", "")] = name
            call.set("role", "doc-biblioref")
            call.set(TYPE, "biblioref")
            if split:
                call.set("href", FILE + call.get("href", ""))
    return called
