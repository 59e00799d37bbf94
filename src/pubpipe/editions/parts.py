"""A manuscript -> the parts that every laid-out edition shares: title block, body tree, source entries."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape

from lxml import etree

from pubpipe.editions.controls import set_apart
from pubpipe.editions.readings import set_readings
from pubpipe.markup import to_xhtml
from pubpipe.model import Manuscript
from pubpipe.wording import date_text, list_text

_VOID = ("br", "col", "hr", "img", "wbr")

RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})

# Languages whose scripts have no slanted letters: machines would only lean the upright ones.
_UPRIGHT = frozenset(
    (
        *("ar", "bn", "fa", "gu", "he", "hi", "ja", "kn", "ko", "ml", "mr", "my", "ne", "pa", "ps", "sa"),
        *("si", "ta", "te", "th", "ug", "ur", "yi", "zh"),
    )
)
_IDEOGRAPHS = (
    ("ko", "KR"),
    ("zh-hant", "TC"),
    ("zh-tw", "TC"),
    ("zh-hk", "HK"),
    ("zh-mo", "HK"),
    ("zh", "SC"),
)
_BEFORE_DATELINE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hr"})


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands over an article, in the order in which it is printed; empty parts are left out."""

    kicker: str
    headline: str
    standfirst: str
    byline: str
    date: str
    iso_date: str
    updated: str


def xml_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 has no place for (§2.2)."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def keywords(manuscript: Manuscript) -> tuple[str, ...]:
    """Return an article's keywords in their order."""
    value = dict(manuscript.meta.extra).get("keywords")
    items = value if isinstance(value, list) else [value]
    return tuple(str(item) for item in items if isinstance(item, str | int | float) and str(item).strip())


def ideographs(lang: str) -> str:
    """Return the region whose forms of Chinese characters a language has, as Noto's faces name it; else Japan's."""
    tag = lang.lower()
    return next((region for start, region in _IDEOGRAPHS if tag.startswith(start)), "JP")


def title_block(manuscript: Manuscript) -> TitleBlock:
    """Return the title block in the article's language."""
    meta = manuscript.meta
    return TitleBlock(
        kicker=meta.kicker,
        headline=meta.title,
        standfirst=meta.subtitle,
        byline=list_text(meta.authors, meta.lang) or meta.agency,
        date=date_text(meta.date, meta.lang),
        iso_date=meta.date,
        updated=date_text(meta.updated, meta.lang),
    )


def colophon(manuscript: Manuscript) -> str:
    """Return what tells an edition from every other: its name and the first 16 digits of its Markdown's SHA-256."""
    return f"{manuscript.slug} {hashlib.sha256(manuscript.markdown.encode()).hexdigest()[:16]}"


def direction(lang: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag, an explicit script subtag first."""
    subtags = lang.split("-")
    if any(s.title() in {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"} for s in subtags[1:]):
        return "rtl"
    if any(s.title() in {"Latn", "Cyrl"} for s in subtags[1:]):
        return "ltr"
    return "rtl" if subtags[0].lower() in RTL_LANGUAGES else "ltr"


def body_tree(manuscript: Manuscript) -> etree._Element:
    """Return the text as one ``<div>`` without namespace, ``span.dateline`` before the first paragraph.

    Readings are ``ruby`` (:mod:`pubpipe.ruby`). A link without words shows its address (WCAG 2.4.4), a listing without
    any sign is ``pre.blank``, of which nothing is shown. Footnotes are as :func:`pubpipe.markup.to_xhtml` leaves them;
    picture addresses are as in the body.
    """
    root = etree.fromstring(
        f"<div>{to_xhtml(manuscript.body)}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True)
    )
    if "[](" in manuscript.body:
        _name_links(root)
    if "```" in manuscript.body:
        _mark_blank(root)
    if "{" in manuscript.body:
        set_readings(root)
    if not manuscript.body.isascii():
        set_apart(root)
    if manuscript.meta.dateline:
        _insert_dateline(root, manuscript.meta.dateline)
    return root


def upright(lang: str) -> bool:
    """Whether a language is written in letters that are never slanted."""
    return lang.split("-", 1)[0].lower() in _UPRIGHT


def is_link(address: str) -> bool:
    """Whether a reader may follow an address: within the text, or by a scheme that only shows or calls.

    A list of what is safe, since what is not (``javascript:``, ``data:``, ``file:``, and whatever a
    browser's parser makes of blanks and control characters) has no end.
    """
    return re.match(r"(?i)(#|https?://|(mailto|tel|sms|doi|urn|geo):)[^\s\x00-\x1f\x7f]", address) is not None


def is_outward(address: str) -> bool:
    """Whether an address is one that a reader may follow and that is not in the text."""
    return is_link(address) and not address.startswith("#")


def _mark_blank(root: etree._Element) -> None:
    for listing in root.iter("pre"):
        if not "".join(map(str, listing.itertext())).strip():
            listing.set("class", f"{listing.get('class', '')} blank".strip())


def _name_links(root: etree._Element) -> None:
    for link in root.iter("a"):
        address = str(link.get("href") or "")
        if not len(link) and not link.text and is_outward(address):
            link.text = address


def _insert_dateline(root: etree._Element, dateline: str) -> None:
    span = etree.Element("span", {"class": "dateline"})
    span.text = dateline
    place = next((n for n, child in enumerate(root) if child.tag not in _BEFORE_DATELINE), len(root))
    if place < len(root) and root[place].tag == "p":
        # Runs on into the paragraph: a printed dateline is part of its first line.
        first = root[place]
        span.tail = f" {first.text or ''}"
        first.text = None
        first.insert(0, span)
        return
    own = etree.Element("p")
    own.append(span)
    root.insert(place, own)


def serialize(element: etree._Element) -> str:
    """Return the children of an element as XHTML text."""
    inner = escape(element.text or "", quote=False)
    return inner + "".join(etree.tostring(child, encoding="unicode") for child in element)


def serialize_html(element: etree._Element) -> str:
    """Return the children of an element as HTML text; those without content gain an empty one.

    HTML Living Standard 13.1.2: all but the void elements need an end tag, which XML leaves out when empty, and XML's
    way to end those means nothing.
    """
    for inner in element.iter():
        if inner.tag not in _VOID and not len(inner) and inner.text is None:
            inner.text = ""
    return re.sub(rf"<({'|'.join(_VOID)})\b([^<>]*?) ?/>", r"<\1\2>", serialize(element))
