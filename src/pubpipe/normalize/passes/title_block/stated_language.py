"""A language that a page states and its text contradicts -> the language of the text, with a warning."""

from __future__ import annotations

from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.identification import contradicted
from pubpipe.normalize.passes.title_block.language import sample


def stated_language(galley: Galley) -> Galley:
    """Believe a page's language only where its text agrees (NORMALIZER 1.3 `lang`).

    A template states its own language, whatever the article is in. What a person states stays.
    """
    stated = str(galley.meta.get("lang", ""))
    if not stated or galley.draft.kind not in ("html", "office") or "lang" in galley.wishes.given:
        return galley
    found = contradicted(stated, sample(galley))
    if not found:
        return galley
    message = f"the page says that it is in {stated!r}, its text is in {found!r}"
    event = Event("stated-language", "inferred", message, 0.95, 0, 0, 1, severity="warning")
    event = replace(event, after=found, destination="meta:lang")
    place = Place(galley.draft.origin.name)
    finding = Finding("warning", "normalize-language-contradicted", message, "State it: --lang.", place)
    galley = replace(galley, events=(*galley.events, event), findings=(*galley.findings, finding))
    return galley.with_meta(lang=found)
