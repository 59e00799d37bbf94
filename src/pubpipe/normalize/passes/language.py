"""The script and the commonest words of a text -> its language (NORMALIZER 1.3 `lang`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley

_SAMPLE = 4000
# Letters that settle the language by themselves, the most telling first.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e3a]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("uk", re.compile("[їєґ]")),
    ("ru", re.compile("[ыэъё]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0621-\u064a]")),
)
_COMMON = {
    "en": "the of and to in a is that for it was on with as be by at this from are have not",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se",
    "es": "de la que el en y a los se del las un por con una su para es al lo como más",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as dos ao",
    "it": "di e il la che in un a per è una sono con non del della le si da al dei",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij",
    "pl": "w i na z do się nie to że jest o od po za przez jak dla oraz ale",
    "sv": "och i att det som en på är av för med till den har inte om ett",
    "da": "og i at det er en til på som af for den med de der ikke har et",
    "cs": "a se v na je že s z do to o k i ve jako za pro by ale",
    "tr": "bir ve bu da de için ile olarak çok daha gibi olan kadar sonra",
    "id": "yang dan di untuk dengan dari ini itu dalam pada tidak akan ke adalah",
}
_ENOUGH = 30


def language(galley: Galley) -> Galley:
    """Infer the language where nobody states it; ``und`` with a warning where the text does not settle it."""
    if galley.meta.get("lang"):
        return galley
    sample = " ".join(doc.words_of(p.block) for p in galley.pieces[:60])[:_SAMPLE]
    lang = detect(sample)
    event = Event("language", "inferred", "language read off the text", 0.95, 0, 0, 1)
    event = replace(event, after=lang, destination="meta:lang")
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


def detect(text: str) -> str:
    """Return a BCP 47 language, ``und`` for a text of fewer than 30 letters or without a clear winner."""
    letters = sum(char.isalpha() for char in text)
    if letters < _ENOUGH:
        return "und"
    for lang, script in _SCRIPTS:
        # Quoted words of another script are no evidence, so a tenth of the letters must be of it.
        share = 0.1 if lang not in ("uk", "ru", "fa") else 0.01
        if len(script.findall(text.lower())) >= share * letters:
            return lang
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    total = sum(words.values())
    scores = {lang: sum(words[w] for w in common.split()) / total for lang, common in _COMMON.items()}
    best, second = sorted(scores.values(), reverse=True)[:2]
    if best < 0.08 or best < 1.15 * second:
        return "und"
    return max(scores, key=lambda lang: scores[lang])
