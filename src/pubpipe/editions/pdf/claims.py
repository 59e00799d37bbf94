"""Findings -> the standards that a PDF may claim, and its XMP metadata with these claims and no others.

PDF/A-3 is ISO 19005-3, PDF/UA-1 is ISO 14289-1, XMP is ISO 16684-1. WeasyPrint writes the claim of PDF/A; that of
PDF/UA stands beside it as an extension schema, without which PDF/A does not allow it (ISO 19005-3, 6.6.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from pubpipe.editions.parts import keywords, xml_text
from pubpipe.model import Finding, Manuscript

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

# Tags and a file identifier; the output intent is set here, see `intend_srgb`.
VARIANT = {"pdf_variant": "pdf/a-3a", "output_intent": ""}

# What no level of PDF/A allows (6.2.11.8), nor PDF/UA (7.21.8): a character that is drawn as an empty box.
_BREAKS_BOTH = frozenset({"pdf-missing-glyph"})
_BREAKS_UA = frozenset({"pdf-picture-without-description", "pdf-heading-skipped"})
# Level A wants a meaning for each character (6.2.11.7.3), and a private one has none but for its sender.
_BREAKS_LEVEL_A = frozenset({"pdf-private-character"})
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")

_UA = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a PDF may say of itself: PDF/UA-1, and the level of PDF/A-3 (``A``, ``U`` or nothing)."""

    ua: bool
    level: str

    @property
    def archival(self) -> str:
        """The claim of PDF/A as it is known: ``3a``, ``3u`` or nothing."""
        return f"3{self.level.lower()}" if self.level else ""


def kept(findings: Iterable[Finding], *, imposed: bool = False) -> Claims:
    """Return the claims that nothing found stands in the way of.

    Sheets whose pages are ``imposed`` for folding are not for reading: of them PDF/UA is not claimed, whatever a
    validator makes of their tags.
    """
    codes = {finding.code for finding in findings}
    level = "" if codes & _BREAKS_BOTH else "U" if codes & _BREAKS_LEVEL_A else "A"
    return Claims(ua=not imposed and not codes & (_BREAKS_BOTH | _BREAKS_UA), level=level)


def private_characters(manuscript: Manuscript, before: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return a finding when characters of Unicode's private areas cost level A, which is not lost already."""
    if not kept(before).level:
        return ()
    found = sorted(set(_PRIVATE.findall(manuscript.meta.title + manuscript.body)))
    if not found:
        return ()
    named = ", ".join(f"U+{ord(c):04X}" for c in found[:5])
    return (
        Finding(
            "warning",
            "pdf-private-character",
            f"the meaning of {named} is private; the PDF claims PDF/A-3u, not PDF/A-3a",
            "Put a character of Unicode in its place: such ones come from symbol faces of word processors.",
        ),
    )


def describe(document: Document, manuscript: Manuscript) -> None:
    """Set a document's metadata, whatever a style's page says of it: the claims rest on them."""
    meta, told = manuscript.meta, document.metadata
    told.title, told.lang = xml_text(meta.title), meta.lang
    told.authors = [xml_text(name) for name in meta.authors or (meta.agency,) if name]
    told.description = xml_text(meta.description or meta.subtitle) or None
    told.keywords = [xml_text(word) for word in keywords(manuscript)]
    told.generator = "pubpipe"
    told.created, told.modified = meta.date or None, meta.updated or None


def intend_srgb(document: Document) -> None:
    """Give a document the output intent that PDF/A-3 wants (6.2.3); WeasyPrint would leave the profile's file open.

    The profile is WeasyPrint's own, which Pillow's reader of profiles, left out here, gives back byte for byte.
    """
    from weasyprint.css import ColorProfile

    class Srgb(ColorProfile):  # type: ignore[misc]
        name = "IEC 61966-2-1 Default RGB Colour Space - sRGB"
        content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()

        def __init__(self) -> None:
            self.src, self.rendering_intent = "sRGB2014.icc", "relative-colorimetric"
            self.components, self.pdf_reference = (["r"], ["g"], ["b"]), None

    document.color_profiles["srgb"] = Srgb()


def write_metadata(pdf: pydyf.PDF, manuscript: Manuscript, claims: Claims, publication: str) -> None:
    """Put language, subjects, publisher and the claims into a document's XMP metadata."""
    meta = manuscript.meta
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])].stream
    xmp = stream[0].decode()
    xmp = re.sub(r'<rdf:Description [^>]*pdfaid:part="3"[^>]*/>', lambda match: _level(match[0], claims), xmp)
    parts = [
        _bag("language", (meta.lang,)),
        _bag("subject", keywords(manuscript)),
        _bag("publisher", (publication,)),
        _UA if claims.ua else "",
    ]
    stream[0] = xmp.replace("</rdf:RDF>", "".join(parts) + "</rdf:RDF>", 1).encode()


def _level(description: str, claims: Claims) -> str:
    return description.replace('"A"', f'"{claims.level}"') if claims.level else ""


def _bag(name: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(xml_text(value), quote=False)}</rdf:li>" for value in values if value)
    if not items:
        return ""
    return (
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:{name}>'
        f"<rdf:Bag>{items}</rdf:Bag></dc:{name}></rdf:Description>"
    )
