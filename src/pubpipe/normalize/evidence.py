"""A word -> the languages that it speaks for, by the commonest words and the letters that only some of them have."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping

from pubpipe.normalize.phrases import lines

# Letters beyond a to z, and beyond those that every language of a script has (CLDR, main exemplar sets).
_LETTERS = {
    "de": "äöüß", "fr": "àâçèéêëîïôùûœ", "es": "áéíñóú", "pt": "áàâãçéêíóôõú", "it": "àèéìòù", "nl": "ëï",
    "pl": "ąćęłńóśźż", "sv": "åäö", "da": "æøå", "nb": "æøå", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž",
    "tr": "çğıöşü", "fi": "äö", "hu": "áéíóöőúüű", "ro": "ăâîșşțţ", "ca": "àçèéíïòóúü", "hr": "čćđšž", "sl": "čšž",
    "vi": "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ", "et": "äõöü", "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž", "gl": "áéíñóú", "is": "áæðéíóöþúý", "sq": "çë", "ga": "áéíóú", "cy": "ŵŷ",
    "ru": "ёъыэ", "uk": "іїєґ", "be": "ёіўыэ", "bg": "ъ", "sr": "јљњђћџ", "mk": "јљњѓќѕџ",
    "fa": "پچژگکی", "ur": "پچژگکیٹڈڑے", "ps": "پچژگټډړږښڼې",
}  # fmt: skip
# What only looks like a larger language, where it does not say clearly that it is none.
_LESS_LIKELY = {"gl": 0.75}


@functools.lru_cache(maxsize=4096)
def spoken_for(word: str) -> tuple[tuple[str, float], ...]:
    """Return the languages that a word in lower case speaks for, and how much it says: 1 where one alone has it."""
    evidence: defaultdict[str, float] = defaultdict(float)
    known = stopwords().get(word, ())
    for lang in known:
        evidence[lang] += 1 / len(known)
    for letter in () if word.isascii() else sorted(set(word)):
        having = _having().get(letter, ())
        for lang in having:
            evidence[lang] += 1 / len(having)
    return tuple((lang, weight * _LESS_LIKELY.get(lang, 1)) for lang, weight in evidence.items())


@functools.cache
def _having() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a letter."""
    every = sorted(set("".join(_LETTERS.values())))
    return {letter: tuple(lang for lang, own in _LETTERS.items() if letter in own) for letter in every}


@functools.cache
def stopwords() -> Mapping[str, tuple[str, ...]]:
    """Return the languages that have a common word, by the word."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in lines("stopwords"):
        lang, *words = line.lower().split()
        for word in dict.fromkeys(words):
            found[word] = (*found[word], lang)
    return found
