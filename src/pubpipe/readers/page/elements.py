"""An HTML element -> what it is to an article: shown or not, a block, emphasis, a list or a table of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubpipe.readers.marking import Marker

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSHOWN_NAMES = """script style head title meta link base noscript template svg iframe noframes canvas audio video
    object embed datalist"""
_BLOCK_NAMES = """address article aside blockquote body button caption center col colgroup dd details dialog dir div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html input legend li listing main menu
    meter nav ol optgroup option p plaintext pre progress search section select summary table tbody td textarea tfoot
    th thead tr ul xmp"""
UNSHOWN = frozenset(_UNSHOWN_NAMES.split())
# What stands in these is meant for no reader, shown or not.
UNREAD = frozenset(("script", "style"))
BLOCKS = frozenset(_BLOCK_NAMES.split())
LISTS = ("ul", "ol", "menu", "dir")
KINDS = {"blockquote": "quote", "table": "table", "tr": "row"}
SHIFTED = ("sup", "sub")
STRUCK = ("del", "s", "strike")
VERBATIM = ("pre", "listing", "xmp", "plaintext")
EMPHASIS = {
    **dict.fromkeys(("em", "i", "cite", "dfn"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "literal"),
}
_CAPTION = re.compile(r"(?i)(?:^|[\s_-])caption(?:$|[\s_-]?text)|wp-caption")
_CONTROL = re.compile(r"\b(?:mw-editsection|mw-cite-backlink|headerlink|anchorjs-link|heading-anchor)\b")
# One of so many cells may have two paragraphs or lines, which a table in Markdown has as one.
_OFTEN = 10
_NO_CELL = {"table", "list", "heading", "picture", "quote", "code", "caption"}


def is_unshown(element: HtmlElement) -> bool:
    """Tell what no browser shows, and hidden words within a line; hidden blocks are read, to be left out by name."""
    return element.tag in UNSHOWN or (element.tag not in BLOCKS and is_hidden(element))


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element says of itself that it is not shown."""
    if element.tag in ("html", "body"):
        return False
    style = element.get("style")
    hides = style and re.search(r"display\s{0,9}:\s{0,9}none", style, re.I)
    return bool(hides) or element.get("hidden") is not None


def is_control(element: HtmlElement) -> bool:
    """Tell whether an element within a line only works the page: an encyclopaedia's ``[edit]``, a way back."""
    if element.tag in BLOCKS or not (name := element.get("class")):
        return False
    return _CONTROL.search(name) is not None


def is_caption(element: HtmlElement) -> bool:
    """Tell whether an element holds the caption of a picture."""
    return element.tag == "figcaption" or _CAPTION.search(element.get("class") or "") is not None


def language(element: HtmlElement) -> str:
    """Return the language that a code block names, empty when it names none."""
    inner = element.find("code")
    classes = f"{element.get('class') or ''} {'' if inner is None else inner.get('class') or ''}"
    match = re.search(r"\blang(?:uage)?-([\w+#-]{1,20})", classes)
    return match[1] if match else ""


def is_list(marker: Marker, number: int) -> bool:
    """Tell a list of an article from a list that only lays out a page."""
    kinds = [kind for kind, *_ in marker.since(number)]
    return "item" in kinds and not {"heading", "picture", "table", "caption", "code"} & set(kinds)


def is_table(marker: Marker, number: int, element: HtmlElement) -> bool:
    """Tell a table that can be printed from one that only lays out a page."""
    inside = list(marker.since(number))
    if {kind for kind, *_ in inside} & _NO_CELL:
        return False
    spans = [cell.get(side) or "1" for cell in element.iter("td", "th") for side in ("colspan", "rowspan")]
    if any(span != "1" for span in spans):
        return False
    widths = []
    for row in element.iter("tr"):
        widths.append(sum(1 for cell in row if cell.tag in ("td", "th")))
    lines = sum(kind in ("paragraph", "break") for kind, *_ in inside)
    cells = sum(kind == "cell" for kind, *_ in inside)
    return len(widths) >= 2 and len(set(widths)) == 1 and widths[0] >= 2 and lines <= cells + cells // _OFTEN
