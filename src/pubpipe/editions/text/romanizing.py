"""Words of any script -> the same in ASCII, as a reader of the language would spell them on a plain keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pubpipe.editions.text.scripts import east_asian, greek, indic

# Where anyascii says something else than the character, or a typist writes it otherwise.
_OWN = {
    **{"—": "--", "―": "--", "≠": "!=", "≈": "~=", "‰": "/1000", "→": "->", "←": "<-", "⇒": "=>", "×": "x"},
    **{"¥": "JPY", "·": "*", "✓": "[x]", "✔": "[x]", "†": "+", "‡": "++", "″": '"'},
    **{"₽": "RUB", "«": '"', "»": '"', "‹": "'", "›": "'", "।": "."},
    **{
        "「": '"',
        "」": '"',
        "『": "'",
        "』": "'",
        "《": '"',
        "》": '"',
        "〈": "'",
        "〉": "'",
        "【": "[",
        "】": "]",
    },
    # Letters for which anyascii has nothing or a sign, since they carry or lengthen a vowel: as ALA-LC and
    # keyboards write them.
    **{"ا": "a", "أ": "a", "إ": "i", "ー": "-", "ｰ": "-", "ອ": "o", "ཨ": "a", "ृ": "ri"},
}
_STRETCH = "\N{ARABIC TATWEEL}"  # widens a word, and says nothing
_NORDIC = {"å": "aa", "ø": "oe", "æ": "ae"}
_SERBIAN = {
    "ж": "z",
    "х": "h",
    "ц": "c",
    "ч": "c",
    "ш": "s",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "dj",
    "џ": "dz",
}
# The spellings that a language has of its own for a keyboard without its letters: of Ukrainian and Bulgarian the
# official ones (resolution 55 of 2010; law of 2009), of Serbian its own Latin letters.
_LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "§": "Par."},
    **dict.fromkeys(("da", "nb", "nn", "no"), _NORDIC),
    "en": {"§": "Sec."},
    "uk": {"г": "h", "и": "y"},
    "be": {"г": "h"},
    "bg": {"щ": "sht", "ъ": "a", "х": "h"},
    **dict.fromkeys(("sr", "mk"), _SERBIAN),
}

_HAN = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_EAST = re.compile(f"[{_HAN}]+")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+")
_OPEN, _SHUT = "「『（【〈《〔［｛", "、。，．：；！？」』）】〉》〕］｝"
# East Asian type has no spaces between words, nor beside marks whose form holds one.
_PLACES = re.compile(
    f"(?<=[{_HAN}])(?=[^\\W_{_HAN}]|[{_OPEN}“‘(])|(?<=[^\\W_{_HAN}])(?=[{_HAN}{_OPEN}])"
    f"|(?<=[{_SHUT}”’).,;:!?])(?=[{_HAN}{_OPEN}])|(?<=[{_SHUT}])(?=[^\\W_{_HAN}]|[“‘(])"
)
_IN_NUMBERS = re.compile("(?<=[0-9０-９])[，．：](?=[0-9０-９])")


def ascii_text(text: str, lang: str = "") -> str:
    """Write a text in ASCII, the letters as the language (a primary subtag) writes them without its own keys.

    Powers and fractions keep their value: ``10²`` is ``10^2``, ``2½`` is ``2 1/2``. Chinese and Japanese, which
    have no spaces, get them between words or syllables.
    """
    if text.isascii() and lang not in {"el", "grc"}:
        return text
    composed = unicodedata.normalize("NFC", text)
    composed = re.sub(r"(?<=[\w)])[⁰¹²³⁴-⁹⁻]+", lambda m: f"^{unicodedata.normalize('NFKC', m[0])}", composed)
    composed = re.sub("(?<=[0-9])(?=[¼-¾⅐-⅞])|(?<=§)(?=[0-9])", " ", composed)
    composed = _IN_NUMBERS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), composed)
    composed = _PLACES.sub(" ", composed).replace("——", " — ")
    composed = _EAST.sub(lambda m: east_asian(m[0], lang), composed)
    composed = indic(composed, lang)
    if lang in {"el", "grc"}:
        composed = greek(composed)
    composed = _HANGUL.sub(lambda m: "".join(_letter(char, {}) for char in m[0]).lower(), composed)
    own = _LANGUAGES.get(lang, {})
    return "".join(_letter(char, own) for char in composed)


def apart(before: str, after: str) -> bool:
    """Whether two characters that meet where an element begins or ends need a space between them in ASCII."""
    both = f"{before}{after}"
    return len(both) == 2 and bool(_EAST.fullmatch(both) or _PLACES.search(both))


def letter(char: str) -> str:
    """Spell one character for itself; what has no ASCII form is its code point, ``[U+1F000]``."""
    return _letter(char, {})


def _letter(char: str, own: Mapping[str, str]) -> str:
    if char.isascii():
        return char
    if found := own.get(char):
        return found
    if found := own.get(char.lower()):
        return found.capitalize()
    from anyascii import anyascii

    written = _OWN.get(char) or str(anyascii(char))
    silent = char == _STRETCH or unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf", "Zs", "Zl", "Zp"}
    return written or ("" if silent else f"[U+{ord(char):04X}]")
