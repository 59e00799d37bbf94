"""Words that are set bold in a face without a bold -> findings: WeasyPrint takes a lighter one and says nothing."""

from __future__ import annotations

import functools
import importlib
import struct
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import Any

from pubpipe.editions.pdf.engaged import engaged
from pubpipe.model import Finding

_BOLD = 600  # from here on a weight is asked for to stand out (CSS Fonts 4, 5.2: semi-bold)
_LIGHT: ContextVar[dict[str, str] | None] = ContextVar("light", default=None)


def weighed() -> AbstractContextManager[dict[str, str]]:
    """Gather, in this thread, the families that are drawn too light, each with the first words that show it.

    Where WeasyPrint is not of a version that this was proved on, nothing is gathered.
    """
    return engaged(_LIGHT, dict[str, str](), _install)


def lacking(light: dict[str, str]) -> Iterator[Finding]:
    """Yield a finding for each family that has no bold though the page asks for it."""
    for family, words in light.items():
        yield Finding(
            "warning",
            "pdf-face-without-bold",
            f"the face {family!r} has no bold here: what is set in it does not stand out, first “{words}”",
            "Install the family's bold, add it to the style with @font-face, or name a family that has one.",
        )


@functools.cache
def _install() -> None:
    text: Any = importlib.import_module("weasyprint.draw.text")
    text.draw_first_line = _weighing(text.draw_first_line)


def _weighing(draw: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(draw)
    def weigh(stream: Any, textbox: Any, *rest: Any) -> Any:  # noqa: ANN401
        light = _LIGHT.get()
        if light is not None and textbox.style["font_size"] and _is_to_be_bold(textbox.style):
            for family, weight, words in _drawn(stream, textbox):
                # Signs may well be of a face that has one weight only.
                if weight < _BOLD and any(map(str.isalpha, words)):
                    light.setdefault(family, " ".join(words.split()[:4]))
        return draw(stream, textbox, *rest)

    return weigh


def _is_to_be_bold(style: Any) -> bool:  # noqa: ANN401
    """Whether words are to be bold; slanted words stand out by that, also among bold ones."""
    return bool(style["font_weight"] >= _BOLD and style["font_style"] == "normal")


def _drawn(stream: Any, textbox: Any) -> Iterator[tuple[str, int, str]]:  # noqa: ANN401
    """Yield the family, the weight and the words of each run of a line."""
    from weasyprint.text.ffi import ffi

    line, _ = textbox.pango_layout.get_first_line()
    data = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data.item, run.next
        font, _ = stream.add_font(item.analysis.font)
        yield (
            font.family,
            _weight(font),
            data[item.offset : item.offset + item.length].decode(errors="replace"),
        )


def _weight(font: Any) -> int:  # noqa: ANN401
    """Return the weight of a face as its file tells it (OpenType, OS/2, usWeightClass).

    Fontconfig calls a face bold that it would have emboldened; WeasyPrint draws it as it is.
    """
    if font.variations:
        return int(font.weight)
    data, start = font.file_content, 0
    if data[:4] == b"ttcf":
        (start,) = struct.unpack_from(">L", data, 12 + 4 * font.index)
    (tables,) = struct.unpack_from(">H", data, start + 4)
    for at in range(start + 12, start + 12 + 16 * tables, 16):
        if data[at : at + 4] == b"OS/2":
            (table,) = struct.unpack_from(">L", data, at + 8)
            return int(struct.unpack_from(">H", data, table + 4)[0])
    return int(font.weight)
