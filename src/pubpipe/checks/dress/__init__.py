"""A document and its style sheets -> words that stand out too little, or are too small, as its own CSS shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pubpipe.checks.colours import contrast

if TYPE_CHECKING:
    from pubpipe.checks.documents import Document
    from pubpipe.checks.dress.worn import Worn
    from pubpipe.model import Finding

_SMALLEST = (
    8.0  # CSS pixels, that is 6 points: the smallest that a house sets, for figures at the edge of a note
)
_LARGE, _LARGE_BOLD = 24.0, 18.66  # CSS pixels, from which WCAG 1.4.3 asks for 3 : 1
_SHOWN = 60  # letters of a passage that a finding quotes


def findings(document: Document, sheets: Sequence[str], *, xml: bool = False) -> Iterator[Finding]:
    """Yield what the CSS that applies makes hard to read, in light and where the sheets know it in dark.

    ``sheets`` are the style sheets in their order, without those within the document. What cannot be computed (a
    picture behind words, a size in units of the window's height) is not told of: no finding is a guess.
    """
    from pubpipe.checks.dress.sheets import inner, read
    from pubpipe.checks.dress.worn import worn

    texts = [*sheets, *inner(document.root)]
    schemes = ("light", "dark") if any("dark" in text for text in texts) else ("light",)
    told: set[tuple[str, object]] = set()
    for scheme in schemes:
        for one in worn(document.root, read(texts, scheme), scheme, xml=xml):
            for code, key, message in _wrong(one, scheme):
                if (code, key) not in told:
                    told.add((code, key))
                    yield document.say(code, message, one.element)


def _wrong(one: Worn, scheme: str) -> Iterator[tuple[str, object, str]]:
    words = f"“{one.words if len(one.words) <= _SHOWN else one.words[: _SHOWN - 1] + '…'}”"
    if one.size is not None and 0 < one.size < _SMALLEST:
        yield "markup-tiny", round(one.size, 1), f"{words} is {one.size:.1f} pixels high"
    if one.colour is None or one.ground is None:
        return
    ratio = contrast(one.colour, one.ground)
    size = one.size or 16.0
    asked = 3.0 if size >= (_LARGE_BOLD if one.bold else _LARGE) else 4.5
    if ratio < asked:
        pair = f"{_hex(one.colour)} on {_hex(one.ground)}"
        where = " in the dark" if scheme == "dark" else ""
        yield "markup-faint", (scheme, pair), f"{words} is {pair}{where}, {ratio:.1f} : 1"


def _hex(colour: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
