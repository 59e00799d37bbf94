"""An edition -> plain text in ASCII alone, and what its letters lost by it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pubpipe.editions.text.layout import layout_of
from pubpipe.editions.text.page import Spelling, page
from pubpipe.editions.text.romanizing import apart, ascii_text, letter
from pubpipe.model import Edition, Finding, Rendering
from pubpipe.sources.address import ascii_address

_TYPED = frozenset("©®™°±−×÷≤≥≠≈→←⇒✓✔№")
_SHOWN = 12  # kinds of characters that a finding names


def render(edition: Edition) -> Rendering:
    """Set an article as the plain text edition, in ASCII.

    Letters are transliterated by anyascii, Japanese by pykakasi, addresses percent-encoded (RFC 3986) so that they
    lead where they led, a character that has no ASCII form is printed as its code point, ``[U+1F000]``. Findings:
    ``text-ascii-letters`` (accents that are gone), ``text-ascii-scripts`` (letters of scripts other than Latin),
    ``text-ascii-symbols`` (signs written as others) and ``text-ascii-none`` (characters printed as their code
    point). Raises ConfigurationError for a
    ``text.toml`` that is wrong, EditionError where pandoc fails.
    """
    manuscript, layout = edition.manuscript, layout_of(edition)
    lang = manuscript.meta.lang.split("-", 1)[0].lower()
    whole = page(edition, layout)
    content = page(edition, layout, Spelling(lambda text: ascii_text(text, lang), ascii_address, apart))
    return Rendering(content.encode("ascii"), tuple(_findings(whole, lang)))


def _findings(whole: str, lang: str) -> Iterator[Finding]:
    """What a page in ASCII says less than the same page whole; addresses lose nothing."""
    words = unicodedata.normalize("NFC", re.sub(r"(?i)\b[a-z]+://\S+", "", whole))
    found = Counter(char for char in words if not char.isascii())
    letters = {c: n for c, n in found.items() if unicodedata.category(c)[0] in "LM" and not _is_selector(c)}
    latin = {c: n for c, n in letters.items() if unicodedata.name(c, "").startswith(("LATIN", "COMBINING"))}
    none = {c: n for c, n in found.items() if letter(c).startswith("[U+")}
    scripts = {c: n for c, n in letters.items() if c not in latin and c not in none}
    symbols = {c: n for c, n in found.items() if _is_symbol(c) and c not in none}
    if latin:
        message = f"letters lost their accents or their form: {_listed(latin, lang)}"
        yield Finding("info", "text-ascii-letters", message, "The txt edition has them all.")
    if scripts:
        message = (
            f"{sum(scripts.values())} letters are not Latin and are spelt in it: {_listed(scripts, lang)}"
        )
        hint = "Readers of the language will want the txt edition; this spelling cannot be turned back."
        yield Finding("warning", "text-ascii-scripts", message, hint)
    if symbols:
        message = f"symbols are written with other signs: {_listed(symbols, lang)}"
        yield Finding("info", "text-ascii-symbols", message, "The txt edition has them all.")
    if none:
        message = f"characters without an ASCII form are printed as their code points: {_listed(none, lang)}"
        yield Finding("warning", "text-ascii-none", message, "The txt edition has them all.")


def _is_selector(char: str) -> bool:
    """Whether a mark only chooses how the sign before it is drawn (Unicode 23.4)."""
    return "VARIATION SELECTOR" in unicodedata.name(char, "")


def _is_symbol(char: str) -> bool:
    """Whether a sign loses what it says in ASCII; money, and what typists write for it anyway, does not."""
    return unicodedata.category(char) in {"Sm", "So", "Sk"} and char not in _TYPED


def _listed(found: dict[str, int], lang: str) -> str:
    often = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{char} → {ascii_text(char, lang) or 'nothing'} ({n})" for char, n in often[:_SHOWN]]
    more = [f"and {len(often) - _SHOWN} more kinds"] if len(often) > _SHOWN else []
    return ", ".join([*told, *more])
