"""An article without a title -> one made from its own words by deletion only, marked as inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley

_SENTENCE = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov))[.!?…]+[\"”’»)]*(?=\s+\W*[A-ZÀ-Þ]|\s*$)|[。！？]"
)
_VERB = (
    "announced|said|reported|confirmed|declared|stated|claimed|warned|revealed|told reporters|argued|added"
)
_PLACE = r"(?:,? (?:in|at|from|on) [A-Z][\w.]*(?: [A-Z][\w.]*)*(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)*)?)"
_FRAME = re.compile(rf" (?:{_VERB}){_PLACE}*,? that (?:they|it|he|she) ")
_SAID_THAT = re.compile(rf"^.{{3,80}}? (?:{_VERB}){_PLACE}*,? that (?=\w)")
_ADJUNCT = re.compile(
    r",? (?:as a result of|because|after|amid|following|while|despite|ahead of|in order to|as part of)\b.*|"
    r", (?:as|which|who|whose|where|when|since|with|but|and|so|saying|according to)\b.*",
    re.S,
)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}$")
_GENERIC = re.compile(
    r"(?:article|input|untitled|document|draft|text|paste|story|new|file|index|copy|page|post|final|test|output|stdin)"
    r"[\W\d_]*|[\W\d_]+|[0-9a-f]{8,}"
)


def headline(galley: Galley) -> Galley:
    """Propose a title where nobody gave one (NORMALIZER 1.3 `title_infer`, ARCHITECTURE decision 1).

    From the article's own address, else from the lead sentence by deletion only, else from a file name that
    says something. Always with a warning; ``title-status: inferred`` stops the inference on the next run.
    """
    if galley.meta.get("title"):
        return galley
    proposals = tuple(_proposals(galley))
    source, title = proposals[0] if proposals else ("none", "Untitled")
    candidates = tuple(dict.fromkeys(text for _, text in proposals))[:3]
    event = Event(
        "headline", "inferred", f"title proposed from the {source}", 0.7, 0, 0, 1, severity="warning"
    )
    event = replace(event, after=title, destination="meta:title")
    finding = Finding(
        "warning",
        "normalize-title-inferred",
        f"no title in the text; proposed from its {source}: {title}",
        'Give one with --title "…", or title: … in the sidecar or the front matter.',
        Place(galley.draft.origin.name, 1),
    )
    status = {"title": title, "title-status": "inferred", "title-source": source}
    galley = replace(galley, candidates=candidates, findings=(*galley.findings, finding))
    return replace(galley, events=(*galley.events, event)).with_meta(**status)


def _proposals(galley: Galley) -> Iterator[tuple[str, str]]:
    slug = _sayings(str(galley.meta.get("url", "")).rstrip("/").rsplit("/", 1)[-1])
    if slug:
        yield "url", slug
    lead = next((p.block for p in galley.pieces if isinstance(p.block, doc.Paragraph)), None)
    text = re.sub(r"\s+", " ", doc.plain(lead.children)) if isinstance(lead, doc.Paragraph) else ""
    for title in from_lead(text):
        yield "lead", title
    name = _sayings(PurePath(galley.draft.origin.name).stem)
    if name:
        yield "filename", name
    if text:
        yield "lead", _first_words(text)


def from_lead(text: str) -> Iterator[str]:
    """Yield titles of 4 to 14 words (10 to 40 characters without spaces between words) from a lead sentence.

    Words are only deleted, never changed or moved: the frame ``announced … that they``, then adjuncts at
    the end (``as a result of …``, ``, which …``). The second proposal keeps the frame.
    """
    end = _SENTENCE.search(text)
    sentence = (text[: end.start()] if end else text).strip()
    framed = _FRAME.search(sentence)
    bare = (
        sentence[: framed.start()] + " " + sentence[framed.end() :]
        if framed
        else _SAID_THAT.sub("", sentence)
    )
    for version in dict.fromkeys((bare, sentence)):
        title = version.strip()
        shorter = _ADJUNCT.sub("", title, count=1)
        if _fits(shorter) or not _fits(title):
            title = shorter
        title = title.strip(" ,;:–—-")
        if not _ABBREVIATION.search(title):
            title = title.rstrip(" ,;:.–—-")
        if _fits(title) and title.count("“") == title.count("”"):
            yield title[:1].upper() + title[1:]


def _fits(title: str) -> bool:
    if re.search("[\u3041-\u30fa\u4e00-\u9fff\u0e01-\u0e3a]", title):
        return 6 <= len(title) <= 40
    return 4 <= len(title.split()) <= 14


def _sayings(name: str) -> str:
    """The words of a slug or a file name that says something: three words and more, not a generic name."""
    stem = re.sub(r"\.\w{2,5}$", "", name)
    parts = [part for part in re.split(r"[\s_+-]+", stem) if part]
    if len(parts) < 3 or _GENERIC.fullmatch(stem.lower()):
        return ""
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def _first_words(text: str) -> str:
    if not re.search(r"\s", text):
        return text[:40] + ("…" if len(text) > 40 else "")
    parts = text.split()
    return " ".join(parts[:10]).rstrip(" ,;:.") + ("…" if len(parts) > 10 else "")
