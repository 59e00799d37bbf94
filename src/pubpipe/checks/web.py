"""A web page -> what is wrong with its structure (HTML Living Standard, WCAG 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree, html

from pubpipe.checks import documents, dress
from pubpipe.checks.codes import finding
from pubpipe.checks.documents import Document, elements, is_hidden, shown, targets, words
from pubpipe.model import Finding

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*utf-8", re.I)
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->)*<!doctype\s+html\s*(?:system\s+.about:legacy-compat.\s*)?>",
    re.I | re.S,
)
_LOADING = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "video": "src", "source": "src",
            "embed": "src", "object": "data"}  # fmt: skip
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)


def findings(name: str, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with a web page by itself."""
    try:
        # A mark of the encoding at its beginning is no error, and it decides.
        root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        yield finding("markup-unreadable", name, f"the page cannot be read: {error}")
        return
    document = Document(name, root)
    yield from _envelope(document, data)
    yield from documents.findings(document)
    yield from documents.headings([document])
    yield from _landmarks(document)
    yield from _internal(document)
    yield from _loaded(document)
    yield from dress.findings(document, ())


def _envelope(document: Document, data: bytes) -> Iterator[Finding]:
    # Comments and blanks may stand before it.
    if not _DOCTYPE.match(data):
        yield document.say("html-no-doctype", "the page does not begin with <!DOCTYPE html>")
    if not data.startswith(b"\xef\xbb\xbf") and not _CHARSET.search(data[:1024]):
        yield document.say("html-no-charset", "the first 1,024 bytes do not say that the page is UTF-8")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        yield document.say("html-not-utf8", f"byte {error.start:,} is not UTF-8")
    viewports = [meta for meta in elements(document.root, "meta") if meta.get("name") == "viewport"]
    if not viewports:
        yield document.say("html-no-viewport", "the page does not fit itself to a small screen (no viewport)")
    for meta in viewports:
        if re.search(
            r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1(?:\.0*)?\b", meta.get("content") or ""
        ):
            yield document.say("html-zoom-forbidden", "the viewport keeps readers from zooming", meta)


def _landmarks(document: Document) -> Iterator[Finding]:
    root = document.root
    mains = [
        m
        for m in root.iter()
        if documents.tag(m) == "main" or (isinstance(m.tag, str) and m.get("role") == "main")
    ]
    mains = [main for main in mains if not is_hidden(main)]
    if not mains:
        yield document.say("html-no-main", "the page has no main")
    elif len(mains) > 1:
        yield document.say("html-several-mains", f"the page has {len(mains)} mains", mains[1])
    heads = [h for h in elements(root, "h1") if not is_hidden(h)]
    if not heads:
        yield document.say("html-no-h1", "the page has no heading of level 1")
    elif len(heads) > 1:
        told = f"the page has {len(heads)} headings of level 1; the second is {shown(words(heads[1]))}"
        yield document.say("html-several-h1", told, heads[1])


def _internal(document: Document) -> Iterator[Finding]:
    known = targets(document.root)
    for link in elements(document.root, "a", "area"):
        address = link.get("href") or ""
        if not address.startswith("#") or address in ("#", "#top"):
            continue
        if address[1:] not in known and unquote(address[1:]) not in known:
            yield document.say("markup-link-broken", f"{address!r} leads nowhere in the page", link)


def _loaded(document: Document) -> Iterator[Finding]:
    for element in document.root.iter():
        name = documents.tag(element)
        address = element.get(_LOADING.get(name, "")) if name in _LOADING else None
        if name == "link" and {"stylesheet", "preload", "icon"} & set(
            (element.get("rel") or "").lower().split()
        ):
            address = element.get("href")
        if address and _REMOTE.match(address):
            yield document.say("html-remote", f"{name} is fetched from elsewhere: {address[:120]}", element)
