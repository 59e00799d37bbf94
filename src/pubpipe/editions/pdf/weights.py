"""Words that are to stand out in a face that cannot -> findings: WeasyPrint takes another one and says nothing."""

from __future__ import annotations

import functools
import importlib
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged
from pubpipe.model import Finding

_BOLD = 600  # from here on a weight is asked for to stand out (CSS Fonts 4, 5.2: semi-bold)
_LIGHT = 300  # from here down
_SLANTED = 1 | 1 << 9  # OS/2, fsSelection: italic, oblique
# Scripts in which words are slanted to stand out; others have no italic to miss.
_SLANTS = re.compile("LATIN|GREEK|CYRILLIC|ARMENIAN")

Plain = dict[tuple[str, str], str]
"""What a family lacks (``bold``, ``light``, ``italic``), each with the first words that show it."""

_PLAIN: ContextVar[Plain | None] = ContextVar("plain", default=None)


def weighed() -> AbstractContextManager[Plain]:
    """Gather, in this thread, the families that are drawn in another weight or straighter than they are to be.

    Where WeasyPrint is not of a version that this was proved on, nothing is gathered.
    """
    return engaged(_PLAIN, Plain(), _install)


def lacking(plain: Plain) -> Iterator[Finding]:
    """Yield a finding for each family that has no bold, no light or no italic though the page asks for it."""
    for (family, kind), words in plain.items():
        yield Finding(
            "warning",
            f"pdf-face-without-{kind}",
            f"the face {family!r} has no {kind} here: what is set in it does not stand out, first “{words}”",
            f"Install the family's {kind}, add it to the style with @font-face, or name a family that has one.",
        )


@functools.cache
def _install() -> None:
    text: Any = importlib.import_module("weasyprint.draw.text")
    text.draw_first_line = _weighing(text.draw_first_line)


def _weighing(draw: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(draw)
    def weigh(stream: Any, textbox: Any, *rest: Any) -> Any:  # noqa: ANN401
        plain = _PLAIN.get()
        if plain is not None and textbox.style["font_size"] and _stands_out(textbox.style):
            for font, words in _drawn(stream, textbox):
                if kind := _lacks(font, words, textbox.style):
                    plain.setdefault((font.family, kind), " ".join(words.split()[:4]))
        return draw(stream, textbox, *rest)

    return weigh


def _stands_out(style: Any) -> bool:  # noqa: ANN401
    return bool(style["font_style"] != "normal" or not _LIGHT < style["font_weight"] < _BOLD)


def _lacks(font: Any, words: str, style: Any) -> str:  # noqa: ANN401
    """Return what a face lacks for words to look as a style wants them; nothing where they stand out in one way."""
    wanted, slanted = style["font_weight"], style["font_style"] != "normal"
    if slanted:
        is_missed = _may_slant(words) and not _is_slanted(font) and _weight(font) < _BOLD
        return "italic" if is_missed else ""
    # Signs may well be of a face that has one weight only.
    if not any(map(str.isalpha, words)):
        return ""
    if wanted >= _BOLD > _weight(font):
        return "bold"
    return "light" if wanted <= _LIGHT < _weight(font) else ""


def _may_slant(words: str) -> bool:
    """Whether words are of letters that are slanted to stand out."""
    return any(c.isalpha() and (c.isascii() or _SLANTS.match(unicodedata.name(c, ""))) for c in words)


def _drawn(stream: Any, textbox: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Yield the face and the words of each run of a line."""
    from weasyprint.text.ffi import ffi

    line, _ = textbox.pango_layout.get_first_line()
    data = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data.item, run.next
        font, _ = stream.add_font(item.analysis.font)
        yield font, data[item.offset : item.offset + item.length].decode(errors="replace")


def _weight(font: Any) -> int:  # noqa: ANN401
    """Return the weight of a face as its file tells it (OpenType, OS/2, usWeightClass).

    Fontconfig calls a face bold that it would have emboldened; WeasyPrint draws it as it is.
    """
    return int(font.weight) if font.variations else _told(font, 4, int(font.weight))


def _is_slanted(font: Any) -> bool:  # noqa: ANN401
    """Whether a face is slanted as its file tells it; fontconfig would have slanted one that is not."""
    return bool(font.variations) or bool(_told(font, 62, _SLANTED) & _SLANTED)


def _told(font: Any, place: int, otherwise: int) -> int:  # noqa: ANN401
    """Return the number of 16 bits at a place of a face's table OS/2, or another where there is none."""
    try:
        return _number(font.file_content or b"", font.index, place, otherwise)
    except struct.error:  # a table that ends before it should
        return otherwise


def _number(data: bytes, index: int, place: int, otherwise: int) -> int:
    start = 0
    if data[:4] == b"ttcf":
        (start,) = struct.unpack_from(">L", data, 12 + 4 * index)
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for at in range(start + 12, start + 12 + 16 * tables, 16):
        if data[at : at + 4] == b"OS/2":
            (table,) = struct.unpack_from(">L", data, at + 8)
            return int(struct.unpack_from(">H", data, table + place)[0])
    return otherwise
