"""An article without a title -> one made from its own words by deletion only, marked as inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes._credits import language_of, line_of, read_credits
from pubpipe.normalize.passes.title_block._leads import from_lead
from pubpipe.normalize.values import plain

_GENERIC = re.compile(
    r"(?:article|input|untitled|document|draft|text|paste|story|new|file|index|copy|page|post|final|test|output|stdin)"
    r"[\W\d_]*|[\W\d_]+|[0-9a-f]{8,}"
)
_MARKUP = re.compile(r"\s*<[/!]?[A-Za-z-]")
# The day with which Jekyll's file names begin.
_DAY = re.compile(r"\d{4}[-_.]?\d{2}[-_.]?\d{2}[\s_-]+(?=\D)")

# What stands between the names of a row, such as a menu's; so many have no sentence between them.
_BETWEEN = re.compile(r"\s[|·•∙‧・]\s")
_ROW = 3

_COLON = (":", "：")
_CALLED = {"url": "address", "lead": "lead", "filename": "file's name", "heading": "first heading"}


def headline(galley: Galley) -> Galley:
    """Propose a title where nobody gave one (NORMALIZER 1.3 `title_infer`, ARCHITECTURE decision 1).

    From the article's own address, else from the lead sentence by deletion only, else from a file name that
    says something. Always with a warning; ``title-status: inferred`` stops the inference on the next run.
    """
    if galley.meta.get("title"):
        return galley
    # Code keeps what steers a terminal; no title does.
    said = ((source, str(plain(text)).strip()) for source, text in _proposals(galley))
    proposals = tuple((source, text) for source, text in said if text)
    source, title = proposals[0] if proposals else ("none", "Untitled")
    candidates = tuple(dict.fromkeys(text for _, text in proposals))[:3]
    reason = f"title proposed from the {source}" if proposals else "no words to propose a title from"
    event = Event("headline", "inferred", reason, 0.7, 0, 0, 1, severity="warning")
    event = replace(event, after=title, destination="meta:title")
    finding = Finding(
        "warning",
        "normalize-title-inferred",
        f"no title in the text; proposed from its {_CALLED[source]}: {title}"
        if proposals
        else f"no title in the text, nor words to propose one from: {title}",
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
    lang = language_of(galley)
    paragraphs = [p for p in galley.pieces if isinstance(p.block, doc.Paragraph)]
    said = [p for p in paragraphs if _says(p.block)] or paragraphs
    lead = next((p.block for p in said if not read_credits(line_of(p), lang)), None)
    text = re.sub(r"\s+", " ", doc.plain(lead.children)) if isinstance(lead, doc.Paragraph) else ""
    for title in from_lead(text):
        yield "lead", title
    name = _sayings(PurePath(galley.draft.origin.name).stem)
    if name:
        yield "filename", name
    # Words that only announce what follows them are no title where a heading stands over them.
    first = galley.pieces[0].block if galley.pieces else None
    above = doc.words_of(first) if isinstance(first, doc.Heading) else ""
    if above and text.endswith(_COLON):
        yield "heading", above
    if text:
        yield "lead", _first_words(text)


def _says(block: doc.Block) -> bool:
    """Whether a paragraph has words of its own: markup shown as it stands, pictures and rows of names have none."""
    if not isinstance(block, doc.Paragraph) or _MARKUP.match(doc.plain(block.children)):
        return False
    if len(_BETWEEN.split(doc.plain(block.children))) > _ROW:
        return False
    without: list[doc.Inline] = []
    for node in block.children:
        inner = node.children if isinstance(node, doc.Link) else (node,)
        without += [one for one in inner if not isinstance(one, doc.Picture)]
    return bool(doc.plain(tuple(without)).strip())


def _sayings(name: str) -> str:
    """The words of a slug or a file name that says something: three words and more, not a generic name."""
    stem = _DAY.sub("", re.sub(r"\.\w{2,5}$", "", name))
    parts = [part for part in re.split(r"[\s_+-]+", stem) if part]
    if len(parts) < 3 or _GENERIC.fullmatch(stem.lower()):
        return ""
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def _first_words(text: str) -> str:
    if not re.search(r"\s", text):
        return text[:40] + ("…" if len(text) > 40 else "")
    parts = text.split()
    first = parts[:10]
    # ``… the plans for the…`` stops at the plans.
    while len(parts) > 10 and len(first) > 4 and len(first[-1]) <= 3 and first[-1].islower():
        first.pop()
    return " ".join(first).rstrip(" ,;:.") + ("…" if len(parts) > 10 else "")
