"""Words and how they are read -> one notation for both in plain text, ``{漢字|かんじ}``, and back.

The notation is that of Denden Markdown, which Japanese e-books are written in. Only ideographs with a reading in
kana, bopomofo, hangul or Latin letters make it: braces in code or in mathematics are never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_IDEOGRAPH = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_READING = "\u3041-\u3096\u3099-\u309e\u30a1-\u30fe\u3105-\u312f\uac00-\ud7af\u02c7\u02c9-\u02cb\u02d9"
_LATIN = "A-Za-z\u00c0-\u024f\u0300-\u036f '’-"
_NOTATION = re.compile(
    rf"(?<!\{{)\{{([^{{}}|\s（）()]{{0,20}}[{_IDEOGRAPH}][^{{}}|\s（）()]{{0,20}})\|([{_READING}{_LATIN}]{{1,60}})\}}(?!\}})"
)


def notation(words: str, reading: str) -> str:
    """Return words with their reading in the notation, in brackets where that could not be read back."""
    written = f"{{{words}|{reading}}}"
    return written if _NOTATION.fullmatch(written) else bracketed(words, reading)


def bracketed(words: str, reading: str) -> str:
    """Return words with their reading in brackets after them, as newspapers print it."""
    return f"{words}（{reading}）" if re.search(f"[{_IDEOGRAPH}]", words) else f"{words} ({reading})"


def spelt_out(text: str) -> str:
    """Return a text with every reading in brackets, for a title and whatever else is no Markdown."""
    return "".join(
        before + (bracketed(words, reading) if words else "") for before, words, reading in readings(text)
    )


def readings(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the readings in a text, each as (the text before it, its words, the reading); last the rest alone."""
    end = 0
    for match in _NOTATION.finditer(text):
        yield text[end : match.start()], match[1], match[2].strip()
        end = match.end()
    yield text[end:], "", ""
