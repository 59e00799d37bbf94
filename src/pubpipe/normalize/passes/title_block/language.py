"""An article of which nobody states the language -> that of its text (NORMALIZER 1.3 `lang`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.identification import detect, excerpts

_SURE_FROM = 200  # characters


def language(galley: Galley) -> Galley:
    """Infer the language where nobody states it; ``und`` with a warning where the text does not settle it."""
    if galley.meta.get("lang"):
        return galley
    text = sample(galley)
    lang = detect(text)
    reason, sure = ("language read off the text", 0.95 if len(text) >= _SURE_FROM else 0.9)
    if lang == "und":
        reason, sure = "the language is not clear from the text; und stands for that", 0.5
    event = Event("language", "inferred", reason, sure, 0, 0, 1, after=lang, destination="meta:lang")
    galley = replace(galley, events=(*galley.events, event)).with_meta(lang=lang)
    if lang != "und":
        return galley
    finding = Finding(
        "warning",
        "normalize-language-unknown",
        "the language of the text is not clear, so words are not hyphenated",
        "State it: --lang en, or lang: en in the front matter or the sidecar.",
        Place(galley.draft.origin.name),
    )
    return replace(galley, findings=(*galley.findings, finding))


def sample(galley: Galley) -> str:
    """Return paragraphs from the whole of an article, parted by blank lines, without what stands in code.

    The beginning alone may be what a site says of itself, or a chapter's introduction that nobody translated; code is
    English, whatever the language around it.
    """
    return excerpts("\n\n".join(text for piece in galley.pieces for text in _running(piece.block)))


def _running(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.CodeBlock() | doc.Rule():
            return
        case doc.ItemList(items):
            for item in items:
                for inner in item:
                    yield from _running(inner)
        case doc.Quote(blocks) | doc.Note(_, blocks):
            for inner in blocks:
                yield from _running(inner)
        case _:
            yield doc.words_of(doc.map_inlines(block, _without_code))


def _without_code(children: tuple[doc.Inline, ...]) -> tuple[doc.Inline, ...]:
    kept: list[doc.Inline] = []
    for node in children:
        match node:
            case doc.Code() | doc.Picture():
                kept.append(doc.Text(" "))
            case doc.Emphasis(inner) | doc.Strong(inner) | doc.Link(inner):
                kept.extend(_without_code(inner))
            case _:
                kept.append(node)
    return tuple(kept)
