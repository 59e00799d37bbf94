"""Words set above or below the line -> the characters that Unicode has for them: 10⁶ m² is not 106 m2."""

from __future__ import annotations

import re

_FIGURES = "0123456789+-−=()"
# Unicode 16, blocks Latin-1 Supplement, Superscripts and Subscripts, Spacing Modifier Letters, Phonetic Extensions.
_RAISED = str.maketrans(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LEVEL = str.maketrans(
    "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻºª", "01234567890123456789abcdefghijklmnoprstuvwxyzoa"
)
# A figure among letters or stops is a power or an index; a line of small print has several words.
_POWER = re.compile(r"\s*(?=[^\s\[\]]*\d)[^\s\[\]]{1,8}\s*")
_SUM = re.compile(rf"\s*[{re.escape(_FIGURES)}ni](?:[{re.escape(_FIGURES)}ni ]*)\s*")
_ORDINAL = {"o": "º", "a": "ª"}


def raised(words: str, before: str) -> str:
    """Return words set above the line as they are written in plain text; ``before`` is what stands before them.

    Figures and the signs of arithmetic are raised, letters with them, ``n`` and ``i`` by themselves, and the letter
    of an ordinal (``1º``, ``Nº``). Other words, such as the ``nd`` of ``2nd`` and a mark in brackets, stay as they are.
    """
    if _SUM.fullmatch(words) or _POWER.fullmatch(words):
        return words.translate(_RAISED).translate(_LETTERS)
    if words in _ORDINAL and re.search(r"(?:\d|\b[Nn])$", before):
        return _ORDINAL[words]
    return words


def lowered(words: str) -> str:
    """Return words set below the line as they are written in plain text: figures and the signs of arithmetic.

    Of letters few faces have such forms: ``C₂v``.
    """
    return words.translate(_LOWERED) if _POWER.fullmatch(words) or _SUM.fullmatch(words) else words


def level(words: str) -> str:
    """Return words with raised and lowered characters as plain ones, by which two sayings of the same are compared."""
    return words.translate(_LEVEL)
