"""An SVG file -> what in it is more than a drawing: a script, foreign content, a file from elsewhere, no end."""

from __future__ import annotations

import base64
import binascii
import math
import re
from urllib.parse import unquote_to_bytes

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
# Elements of these act wherever they stand; those of other programs (metadata, grids) do nothing.
_FOREIGN = frozenset({"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LARGEST = 200_000  # elements, each counted as often as it is drawn; a map of streets has some ten thousand
_DRAWS = frozenset(
    {"use", "linearGradient", "radialGradient", "pattern", "textPath", "mpath", "filter", "feImage"}
)


_HELD = re.compile(r"\s*data:(image/(?:png|jpeg|gif));base64,")
_BEGINNINGS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_LINK = r"(?i)\s*(#|https?://|mailto:|[\w./-]*$)"  # what a browser takes for a script is no end


def is_drawing(data: bytes) -> bool:
    """Whether bytes look like SVG: a document whose first element has that name."""
    return (
        re.match(rb"(?s)\s*(?:\xef\xbb\xbf)?(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE.*?>|\s)*<svg[\s>]", data[:4096])
        is not None
    )


def held(address: str) -> tuple[str, bytes] | None:
    """Return the type and the bytes of a picture that an address holds (RFC 2397); None where it holds none.

    Only what begins as that type does: readers draw what turns out to be another drawing, whatever it is said to be.
    """
    head = _HELD.match(address)
    if head is None:
        return None
    try:
        data = base64.b64decode(unquote_to_bytes("".join(address[head.end() :].split())))
    except (binascii.Error, ValueError):
        return None
    return (head[1], data) if data.startswith(_BEGINNINGS[head[1]]) else None


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
    if why := _around(root):
        return f"an SVG with {why}"
    if not _measured(root.get("viewBox", "0 0 1 1")):
        return "an SVG whose viewBox is none"
    for element in root.iter(etree.Element):
        if why := _in_element(element):
            return f"an SVG with {why} in it"
    try:
        many = _Drawn(root).often(root) > _LARGEST
    except RecursionError:
        return "an SVG that draws itself within itself"
    return "an SVG that repeats itself beyond measure" if many else ""


def _measured(box: str) -> bool:
    """Whether a viewBox is four numbers (SVG 2, 8.6): WeasyPrint would give up the whole page for another."""
    try:
        numbers = [float(number) for number in re.split(r"[\s,]+", box.strip())]
    except ValueError:
        return False
    return len(numbers) == 4 and all(map(math.isfinite, numbers))


def _around(root: etree._Element) -> str:
    """What stands before the drawing: style sheets from elsewhere, entities that lead out or grow (XML 1.0, 4.2)."""
    if any(
        isinstance(node, etree._ProcessingInstruction) and node.target == "xml-stylesheet"
        for node in root.itersiblings(preceding=True)
    ):
        return "a file from elsewhere in it"
    declared = root.getroottree().docinfo.internalDTD
    # lxml-stubs do not know `iterentities`.
    for entity in declared.iterentities() if declared is not None else ():  # type: ignore[attr-defined]
        if not entity.content or "&" in entity.content or "%" in entity.content:
            return "entities that stand for more than words"
    return ""


class _Drawn:
    """Counts how often the elements of a drawing are drawn when each reference is followed."""

    def __init__(self, root: etree._Element) -> None:
        self._named = {str(e.get("id")): e for e in root.iter(etree.Element) if e.get("id")}
        self._known: dict[etree._Element, int] = {}

    def often(self, element: etree._Element) -> int:
        """Return the number of elements; raises RecursionError for one that draws itself."""
        if element in self._known:
            if not self._known[element]:
                raise RecursionError
            return self._known[element]
        self._known[element] = 0
        below = [child for child in element if isinstance(child.tag, str)]
        count = 1 + sum(self.often(part) for part in (*below, *self._referred(element)))
        self._known[element] = count
        return count

    def _referred(self, element: etree._Element) -> list[etree._Element]:
        names: list[str] = []
        for key, value in element.attrib.items():
            if etree.QName(key).localname == "href" and etree.QName(element).localname in _DRAWS:
                names += re.findall(r"^\s*#(.+?)\s*$", str(value))
            else:
                names += re.findall(r"url\(\s*[\"']?#([^\s\"')]+)", str(value))
        return [self._named[name] for name in names if name in self._named]


def _in_element(element: etree._Element) -> str:
    name, namespace = etree.QName(element).localname, etree.QName(element).namespace
    animated = element.get("attributeName", "").rsplit(":", 1)[-1]
    if name in ("script", "handler", "listener") or animated.startswith("on"):
        return "a script"
    if name in ("foreignObject", "iframe", "audio", "video") or namespace in _FOREIGN:
        return "foreign content"
    if name == "style" and _leads_out("".join(str(text) for text in element.itertext())):
        return "a file from elsewhere"
    if animated in ("href", "src") or f"{_XML}base" in element.attrib:
        return "a file from elsewhere"
    for key, value in ((k, str(v)) for k, v in element.attrib.items()):
        local = etree.QName(key).localname
        if local.startswith("on"):
            return "a script"
        outside = local in ("href", "src") and name != "a" and not re.match(r"\s*#", value)
        if (outside and held(value) is None) or _leads_out(value):
            return "a file from elsewhere"
        if local == "href" and name == "a" and not re.match(_LINK, value):
            return "a script"
    return ""


def _leads_out(css: str) -> bool:
    # An escape may spell any of the words that are looked for (CSS Syntax 3, 4.3.7).
    return (
        "\\" in css
        or re.search(r"(?i)@import|image-set\(|\bsrc\(|url\(\s*[\"']?\s*(?!#|[\"'\s])", css) is not None
    )
