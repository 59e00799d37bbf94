"""What leads to what stands below it -> the same, kept on its page: ``such as these:``, a caption, a term, a rule."""

from __future__ import annotations

import unicodedata
from itertools import islice, takewhile

from lxml import etree

from pubpipe.editions.pdf.tree import text_of

_LED = frozenset({"pre", "ul", "ol", "table", "blockquote", "figure"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STOPS = (".", "!", "?", "…", "。", "！", "？", "।", "۔", "؟")
_COLONS = (":", "：")
_TERM = 60  # letters of a line in any style
_NAMES = 3  # of one thing, one below the other
_DIVISIBLE = 300  # letters of a paragraph that has two lines for each of two pages


def keep_leads(body: etree._Element) -> None:
    """Mark each paragraph that a reader would miss above what follows: no page ends after it.

    One that ends in a colon, or a list whose last item does, before a list, code, a table, a quotation or a picture;
    one that is all bold, which stands for a caption or a heading and is marked as that; and a line without a stop or
    with a colon, which stands for a heading or is the term that the next paragraph explains, as the words in a missing
    picture's place are (``Note``). The first lines of one that has more may stay on the page before.
    """
    for paragraph in body.iter("p", "figure", "ol", "ul"):
        below = paragraph.getnext()
        if below is None or not isinstance(below.tag, str):
            continue
        bold, opens = _is_bold(paragraph), text_of(paragraph).rstrip().endswith(_COLONS)
        names = _names(paragraph)
        if bold or names or (opens and below.tag in _LED):
            kind = " bold" if bold else " term" if names and not opens and _is_one_of_few(paragraph) else ""
            paragraph.set("class", f"{paragraph.get('class', '')} lead{kind}".strip())


def _is_one_of_few(line: etree._Element) -> bool:
    """Whether no more than a few lines stand below one another, as many do that were a table, verse or an address."""
    before = takewhile(_is_line, line.itersiblings(etree.Element, preceding=True))
    return (
        sum(1 for _ in (*islice(before, _NAMES), *islice(takewhile(_is_line, line.itersiblings()), _NAMES)))
        < _NAMES
    )


def _is_line(block: etree._Element) -> bool:
    words = text_of(block).strip()
    return block.tag == "p" and 0 < len(words) <= _TERM and not words.endswith((*_STOPS, *_COLONS))


def keep_rules(body: etree._Element) -> None:
    """Mark each thematic break that may end a page: up to the next there is one block that no page's end divides.

    A break that neither begins nor ends a page has the lines above and below it on its own. Where all that stands
    between such breaks is a line, nothing else would end a page as far as they go.
    """
    for rule in body.iter("hr"):
        between = [*takewhile(lambda block: block.tag != "hr", rule.itersiblings(etree.Element))]
        blocks = [block for block in between if block.tag not in _HEADINGS and not _has_class(block, "lead")]
        if rule.getnext() is not None and len(blocks) <= 1 and not any(map(_is_divisible, blocks)):
            rule.set("class", "close")


def _is_divisible(block: etree._Element) -> bool:
    return not _has_class(block, "short") and len(text_of(block)) > _DIVISIBLE


def _has_class(element: etree._Element, name: str) -> bool:
    return name in element.get("class", "").split()


def _is_bold(paragraph: etree._Element) -> bool:
    words, inner = text_of(paragraph).strip(), list(paragraph)
    return bool(words) and [one.tag for one in inner] == ["strong"] and text_of(inner[0]).strip() == words


def _names(paragraph: etree._Element) -> bool:
    """Whether a paragraph is a term, alone or among the few others for what stands below them."""
    if not _is_term(paragraph):
        return False
    below = islice(paragraph.itersiblings(), _NAMES)
    explained = next((block for block in below if not _is_term(block)), None)
    return explained is not None and explained.tag in {"p", *_LED}


def _is_term(block: etree._Element) -> bool:
    """Whether a block is a line of words that do not end as a sentence does, or in a colon."""
    if block.tag == "figure" and block.find("img") is not None:
        return False
    if block.tag not in ("p", "figure") or {"verse", "pictured"} & set(block.get("class", "").split()):
        return False
    words = text_of(block).strip()
    if not words or len(words) > _TERM:
        return False
    # Before quotation marks and brackets that close, and never without a letter: `***` explains nothing.
    closing = "".join(sign for sign in set(words) if unicodedata.category(sign) in ("Pe", "Pf"))
    said = words.rstrip("\"'" + closing)
    return any(map(str.isalnum, said)) and (said.endswith(_COLONS) or unicodedata.category(said[-1]) != "Po")
