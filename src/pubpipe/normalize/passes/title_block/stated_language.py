"""A language that a page states and its text contradicts -> the language of the text, with a warning."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.passes.title_block.language import detect

_SAMPLE = 4000
# Only these are told apart surely enough to overrule a statement (Norwegian and Danish, for one, are not).
_SURE = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "ja", "ko", "zh", "ar", "he", "hi", "el")


def stated_language(galley: Galley) -> Galley:
    """Believe a page's language only where its text agrees (NORMALIZER 1.3 `lang`).

    A template states its own language, whatever the article is in. What a person states stays.
    """
    if galley.draft.kind not in ("html", "office") or "lang" in galley.wishes.given:
        return galley
    stated = str(galley.meta.get("lang", ""))
    if stated.split("-", maxsplit=1)[0].lower() not in _SURE:
        return galley
    found = detect(" ".join(doc.words_of(piece.block) for piece in galley.pieces[:60])[:_SAMPLE])
    if found not in _SURE or found == stated.split("-", maxsplit=1)[0].lower():
        return galley
    message = f"the page says that it is in {stated!r}, its text is in {found!r}"
    event = Event("stated-language", "inferred", message, 0.95, 0, 0, 1, severity="warning")
    event = replace(event, after=found, destination="meta:lang")
    place = Place(galley.draft.origin.name)
    finding = Finding("warning", "normalize-language-contradicted", message, "State it: --lang.", place)
    galley = replace(galley, events=(*galley.events, event), findings=(*galley.findings, finding))
    return galley.with_meta(lang=found)
