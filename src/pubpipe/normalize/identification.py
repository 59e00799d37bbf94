"""A text -> the languages that its paragraphs are in, told by their scripts, letters and commonest words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pubpipe.normalize.evidence import spoken_for, stopwords

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
# Languages whose commonest words are much the same.
_KIN = (
    ("es", "pt", "it", "fr", "ca", "gl", "ro"),
    ("cs", "sk", "pl", "hr", "sl"),
    ("sv", "da", "nb"),
    *(langs for _, _, langs in _SHARED),
)
_USUAL = frozenset(usual for usual, _, _ in _SHARED)
_ALONE = frozenset(lang for lang, _ in _SCRIPTS)
_BY_SCRIPT = _ALONE.union(*(langs for _, _, langs in _SHARED))
_BEYOND_LATIN = re.compile("[^\x00-\u0385\u2000-\u3040]")
# Other tags of what is known here, or of what it cannot be told from.
_NAMES = {"no": "nb", "nn": "nb", "iw": "he", "fil": "tl", "bs": "hr", "sh": "hr", "ms": "id"}
_SAMPLE = 4000
_PIECES = 16
_CLEARLY = 0.55
_PARTLY = 0.25
_ENOUGH = 30  # letters
_ENOUGH_SIGNS = 10
_MOSTLY = 0.25
_COMMON = 0.08
_VOCABULARY = 0.035
_AHEAD = 1.1
# A sign says as much as two or three letters do.
_SIGNS = {"ja": 2.5, "ko": 2.5, "zh": 2.5}
# A text in kanji alone is a heading or a name where kana stand elsewhere.
_KANA = 0.1
# Letters with an apostrophe are words of their own (l'eau, c'est); marks belong to Indic and Arabic words.
_WORD = re.compile(
    r"(?<![^\W\d_])[^\W\d_]'(?=[^\W\d_])|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0dff\u200c-])*"
)
# Addresses and paths are in no language.
_NAME = re.compile(r"[!-~]*[/@][!-~]*")


def detect(text: str) -> str:
    """Return a BCP 47 language, ``und`` for a text of fewer than 30 letters or without a clear winner.

    Paragraphs are parted by blank lines; see :func:`votes`. A text that has only a few of a language's words, however
    often, is in none that is known here.
    """
    return _winner(text, votes(text))


def contradicted(stated: str, text: str) -> str:
    """Return the language of a text that is not in the one that is stated of it, empty where it may be.

    A language that is not known here is believed, and so is one that the text resembles or has a fair part of: a page
    of which only half is translated yet.
    """
    said = stated.split("-", maxsplit=1)[0].lower()
    said = _NAMES.get(said, said)
    found = votes(text)
    best = _winner(text, found)
    if best == "und" or not _is_known(said) or any(said in kin and best in kin for kin in _KIN):
        return ""
    every = sum(found.values())
    clear = _together(found, best) > _CLEARLY * every and _together(found, said) < _PARTLY * every
    return best if clear and best != said else ""


def excerpts(text: str) -> str:
    """Return a text of up to 4,000 characters whole, of a longer one pieces from its beginning to its end."""
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // _PIECES
    starts = (at * (len(text) - size) // (_PIECES - 1) for at in range(_PIECES))
    return "\n\n".join(text[start : start + size] for start in starts)


def _winner(text: str, found: Mapping[str, float]) -> str:
    if not found:
        return "und"
    best, *others = sorted(
        found, key=lambda lang: (-_together(found, lang), -found[lang], lang not in _USUAL, lang)
    )
    if sum(found.values()) < (_ENOUGH_SIGNS if best in _ALONE else _ENOUGH):
        return "und"
    if not others or found[best] >= _AHEAD * found[others[0]]:
        return best if _is_spoken(best, text) else "und"
    return next((usual for usual, _, langs in _SHARED if best == usual and others[0] in langs), "und")


def _is_spoken(lang: str, text: str) -> bool:
    """Whether so many different words of a text speak for a language that it cannot be by chance."""
    if lang in _BY_SCRIPT:
        return True
    words = set(_words(_even(text)))
    spoken = sum(any(lang == one for one, _ in spoken_for(word)) for word in words)
    return spoken >= _VOCABULARY * len(words)


def _is_known(lang: str) -> bool:
    return lang in _ALONE or any(lang in langs for langs in stopwords().values())


def _together(found: Mapping[str, float], lang: str) -> float:
    """The votes for a language and for those that resemble it, among which the votes for one of them are divided."""
    kin = next((kin for kin in _KIN if lang in kin), (lang,))
    return sum(found.get(one, 0) for one in kin)


def votes(text: str) -> Mapping[str, float]:
    """Return how many of a text's letters speak for each language.

    Each paragraph votes with its letters, for the language that its words are in and, where several share them, for
    each in part. A count of words over the whole text would hear those languages alone that have many short words: a
    page of Finnish would be English by one paragraph that nobody translated.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for paragraph in _even(text).split("\n\n"):
        for lang, share in _shares(paragraph):
            found[lang] += share
    for usual, _, langs in _SHARED:
        if unsettled := found.pop(f"{usual}?", 0):
            found[max(langs, key=lambda lang: (found.get(lang, 0), lang == usual))] += unsettled
    if found.get("ja", 0) > _KANA * found.get("zh", 0):
        found["ja"] += found.pop("zh", 0)
    return {lang: letters for lang, letters in found.items() if letters}


def _shares(paragraph: str) -> Iterator[tuple[str, float]]:
    """A paragraph's letters, divided among languages; a shared script without any evidence has a query."""
    words = _words(paragraph)
    letters = sum(map(len, words))
    usual, langs = _script(paragraph, letters)
    if usual in _ALONE:
        yield usual, letters * _SIGNS.get(usual, 1)
        return
    scores = _scores(words, langs)
    if usual and not scores:
        yield f"{usual}?", letters
    # Squares, since a language that has half as much evidence is far less likely than half.
    total = sum(score * score for score in scores.values())
    for lang, score in scores.items():
        yield lang, letters * score * score / total


def _even(text: str) -> str:
    return text.lower().replace("\u2019", "'")


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(_NAME.sub(" ", text))


def _script(paragraph: str, letters: int) -> tuple[str, tuple[str, ...]]:
    """The usual language of a paragraph's script and all that have it; nothing for Latin letters."""
    if paragraph.isascii() or not _BEYOND_LATIN.search(paragraph):
        return "", ()

    def stands(script: re.Pattern[str]) -> bool:
        # A few words of another script are quoted.
        return len(script.findall(paragraph)) >= _MOSTLY * letters

    own = next((lang for lang, script in _SCRIPTS if stands(script)), "")
    if own:
        return own, (own,)
    return next(((usual, langs) for usual, script, langs in _SHARED if stands(script)), ("", ()))


def _scores(words: Sequence[str], langs: tuple[str, ...]) -> Mapping[str, float]:
    """How much of each language the words of a paragraph have, nothing where it is hardly any.

    A word counts the less, the more languages have it.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    hits: defaultdict[str, int] = defaultdict(int)
    for word in words:
        for lang, weight in spoken_for(word):
            if not langs or lang in langs:
                scores[lang] += weight
                hits[lang] += 1
    return scores if scores and max(hits.values()) >= _COMMON * len(words) else {}
