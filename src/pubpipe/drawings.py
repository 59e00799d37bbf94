"""An SVG file -> what in it is more than a drawing: a script, foreign content, a file from elsewhere."""

from __future__ import annotations

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"


def is_drawing(data: bytes) -> bool:
    """Whether bytes look like SVG: a document whose first element has that name."""
    return (
        re.match(rb"(?s)\s*(?:\xef\xbb\xbf)?(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE.*?>|\s)*<svg[\s>]", data[:4096])
        is not None
    )


def fault(data: bytes) -> str:
    """Return why a drawing is not taken as it is; empty when it needs nothing but itself.

    What moves or asks for other files is refused rather than cut out: half a picture says something else
    than the whole one (SVG 2, §2.3.2, static mode without external references).
    """
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except etree.XMLSyntaxError as error:
        return f"an SVG that cannot be read: {error.msg}"
    if root.tag != f"{{{_SVG}}}svg":
        return "an SVG whose namespace is not declared"
    for element in root.iter(etree.Element):
        if why := _in_element(element):
            return f"an SVG with {why} in it"
    return ""


def _in_element(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name in ("script", "handler", "listener"):
        return "a script"
    if name in ("foreignObject", "iframe", "audio", "video"):
        return "foreign content"
    if name == "style" and _leads_out(str(element.text or "")):
        return "a file from elsewhere"
    for key, value in ((k, str(v)) for k, v in element.attrib.items()):
        local = etree.QName(key).localname
        if local.startswith("on"):
            return "a script"
        outside = (
            local in ("href", "src")
            and name != "a"
            and not re.match(r"\s*(#|data:image/(png|jpeg|gif);)", value)
        )
        if outside or _leads_out(value):
            return "a file from elsewhere"
    return ""


def _leads_out(css: str) -> bool:
    return "@import" in css or re.search(r"url\(\s*[\"']?\s*(?!#|[\"'\s])", css) is not None
