"""Words that are to look as no face can -> findings: WeasyPrint takes another one and says nothing."""

from __future__ import annotations

import functools
import importlib
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from pubpipe.editions.pdf.engaged import engaged
from pubpipe.model import Finding, Place

_BOLD = 600  # from here on a weight is asked for to stand out (CSS Fonts 4, 5.2: semi-bold)
_LIGHT = 300  # from here down
_NORMAL = 400
_AWAY = 200  # a weight as far from the one that is asked for as this may pass for it: the house's bold is semi-bold
# Which way a width goes (CSS Fonts 4, 2.3): the nearest that there is on the same side is drawn.
_SIDES = {"condensed": "narrower", "expanded": "wider"}
_SLANTED = 1 | 1 << 9  # OS/2, fsSelection: italic, oblique
# Scripts in which words are slanted to stand out; others have no italic to miss.
_SLANTS = re.compile("LATIN|GREEK|CYRILLIC|ARMENIAN")


@dataclass(frozen=True, slots=True)
class Lack:
    """What a family lacks: ``bold``, ``light``, ``italic``, a ``weight`` or a ``width``.

    ``wanted`` is what CSS calls it, ``drawn`` the weight that stands in its place.
    """

    family: str
    kind: str
    wanted: str = ""
    drawn: int = 0


Plain = dict[Lack, str]
"""What families lack, each with the first words that show it."""

Seek = Callable[[str, str], tuple[str, int] | None]
"""A property and its value -> the file of the style that asks for it, and the line."""

_PLAIN: ContextVar[Plain | None] = ContextVar("plain", default=None)


def weighed() -> AbstractContextManager[Plain]:
    """Gather, in this thread, the families that are drawn in another weight or straighter than they are to be.

    Where WeasyPrint is not of a version that this was proved on, nothing is gathered.
    """
    return engaged(_PLAIN, Plain(), _install)


def lacking(plain: Plain, style: str, seek: Seek) -> Iterator[Finding]:
    """Yield a finding for each family that has no bold, no light, no italic, or no weight or width as asked for.

    ``seek`` is asked where the style of this name wants a weight or a width; words are bold or slanted by themselves.
    """
    for lack, words in plain.items():
        kind, where = lack.kind, None
        if kind == "weight":
            where = seek("font-weight", lack.wanted)
            told = f"no weight near {lack.wanted} here: what is set in it is drawn in {lack.drawn}"
        elif kind == "width":
            where = seek("font-stretch", lack.wanted)
            told = (
                f"no {lack.wanted} width here: what is set in it is no {_side(lack.wanted)} than other words"
            )
        else:
            told = f"no {kind} here: what is set in it does not stand out"
        wanted = f"{lack.wanted} {kind}" if lack.wanted else kind
        yield Finding(
            "warning",
            f"pdf-face-without-{kind}",
            f"{_at(style, where)}the face {lack.family!r} has {told}, first “{words}”",
            f"Install the family's {wanted}, add it to the style with @font-face, or name a family that has one.",
            Place(*where) if where else None,
        )


def _at(style: str, where: tuple[str, int] | None) -> str:
    return f"style {style!r}, {where[0]}, line {where[1]}: " if where else ""


def _side(width: str) -> str:
    return _SIDES[width.rpartition("-")[2]]


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
                for lack in _lacks(font, words, textbox.style):
                    plain.setdefault(lack, " ".join(words.split()[:4]))
        return draw(stream, textbox, *rest)

    return weigh


def _stands_out(style: Any) -> bool:  # noqa: ANN401
    wanted = style["font_weight"], style["font_style"], style["font_stretch"]
    return bool(wanted != (_NORMAL, "normal", "normal"))


def _lacks(font: Any, words: str, style: Any) -> Iterator[Lack]:  # noqa: ANN401
    """Yield what a face lacks for words to look as a style wants them; none where they stand out in one way."""
    wanted, slanted = style["font_weight"], style["font_style"] != "normal"
    weight = _weight(font)
    if slanted and _may_slant(words) and not _is_slanted(font) and weight < _BOLD:
        yield Lack(font.family, "italic")
    # Signs may well be of a face that has one weight only.
    if not any(map(str.isalpha, words)):
        return
    if not slanted and wanted >= _BOLD > weight:
        yield Lack(font.family, "bold")
    elif not slanted and wanted <= _LIGHT < weight:
        yield Lack(font.family, "light")
    elif _NORMAL != wanted != font.weight and abs(wanted - weight) > _AWAY:
        yield Lack(font.family, "weight", str(wanted), weight)
    stretch = style["font_stretch"]
    if stretch != "normal" and not font.variations and stretch.rpartition("-")[2] not in _described(font):
        yield Lack(font.family, "width", stretch)


def _described(font: Any) -> str:  # noqa: ANN401
    """Return what Pango calls a face beside its family, in small letters: ``semi-bold-condensed``."""
    described = font.name.decode(errors="replace").partition("+")[2].replace(",", "")
    return str(described).removeprefix(font.family.replace(" ", "-").replace(",", "")).lower()


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
