"""The bytes of a PDF -> what the checks look at: its pages as drawn, its structure tree, its metadata."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pubpipe.checks.codes import finding
from pubpipe.checks.paper.drawn import Drawn
from pubpipe.checks.paper.tree import Node
from pubpipe.checks.parsing.objects import is_dictionary
from pubpipe.model import Finding, Place


@dataclass(frozen=True)
class Paper:
    """A PDF taken apart, while its file is open; of a booklet (``is_folded``) the pages, not the sheets."""

    name: str
    pdf: Any
    pages: tuple[Drawn, ...]
    numbers: dict[tuple[int, int], int]
    tree: Node | None
    is_folded: bool = False

    def say(self, code: str, message: str, page: int = 0) -> Finding:
        """Return a finding on a page counted from 1; 0 is the whole document (RFC 8118 gives the fragment)."""
        where = f"{message} (page {page})" if page else message
        is_there = page and not self.is_folded
        return finding(code, self.name, where, Place(f"{self.name}#page={page}" if is_there else self.name))

    def page_of(self, node: Node) -> int:
        """Return the page, counted from 1, on which an element begins; 0 where nothing of it is on one."""
        return next((self.numbers.get(page, 0) for page, _ in node.content()), self.numbers.get(node.page, 0))

    def annotations(self) -> Iterator[tuple[int, Any]]:
        """Yield all annotations with their pages."""
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                if is_dictionary(annotation):
                    yield number, annotation

    @functools.cached_property
    def xmp(self) -> etree._Element | None:
        """The XMP metadata, None where there is none or none that can be read."""
        stream = self.pdf.Root.get("/Metadata")
        if stream is None:
            return None
        try:
            data = stream.read_bytes()
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.LxmlError, ValueError, AttributeError):
            return None

    def told(self, name: str) -> str:
        """Return a value of the XMP metadata by its qualified name ``{namespace}local``, as element or as attribute."""
        if self.xmp is None:
            return ""
        for element in self.xmp.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == name:
                return " ".join("".join(map(str, element.itertext())).split())
            if name in element.attrib:
                return str(element.get(name))
        return ""
