"""A page's text -> its tree; and lxml's parsers made to tell the classes of elements without Python's help."""

from __future__ import annotations

import copy
import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import ElementClassLookup
    from lxml.html import HtmlElement, HTMLParser

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TRAPS = "//@*[contains(., '<!--')]"
_HEAD = re.compile(
    r"\s+|<!--.*?-->|<!doctype[^>]*>|<\?[^>]*>|</?(?:html|head)(?:\s[^>]*)?>|<(?:meta|link|base)\b[^>]*>"
    r"|<(title|style|script|noscript|template)\b[^>]*>.*?</\1\s*>",
    re.I | re.S,
)
_LABEL_OF_TASK = re.compile(
    r"(<li\b[^<>]*>\s*(?:<p\b[^<>]*>\s*)?)<label\b[^<>]*>(?=\s*<input\b[^<>]*\bcheckbox\b)", re.I
)
_SELF_CLOSED = re.compile(r"<((?:html|head|body)(?=[\s/])[^<>]*)/>", re.I)


def bodied(page: str) -> str:
    """Return a page with the tag of its body, which HTML lets it leave out (HTML Living Standard, 13.1.2.4).

    libxml2 would count the elements that it does not know, such as ``article``, to the head. It would also take
    ``<html/>`` for the end of the page; the solidus of what is not void says nothing in HTML (13.2.6.1).
    """
    page = _SELF_CLOSED.sub(r"<\1>", page)
    if re.search(r"<(?:body|frameset)[\s>]", page, re.I):
        return page
    at = 0
    while found := _HEAD.match(page, at):
        at = found.end()
    return f"{page[:at]}<body>{page[at:]}" if at < len(page) else page


def parse(page: str) -> HtmlElement | None:
    """Return the tree of a page, None for one without elements.

    Raises RecursionError for elements that are nested so deeply (2,048) that libxml2 reads no further.
    """
    from lxml import etree, html

    # The parser would believe a declaration, though the text is decoded already; NUL would end it.
    text = _DECLARATION.sub("", page.replace("\x00", ""))
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    quicken(parser)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
        raise RecursionError
    return root


def untrapped(page: str, root: HtmlElement) -> str:
    """Return a page for whoever writes out what he read of it: without the starts of comments in its attributes.

    libxml2 looks for the end of each to the end of the attribute (server-side includes, `htmlAttrDumpOutput`).
    """
    from lxml import etree

    if not root.xpath(_TRAPS):
        return page
    tree = copy.deepcopy(root)
    for value in tree.xpath(_TRAPS):
        del value.getparent().attrib[value.attrname]
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def unlabelled(page: str) -> str:
    """Return a page with its lists of tasks, as pandoc and its like make them, without the labels around their words.

    Extractors take whatever stands in a label for a part of a form.
    """
    return _LABEL_OF_TASK.sub(r"\1", page) if "task-list" in page else page


def quicken(parser: HTMLParser) -> None:
    """Let a parser find the classes of elements in C.

    lxml.html asks a method in Python for the class of every element each time it is come by: a tenth of what an
    extractor does. The classes are the same ones.
    """
    parser.set_element_class_lookup(_classes())


@functools.cache
def _classes() -> ElementClassLookup:
    from lxml import etree, html

    usual = etree.ElementDefaultClassLookup(
        element=html.HtmlElement,
        comment=html.HtmlComment,
        pi=html.HtmlProcessingInstruction,
        entity=html.HtmlEntity,
    )
    by_name = etree.ElementNamespaceClassLookup(usual)
    own = {
        "form": html.FormElement,
        "input": html.InputElement,
        "label": html.LabelElement,
        "select": html.SelectElement,
        "textarea": html.TextareaElement,
    }
    by_name.get_namespace(None).update(own)
    lookup: ElementClassLookup = by_name
    return lookup
