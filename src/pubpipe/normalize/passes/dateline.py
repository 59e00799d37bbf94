"""``CITY, July 28 (Reuters) — …`` before the first words -> date, place, agency and the literal dateline."""

from __future__ import annotations

import re
from dataclasses import replace

from pubpipe.model import Event
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley, Piece
from pubpipe.normalize.tokens import tokens, words

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_ORDER = "janfebmaraprmayjunjulaugsepoctnovdec"
_DAY = rf"(?i:(?P<month>{_MONTHS}))\.?\s+(?P<day>\d{{1,2}})(?:,\s*(?P<year>(?:19|20)\d\d))?"
_CAPITAL = r"[A-ZÀ-Þ]"
_CITY = rf"(?P<city>{_CAPITAL}{{2}}[A-ZÀ-Þ.'’ -]*|{_CAPITAL}[\w.'’-]+(?: {_CAPITAL}[\w.'’-]+){{0,3}})"
_REGION = rf"(?:, (?P<region>{_CAPITAL}[\w.'’-]*(?: {_CAPITAL}[\w.'’-]*){{0,2}}?))?"
_AGENCY = r"\((?P<agency>AP|Reuters|AFP|UPI|DPA|dpa|EFE|ANSA|Bloomberg|CNN|Xinhua|Kyodo|Yonhap|TASS|PTI)\)"
_DASH = r"(?P<dash>—|–|--|-)"
_FORMS = (
    re.compile(rf"{_DAY} {_DASH} "),
    re.compile(rf"{_AGENCY} {_DASH} "),
    re.compile(rf"{_CITY}{_REGION}(?:, {_DAY})?(?: {_AGENCY})? {_DASH} "),
)


def match_dateline(text: str) -> re.Match[str] | None:
    """Return the match of a dateline at the start of a paragraph, None when there is none.

    A hyphen alone proves nothing (``IBM - a company``): with one, an agency or a date is asked for. A place
    not in capitals asks for them too, since any sentence may begin with a name and a dash.
    """
    for form in _FORMS:
        match = form.match(text)
        if not match:
            continue
        parts = match.groupdict()
        proof = parts.get("agency") or parts.get("month")
        capitals = (parts.get("city") or "").isupper() and len(parts.get("city") or "") > 3
        if proof or (capitals and parts["dash"] in ("—", "–", "--")):
            return match
    return None


def dateline(galley: Galley) -> Galley:
    """Move a dateline out of one of the first three paragraphs (NORMALIZER 1.3 `dateline`).

    Its literal text goes to ``dateline``, and what it says to ``date``, ``place`` and ``agency`` where they
    are not stated. A date without a year is no date.
    """
    if galley.canonical or galley.meta.get("dateline"):
        return galley
    paragraphs = [n for n, p in enumerate(galley.pieces) if isinstance(p.block, doc.Paragraph)][:3]
    for n in paragraphs:
        block = galley.pieces[n].block
        assert isinstance(block, doc.Paragraph)
        first = block.children[0] if block.children else None
        match = match_dateline(first.text) if isinstance(first, doc.Text) else None
        # Editions print a dateline before the first words: one that stands later is left where it is.
        if match and isinstance(first, doc.Text) and n == 0:
            return _moved(galley, n, match, first.text[match.end() :])
    return galley


def _moved(galley: Galley, n: int, match: re.Match[str], rest: str) -> Galley:
    piece = galley.pieces[n]
    assert isinstance(piece.block, doc.Paragraph)
    all_tokens = tokens(galley.draft.text, piece.start, piece.end)
    count = len(words(match[0]))
    end = all_tokens[count].start if count < len(all_tokens) else piece.end
    # Quotation marks and the like before the next word belong to the words that stay.
    end -= len(re.search(r"[^\w\s—–-]*$", galley.draft.text[piece.start : end])[0])  # type: ignore[index]
    literal = match[0].strip()
    event = Event("dateline", "moved", "dateline", 0.95, piece.start, end, 0, destination="meta:dateline")
    children = (doc.Text(rest.lstrip()), *piece.block.children[1:])
    changed = Piece(doc.Paragraph(children), end, piece.end)
    pieces = (*galley.pieces[:n], changed, *galley.pieces[n + 1 :])
    galley = replace(galley, pieces=pieces, events=(*galley.events, galley.event(event)))
    galley = galley.with_meta(dateline=literal)
    for key, value in _told(match).items():
        if value and not galley.meta.get(key):
            told = Event(
                "dateline", "inferred", f"{key} read off the dateline", 0.95, piece.start, piece.start, 0
            )
            told = replace(told, after=value, destination=f"meta:{key}")
            galley = replace(galley, events=(*galley.events, galley.event(told))).with_meta(**{key: value})
    return galley


def _told(match: re.Match[str]) -> dict[str, str]:
    parts = match.groupdict()
    told = {"date": "", "place": "", "agency": parts.get("agency") or ""}
    if parts.get("year"):
        month = _ORDER.index(str(parts["month"])[:3].lower()) // 3 + 1
        told["date"] = f"{parts['year']}-{month:02}-{int(str(parts['day'])):02}"
    city = parts.get("city") or ""
    told["place"] = city.title() if city.isupper() else city
    return told
