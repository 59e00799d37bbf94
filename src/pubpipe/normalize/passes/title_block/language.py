"""The script and the commonest words of a text -> its language (NORMALIZER 1.3 `lang`)."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from pubpipe.model import Event, Finding, Place
from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.phrases import lines

_SAMPLE = 2000
# Scripts that one language has for itself, the most telling first: kana before the signs that it shares.
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e3a]")),
    ("el", re.compile("[\u0386-\u03ce]")),
    ("hy", re.compile("[\u0531-\u0587]")),
    ("ka", re.compile("[\u10d0-\u10fa]")),
    ("bn", re.compile("[\u0985-\u09b9]")),
    ("pa", re.compile("[\u0a05-\u0a39]")),
    ("gu", re.compile("[\u0a85-\u0ab9]")),
    ("ta", re.compile("[\u0b85-\u0bb9]")),
    ("te", re.compile("[\u0c05-\u0c39]")),
    ("kn", re.compile("[\u0c85-\u0cb9]")),
    ("ml", re.compile("[\u0d05-\u0d39]")),
    ("si", re.compile("[\u0d85-\u0dc6]")),
    ("lo", re.compile("[\u0e81-\u0eae]")),
    ("my", re.compile("[\u1000-\u102a]")),
    ("am", re.compile("[\u1200-\u135a]")),
    ("km", re.compile("[\u1780-\u17b3]")),
)
# Scripts that several languages share, with the one that is meant where their commonest words do not tell.
_SHARED = (
    ("ru", re.compile("[\u0410-\u044f]"), ("ru", "uk", "bg", "sr", "be", "mk")),
    ("ar", re.compile("[\u0621-\u064a]"), ("ar", "fa", "ur", "ps")),
    ("he", re.compile("[\u05d0-\u05ea]"), ("he", "yi")),
    ("hi", re.compile("[\u0905-\u0939]"), ("hi", "mr", "ne")),
)
# Letters that hardly any other language of the same script has: each word with one speaks for the language.
_LETTERS = {
    "cs": "řěů", "sk": "ľĺŕ", "pl": "łąęśźż", "hu": "őű", "ro": "țșţ", "tr": "ığ", "de": "ß", "pt": "ãõ", "lv": "āēīļņ",
    "lt": "ėįų", "hr": "đ", "vi": "ạảấầẩậắằếềểệọộớờợủứừự", "is": "ðþ", "uk": "їєґ", "be": "ў", "ru": "ыэё", "mk": "ѓќѕ",
    "sr": "ђћџ", "fa": "پچژگ", "ur": "ٹڈڑے",
}  # fmt: skip
_LETTER_WEIGHT = 0.5
_ENOUGH = 30
_SURE_FROM = 200  # characters
_ENOUGH_SIGNS = 10
_QUOTED = 0.1
_MOSTLY = 0.4
_COMMON = 0.08
_AHEAD = 1.15
# Marks belong to the words of Indic and Arabic scripts.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u200c-])*")


def language(galley: Galley) -> Galley:
    """Infer the language where nobody states it; ``und`` with a warning where the text does not settle it."""
    if galley.meta.get("lang"):
        return galley
    sample = " ".join(doc.words_of(p.block) for p in galley.pieces[:60])[:_SAMPLE]
    lang = detect(sample)
    reason, sure = ("language read off the text", 0.95 if len(sample) >= _SURE_FROM else 0.9)
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


def detect(text: str) -> str:
    """Return a BCP 47 language, ``und`` for a text of fewer than 30 letters or without a clear winner."""
    letters = sum(map(str.isalpha, text))
    for lang, script in _SCRIPTS if letters >= _ENOUGH_SIGNS and not text.isascii() else ():
        # Quoted words of another script are no evidence.
        if len(script.findall(text)) >= _QUOTED * letters:
            return lang
    if letters < _ENOUGH:
        return "und"
    for usual, script, langs in () if text.isascii() else _SHARED:
        if len(script.findall(text)) >= _MOSTLY * letters:
            return _by_words(text, langs) or usual
    return _by_words(text, ()) or "und"


def _by_words(text: str, langs: tuple[str, ...]) -> str:
    """The language whose commonest words the text has most of, empty without a clear winner.

    A word counts the less, the more languages have it.
    """
    found = Counter(_WORD.findall(text.casefold()))
    scores: defaultdict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    for word, times in found.items():
        evidence = _evidence(word)
        for lang, weight in evidence.items():
            if not langs or lang in langs:
                scores[lang] += times * weight
                hits[lang] += times
    if not scores:
        return ""
    best, *others = sorted(scores, key=lambda lang: (-scores[lang], lang))
    ahead = not others or scores[best] >= _AHEAD * scores[others[0]]
    return best if ahead and hits[best] >= _COMMON * found.total() else ""


@functools.lru_cache(maxsize=4096)
def _evidence(word: str) -> Mapping[str, float]:
    """The languages that a word speaks for, and how much it says."""
    langs = _stopwords().get(word, ())
    evidence = dict.fromkeys(langs, 1 / max(1, len(langs)))
    if not word.isascii():
        for lang, letters in _LETTERS.items():
            if any(char in letters for char in word):
                evidence[lang] = evidence.get(lang, 0) + _LETTER_WEIGHT
    return evidence


@functools.cache
def _stopwords() -> dict[str, tuple[str, ...]]:
    """The languages that have a common word."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines("stopwords"):
        lang, *words = line.casefold().split()
        for word in dict.fromkeys(words):
            found[word] = (*found.get(word, ()), lang)
    return found
