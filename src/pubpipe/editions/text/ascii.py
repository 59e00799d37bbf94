"""An edition -> plain text in ASCII alone, and what its letters lost by it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pubpipe.editions.text.layout import layout_of
from pubpipe.editions.text.page import Spelling, page
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.sources.address import ascii_address

# Where anyascii says something else than the character, or a typist writes it otherwise.
_OWN = {
    **{"—": "--", "―": "--", "≠": "!=", "≈": "~=", "‰": "/1000", "→": "->", "←": "<-", "⇒": "=>", "×": "x"},
    **{
        "¥": "JPY",
        "·": "*",
        "✓": "[x]",
        "✔": "[x]",
        "†": "+",
        "‡": "++",
        "«": '"',
        "»": '"',
        "‹": "'",
        "›": "'",
    },
    # Letters for which anyascii has nothing, since they carry or lengthen a vowel: as ALA-LC and keyboards write them.
    **{"ا": "a", "ー": "-", "ｰ": "-", "ອ": "o", "ཨ": "a"},
}
_STRETCH = "\N{ARABIC TATWEEL}"  # widens a word, and says nothing
# The spellings that a language has of its own for a keyboard without its letters.
_LANGUAGES = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"},
    **{
        lang: {"å": "aa", "ø": "oe", "æ": "ae", "Å": "Aa", "Ø": "Oe", "Æ": "Ae"}
        for lang in ("da", "nb", "nn", "no")
    },
}
_SHOWN = 12  # kinds of characters that a finding names


def render(edition: Edition) -> Rendering:
    """Set an article as the plain text edition, in ASCII.

    Letters are transliterated by anyascii, addresses percent-encoded (RFC 3986) so that they lead where they
    led, a character that has no ASCII form is printed as its code point, ``[U+1F000]``. Findings:
    ``text-ascii-letters`` (accents that are gone), ``text-ascii-scripts`` (letters of scripts other than Latin)
    and ``text-ascii-none`` (characters printed as their code point). Raises ConfigurationError for a
    ``text.toml`` that is wrong, EditionError where pandoc fails.
    """
    manuscript, layout = edition.manuscript, layout_of(edition)
    lang = manuscript.meta.lang.split("-", 1)[0].lower()
    whole = page(edition, layout)
    content = page(edition, layout, Spelling(lambda text: ascii_text(text, lang), ascii_address))
    return Rendering(content.encode("ascii"), tuple(_findings(whole, lang)))


def ascii_text(text: str, lang: str = "") -> str:
    """Write a text in ASCII, the letters as the language (a primary subtag) writes them without its own keys.

    Powers and fractions keep their value: ``10²`` is ``10^2``, ``2½`` is ``2 1/2``.
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    composed = re.sub(r"(?<=[\w)])[⁰¹²³⁴-⁹⁻]+", lambda m: f"^{unicodedata.normalize('NFKC', m[0])}", composed)
    composed = re.sub("(?<=[0-9])(?=[¼-¾⅐-⅞])", " ", composed)
    own = _LANGUAGES.get(lang, {})
    return "".join(own.get(char) or _letter(char) for char in composed)


def _letter(char: str) -> str:
    if char.isascii():
        return char
    from anyascii import anyascii

    written = _OWN.get(char) or str(anyascii(char))
    silent = char == _STRETCH or unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf", "Zs", "Zl", "Zp"}
    return written or ("" if silent else f"[U+{ord(char):04X}]")


def _findings(whole: str, lang: str) -> Iterator[Finding]:
    """What a page in ASCII says less than the same page whole; addresses lose nothing."""
    words = unicodedata.normalize("NFC", re.sub(r"(?i)\b[a-z]+://\S+", "", whole))
    found = Counter(char for char in words if not char.isascii())
    letters = {c: n for c, n in found.items() if unicodedata.category(c)[0] in "LM"}
    latin = {c: n for c, n in letters.items() if unicodedata.name(c, "").startswith(("LATIN", "COMBINING"))}
    none = {c: n for c, n in found.items() if _letter(c).startswith("[U+")}
    scripts = {c: n for c, n in letters.items() if c not in latin and c not in none}
    if latin:
        message = f"letters lost their accents or their form: {_listed(latin, lang)}"
        yield Finding("info", "text-ascii-letters", message, "The txt edition has them all.")
    if scripts:
        message = (
            f"{sum(scripts.values())} letters are not Latin and are spelt in it: {_listed(scripts, lang)}"
        )
        hint = "Readers of the language will want the txt edition; this spelling cannot be turned back."
        yield Finding("warning", "text-ascii-scripts", message, hint)
    if none:
        message = f"characters without an ASCII form are printed as their code points: {_listed(none, lang)}"
        yield Finding("warning", "text-ascii-none", message, "The txt edition has them all.")


def _listed(found: dict[str, int], lang: str) -> str:
    often = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{char} → {ascii_text(char, lang) or 'nothing'} ({n})" for char, n in often[:_SHOWN]]
    more = [f"and {len(often) - _SHOWN} more kinds"] if len(often) > _SHOWN else []
    return ", ".join([*told, *more])
