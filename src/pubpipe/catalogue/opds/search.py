"""The address of what answers searches -> an OpenSearch description document (OpenSearch 1.1, OPDS 1.2 section 3)."""

from __future__ import annotations

from lxml import etree

from pubpipe.catalogue.opds.shelf import ACQUISITION, Shelf
from pubpipe.editions.parts import xml_text

SEARCH = "opds.search.xml"

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_LONGEST = 16  # characters of a ShortName


def description(shelf: Shelf) -> bytes:
    """Return the description of a catalogue whose ``search`` is a template with ``{searchTerms}``."""
    root = etree.Element(f"{{{_OPENSEARCH}}}OpenSearchDescription", nsmap={None: _OPENSEARCH})  # type: ignore[dict-item]
    for name, words in (
        ("ShortName", shelf.title[:_LONGEST].strip()),
        ("Description", shelf.title),
        ("LongName", shelf.title[:48].strip()),
    ):
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{name}").text = xml_text(words)
    told = {"type": ACQUISITION, "template": xml_text(shelf.search)}
    etree.SubElement(root, f"{{{_OPENSEARCH}}}Url", told)
    etree.SubElement(root, f"{{{_OPENSEARCH}}}Language").text = shelf.lang
    etree.SubElement(root, f"{{{_OPENSEARCH}}}InputEncoding").text = "UTF-8"
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
