"""The text as an XHTML tree -> the same words as paper wants them: notes at their calls, figures, breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from pubpipe.editions.parts import is_link
from pubpipe.editions.pdf.body.headings import hold_ends, label_headings, skipped_levels
from pubpipe.editions.pdf.body.keys import mark_keys
from pubpipe.editions.pdf.body.leading import keep_leads, keep_rules
from pubpipe.editions.pdf.body.listing import hang, set_bar, set_bars
from pubpipe.editions.pdf.body.names import free_names
from pubpipe.editions.pdf.body.notes import hold_calls, move_notes
from pubpipe.editions.pdf.body.tables import prepare
from pubpipe.editions.pdf.directions import mark_directions
from pubpipe.editions.pdf.findings import picture_fault
from pubpipe.editions.pdf.languages import free_paths, keep_dashes, keep_signs, keep_words, mark_scripts
from pubpipe.editions.pdf.pictures import is_sign
from pubpipe.editions.pdf.tree import replace, text_of
from pubpipe.editions.within import lead_to_headings
from pubpipe.editions.works import CALL
from pubpipe.model import Finding, Manuscript
from pubpipe.wording import words

# Chicago's rule for addresses: a line may end after a slash or a connecting sign, and before a mark of
# punctuation, so that no reader takes a hyphen at a line's end for one of the printer's. A number stays whole, such as
# an IP address with its port, and no line begins with what reads as a number below zero.
_AFTER = re.compile(
    r"(?<=[/&=?#;@])(?![/&=?#;@]|$)|(?<=[^/.\-_~%,:\u200b])(?=[._~%,:]|-(?!\d))(?!(?<=\d)[.,:]\d)"
)
_BREAK = "\u200b"
_TWO_LINES = 110  # letters


def for_paper(body: etree._Element, manuscript: Manuscript, form: str = "pdf") -> tuple[Finding, ...]:
    """Rewrite a body tree in place for the page of a format; return what stands in the way of an accessible one.

    No word is added or lost: the notes of ``section.footnotes`` move to their calls (CSS GCPM 3, footnotes),
    a paragraph that is nothing but a picture becomes a ``figure`` with its caption, a small one among words a
    sign, verse is marked, headings carry their bookmark's label without note numbers, shown addresses get places
    to break.
    """
    label_headings(body)
    findings = [*skipped_levels(body), *_pictures(body, manuscript), *lead_to_headings(body)]
    move_notes(body, words(manuscript.meta.lang))
    _links(body)
    for paragraph in body.iter("p"):
        _paragraph(paragraph, form)
    set_bars(body, form)
    keep_leads(body)
    mark_keys(body)
    _linked_pictures(body)
    for table in body.iter("table"):
        prepare(table, form, manuscript.meta.lang)
    for code in body.iter("pre"):
        hang(code, form)
    keep_rules(body)
    _lists(body)
    mark_scripts(body, manuscript.meta.lang)
    mark_directions(body, manuscript.meta.lang)
    if manuscript.meta.lang.split("-")[0].lower() == "ko":
        keep_words(body)
    keep_dashes(body, manuscript.meta.lang)
    keep_signs(body)
    free_names(body)
    free_paths(body)
    hold_calls(body)
    hold_ends(body)
    return tuple(findings)


def _paragraph(paragraph: etree._Element, form: str) -> None:
    """Mark a paragraph that is set in another way than plain words are."""
    pictures = [*_own(paragraph, "img")]
    if next(_own(paragraph, "br"), None) is not None:
        if not _is_prose(paragraph):
            _verse(paragraph)
    elif any(picture.get("class") != "sign" for picture in pictures):
        paragraph.set("class", "ragged pictured")
    elif pictures:
        paragraph.set("class", "ragged")
    else:
        set_bar(paragraph, form)


def _lists(body: etree._Element) -> None:
    for numbered in body.iter("ol"):
        # WeasyPrint does not count from `start`.
        numbered.set("style", f"counter-reset: list-item {int(numbered.get('start', '1')) - 1}")
    for item in body.iter("li"):
        if not len(item) and not (item.text or "").strip():
            item.set("class", "empty")
        elif len(item) > 1 or _is_long(text_of(item)):
            item.set("class", f"{item.get('class', '')} long".strip())


def _is_long(text: str) -> bool:
    """Whether words take two lines or more in any style, so that they may stand alone at a page's end."""
    return len(text) + sum(letter >= "\u2e80" for letter in text) > _TWO_LINES


def _linked_pictures(body: etree._Element) -> None:
    """Mark the links that hold a picture between lines: they are blocks as it is, else they would end before it."""
    for picture in body.iter("img"):
        around = list(picture.iterancestors("a", "figure"))
        if picture.get("class") != "sign" and around and around[0].tag == "a" and around[-1].tag == "a":
            around[0].set("class", f"{around[0].get('class', '')} pictured".strip())


def breakable(address: str) -> str:
    """Return an address with zero-width spaces where a line may end; they leave no trace in a PDF's text."""
    scheme, mark, rest = address.rpartition("://")
    # Pango would also break after a hyphen, where it could be taken for one of the printer's.
    return scheme + mark + re.sub(r"-(?=\w)", "-\u2060", _AFTER.sub(_BREAK, rest))


def _links(body: etree._Element) -> None:
    """Let shown addresses break; a link that leads nowhere on paper, such as to a file beside, is plain text."""
    for link in body.iter("a"):
        address = link.get("href", "")
        if link.get("class") == CALL:
            continue
        if not is_link(address):
            link.tag = "span"
            link.attrib.clear()
        elif not len(link) and re.match(r"(?i)(https?://|www\.)\S+$", link.text or ""):
            link.set("class", "uri")
            link.set("dir", "ltr")
            link.text = breakable(link.text or "")


def _own(paragraph: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of a paragraph itself, not those of the notes that stand at its calls."""
    for element in paragraph.iter(tag):
        around = itertools.takewhile(lambda one: one is not paragraph, element.iterancestors())
        if not any(one.get("class") == "note" for one in around):
            yield element


def _is_prose(paragraph: etree._Element) -> bool:
    """Whether most of what stands between breaks is sentences: lines of verse do not run on for two of the page's."""
    lengths = [0]
    for part in cast("list[object]", paragraph.xpath("(.//text() | .//br)[not(ancestor::*[@class='note'])]")):
        if isinstance(part, str):
            lengths[-1] += len(part)
        else:
            lengths.append(0)
    return 2 * sum(length for length in lengths if length > _TWO_LINES) > sum(lengths)


def _verse(paragraph: etree._Element) -> None:
    """Mark verse; unless emphasis spans lines, each is a ``span.line``, so that a turnover can hang."""
    paragraph.set("class", "verse")
    breaks = [child for child in paragraph if child.tag == "br"]
    if len(breaks) != len(list(paragraph.iter("br"))):
        return
    lines = [etree.Element("span", {"class": "line"})]
    lines[0].text, paragraph.text = paragraph.text, None
    for child in list(paragraph):
        if child.tag == "br":
            lines.append(etree.Element("span", {"class": "line"}))
            lines[-1].text = child.tail
            paragraph.remove(child)
        else:
            lines[-1].append(child)
    paragraph.extend(lines)


def _pictures(body: etree._Element, manuscript: Manuscript) -> Iterator[Finding]:
    assets = {asset.source: asset for asset in manuscript.assets}
    for picture in list(body.iter("img")):
        source = picture.get("src", "")
        description = picture.get("alt", "").strip()
        credit = str(picture.attrib.pop("title", "")).strip()
        asset = assets.get(source)
        fault = picture_fault(source, asset, description, manuscript.markdown)
        if fault is not None:
            yield fault
        shown = asset is not None and (fault is None or fault.code == "pdf-picture-without-description")
        if asset is not None:
            picture.set("src", f"asset:{asset.name}")
            if shown and is_sign(asset):
                _set_sign(picture)
        _set_picture(picture, description, credit, shown=shown)


def _set_sign(picture: etree._Element) -> None:
    """Mark a sign: among words it is as high as they are, alone it stands over the note that it is the sign of."""
    paragraph = picture.getparent()
    assert paragraph is not None
    if not _alone(picture):
        picture.set("class", "sign")
    elif paragraph.getnext() is not None:
        paragraph.set("class", "icon")


def _set_picture(picture: etree._Element, description: str, credit: str, *, shown: bool) -> None:
    """Set a picture that stands alone as a figure with its caption, one within a line where it is."""
    paragraph = picture.getparent()
    assert paragraph is not None
    if not _alone(picture):
        if shown:
            picture.set("alt", " ".join(filter(None, (description, credit))))
        else:
            replace(picture, _caption("span", "missing", description, credit))
        return
    paragraph.tag = "figure"
    paragraph.text = picture.tail = None
    if not shown:
        paragraph.set("class", "unshown")
        paragraph.remove(picture)
    if description or credit or not shown:
        paragraph.append(_caption("figcaption", "caption" if shown else "missing", description, credit))


def _alone(picture: etree._Element) -> bool:
    """Whether a picture is all that its paragraph has."""
    paragraph = picture.getparent()
    assert paragraph is not None
    return paragraph.tag == "p" and len(paragraph) == 1 and not text_of(paragraph).strip()


def _caption(tag: str, name: str, description: str, credit: str) -> etree._Element:
    element = etree.Element(tag, {"class": name})
    element.text = f"{description} " if description and credit else description
    if credit:
        etree.SubElement(
            element, "span", {"class": "credit behind" if description else "credit"}
        ).text = credit
    return element
