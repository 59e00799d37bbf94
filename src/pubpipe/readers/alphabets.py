"""Bytes of an old encoding -> which one it is, told by the letters that languages have.

The names of the encodings are Python's. Letters are those of each language's orthography (CLDR, main exemplar sets)
beyond a to z.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 65_536
_FEW = 2
_WORDS = 10
_ICELANDIC = "áðéíóúýþæö"
# Without one of them ð, ý and þ are ğ, ı and ş of Turkish.
_VOWELS_OF_ICELANDIC = frozenset("áéíóúæ")
_LANGUAGES = {
    "cp1252": (
        "àâæçèéêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüçàèïòêâ",  # Spanish, Catalan, Galician
        "àáâãçéêíóôõú",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "áéëïíóöüèêç",  # Dutch
        "åäöéàæøåéòôü",  # Swedish, Finnish, Danish, Norwegian
        _ICELANDIC,
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovenian
        "ăâîşţ",  # Romanian
    ),
    "cp1254": ("çğıi\u0307öşüâîû",),  # Turkish
}
_RUNS = re.compile(rb"[\xc0-\xff]{3,}")
# Beside letters of prose; one of the second row within a word is a letter of another encoding.
_MARKS = frozenset("‘’“”‚„‹›«»–—…€£§°©®™•·´¿¡\u00a0\u00adªº½²")
_MARKS_APART = frozenset("ªº¹²³¿¡£¥½¼¾µ")
_HEBREW = re.compile(rb"[\xe0-\xfa]")
_NOT_HEBREW = re.compile(rb"[\xc0-\xd6\xd9-\xdf\xfb\xfc\xff]")  # without geresh and gershayim
# In Windows-1251 these are the five commonest vowels: two letters of five, in Hebrew one of four.
_VOWELS = re.compile(rb"[\xe0\xe5\xe8\xee\xf3]")
_HIRAGANA = re.compile("[\u3041-\u3096]")


def latin(data: bytes) -> str | None:
    """Return the encoding of a text in Latin letters: ``cp1252``, ``cp1250`` or ``cp1254``; None where it is none.

    Windows-1252 is believed unless an alphabet of another encoding fits better by two characters, or
    leaves none of several.
    """
    sample = data[:_SAMPLE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    letters = len(re.findall(rb"[A-Za-z]", sample))
    # In other scripts most letters are high, and stand side by side.
    if high > 0.4 * letters or len(_RUNS.findall(sample)) > max(1, 0.08 * high):
        return None
    foreign = {
        encoding: count for encoding in _LANGUAGES if (count := _foreign(sample, encoding)) is not None
    }
    if not foreign:
        return None
    best = min(foreign, key=foreign.__getitem__)
    western = foreign.get("cp1252", high)
    surely = 1 if foreign[best] == 0 and high > _FEW else 2
    found = best if foreign[best] + surely <= western else "cp1252"
    return found if foreign.get(found, high) <= max(2, 0.25 * high) else None


def is_hebrew(data: bytes) -> bool:
    """Whether a text that may be Russian in Windows-1251 is Hebrew in Windows-1255, which has neither case."""
    sample = data[:_SAMPLE]
    letters = len(_HEBREW.findall(sample))
    return (
        letters >= _WORDS and not _NOT_HEBREW.search(sample) and len(_VOWELS.findall(sample)) < 0.31 * letters
    )


def japanese(data: bytes) -> str | None:
    """Return ``cp932`` or ``euc_jp`` where that reads a text as one with hiragana in it, else None."""
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)[:_SAMPLE]
        except UnicodeDecodeError:
            continue
        if len(_HIRAGANA.findall(text)) >= 0.2 * max(1, len(re.findall("[^\x00-\x7f]", text))):
            return encoding
    return None


def _foreign(data: bytes, encoding: str) -> int | None:
    """Return how many characters the alphabet has not that fits best; None where a byte is none of the encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    letters: Counter[str] = Counter()
    marks = 0
    for match in re.finditer("[^\x00-\x7f]", text):
        char, start = match[0], match.start()
        if char in _MARKS_APART:
            marks += text[start - 1 : start].isalpha() or text[start + 1 : start + 2].islower()
        elif char.isalpha():
            letters[char.lower()] += 1
        else:
            marks += char not in _MARKS
    known = (
        alphabet
        for alphabet in _LANGUAGES[encoding]
        if alphabet != _ICELANDIC or letters.keys() & _VOWELS_OF_ICELANDIC
    )
    return marks + min(
        sum(n for letter, n in letters.items() if letter not in alphabet) for alphabet in known
    )
