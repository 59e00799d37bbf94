"""Words of a script that cannot be spelt letter by letter -> the same with Latin letters where that is needed."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pykakasi

# As modified Hepburn has them; the library writes what is written, not what is said.
_PARTICLES = {"は": "wa", "へ": "e", "には": "niwa", "では": "dewa", "とは": "towa", "へは": "ewa"}
_VARIANTS = str.maketrans(
    "髙﨑濵𠮷", "高崎浜吉"
)  # forms of names that the dictionary has under their common form
_KANA = re.compile("[\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\uff66-\uff9f]")

_INDIC = "DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM"
_INDIC_LETTERS = re.compile("[\u0900-\u0d7f]")
_CONSONANT = re.compile(rf"(?:{_INDIC}) LETTER [^AEIOU ]+A")
_LABIAL = re.compile(rf"(?:{_INDIC}) LETTER (?:P|PH|B|BH|M)A")
_NO_VOWEL = re.compile(rf"(?:{_INDIC}) (?:VOWEL SIGN|SIGN VIRAMA|AU LENGTH MARK)")
# Languages that do not say the vowel of a word's last consonant.
_CLIPPED = frozenset({"hi", "mr", "gu", "pa"})
# Letters with a dot below that Unicode takes apart though it has them whole (composition exclusions).
_WHOLE = {
    unicodedata.normalize("NFC", chr(n)): chr(n)
    for n in (
        *range(0x958, 0x960),
        0x9DC,
        0x9DD,
        0x9DF,
        0xA33,
        0xA36,
        *range(0xA59, 0xA5C),
        0xA5E,
        0xB5C,
        0xB5D,
    )
}


def east_asian(run: str, lang: str) -> str:
    """Spell a run of ideographs and kana, words (Japanese) or syllables (Chinese, ALA-LC) apart.

    What the dictionary does not have is read as in Chinese, since that is all that anyascii knows.
    """
    if lang != "ja" and not _KANA.search(run):
        return _syllables(run)
    run = run.translate(_VARIANTS)
    said = [
        _words(part) for part in re.split(f"([{''.join(filter(_unread, sorted(set(run)))) or '!'}])", run)
    ]
    return " ".join(filter(None, said))


def _words(run: str) -> str:
    items = [(item["orig"], item["hepburn"]) for item in _reader().convert(run)]
    if "".join(word for word, _ in items) != run:
        return _syllables(run)
    return " ".join(filter(None, (_japanese(word, said) for word, said in items)))


def _unread(char: str) -> bool:
    """Whether the dictionary leaves an ideograph out where it stands."""
    return not any(item["hepburn"] for item in _reader().convert(char))


def _japanese(word: str, said: str) -> str:
    plain = said.isascii() and said.replace("-", "").replace("'", "").isalpha()
    return _PARTICLES.get(word, said) if plain else _syllables(word)


def _syllables(run: str) -> str:
    from anyascii import anyascii

    return " ".join(filter(None, (anyascii(char).lower() for char in run)))


@functools.cache
def _reader() -> pykakasi.kakasi:
    import pykakasi

    return pykakasi.kakasi()  # type: ignore[no-untyped-call]


def indic(text: str, lang: str) -> str:
    """Add the vowel that a consonant of India's scripts has where no other is written (ISO 15919).

    Hindi and its like lose it at a word's end after one consonant, and the sign of a nasal is said as the letter
    after it asks: so it is written in Latin letters there (the Hunterian way).
    """
    if not _INDIC_LETTERS.search(text):
        return text
    for apart, whole in _WHOLE.items():
        text = text.replace(apart, whole)
    names = [unicodedata.name(char, "") for char in text]
    written = list[str]()
    for n, char in enumerate(text):
        following = names[n + 1] if n + 1 < len(names) else ""
        if names[n].endswith((" SIGN ANUSVARA", " SIGN CANDRABINDU", " SIGN BINDI", " TIPPI")):
            last = not _is_indic(following)
            written.append("m" if _LABIAL.match(following) or (last and lang not in _CLIPPED) else "n")
        elif _CONSONANT.fullmatch(names[n]) and not _NO_VOWEL.match(following):
            dotted = following.endswith("SIGN NUKTA")
            if dotted and n + 2 < len(names) and _NO_VOWEL.match(names[n + 2]):
                written.append(char)
                continue
            before = names[n - 1] if n else ""
            clipped = lang in _CLIPPED and not _is_indic(following) and _is_indic(before)
            written.append(char if clipped and not before.endswith("VIRAMA") else f"{char}a")
        else:
            written.append(char)
    return "".join(written)


def _is_indic(name: str) -> bool:
    return bool(re.match(rf"(?:{_INDIC}) (?:LETTER|VOWEL|SIGN|TIPPI)", name))


def greek(text: str) -> str:
    """Write the letters that are said together in modern Greek as they are said (ELOT 743, ISO 843 type 2).

    A raised dot is a semicolon, a semicolon a question mark.
    """
    text = re.sub("(?<=[αεηΑΕΗ])[υύΥΎ](?=[αάεέηήιίοόυύωώβγδζλμνρ])", _cased("v"), text, flags=re.IGNORECASE)
    text = re.sub("(?<=[αεηΑΕΗ])[υύΥΎ]", _cased("f"), text)
    text = re.sub("(?<=[οΟ])[υύΥΎ]", _cased("u"), text)
    text = re.sub("[γΓ](?=[γξχΓΞΧ])", _cased("n"), text)
    text = re.sub(r"\b([μΜ])[πΠ]", _cased("b"), text)
    closed = "(?<=[\u0370-\u03ff\u1f00-\u1fff»”)a-z])"
    return re.sub(f"{closed}\N{MIDDLE DOT}", ";", re.sub(f"{closed};", "?", text))


def _cased(letter: str) -> Callable[[re.Match[str]], str]:
    return lambda match: letter.upper() if match[0][0].isupper() else letter
