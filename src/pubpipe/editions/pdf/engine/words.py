"""A text of plain words -> WeasyPrint's first line of it, set once by itself instead of out of a draft.

WeasyPrint lets Pango break a draft of almost two lines, and sets the line that comes of it once more alone. Where the
words of a line are plain, the widths of their letters tell which they are; the line is set alone at once, and its width
with the word after it proves that it ends there. What is not certain goes WeasyPrint's own way.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from operator import itemgetter
from typing import Any

from pubpipe.editions.pdf.engine.contexts import TYPE
from pubpipe.editions.pdf.engine.replacing import replace

_FIELDS = (
    5  # PangoGlyphInfo: the glyph, its width, its offsets across and upwards, its attributes; 32 bits each
)
_RATIO = 4  # WeasyPrint's draft has so many characters for each measure of the type's size
_MOST = 5_000  # letters and words whose widths are kept
# What kerning with a space might take off a word or add, in parts of the type's size: many times what it does.
_DOUBT = 0.25
_LETTER = "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
# A line ends between such words, and nowhere within them (UAX 14).
_WORDS = re.compile(f'(?:[\u201c\u2018"]?{_LETTER}+(?:[\u2019\'.,]{_LETTER}+)*[\u2019\u201d".,;:!?)]* )+')

_usual = itemgetter("white_space", "letter_spacing", "word_spacing", "direction")
_USUAL = ("normal", "normal", 0, "ltr")
_type_of = itemgetter(*TYPE)


def set_once() -> None:
    """Let WeasyPrint set lines of plain words so."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    if lines.ffi.sizeof("PangoGlyphInfo") == 4 * _FIELDS:
        replace(lines.split_first_line, _setting(lines, lines.split_first_line))


def _setting(lines: Any, split: Callable[..., Any]) -> Callable[..., Any]:  # noqa: ANN401
    def first_line(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:  # noqa: ANN401
        if (
            max_width is not None
            and _RATIO * style["font_size"] <= max_width < 2**21
            and _usual(style) == _USUAL
        ):
            made = _alone(lines, text, style, max_width, justification_spacing)
            if made is not None:
                return made
        return split(text, style, context, max_width, justification_spacing, is_line_start, minimum)

    return first_line


def _alone(lines: Any, text: str, style: Any, room: float, justification_spacing: float) -> Any:  # noqa: ANN401
    """Return what WeasyPrint's function does for a text; None where it is not of plain words, or its end in doubt."""
    plain = _WORDS.match(text, 0, int(room / style["font_size"] * _RATIO)) if style["font_size"] > 0 else None
    if plain is None:
        return None
    words, known = plain[0], _known(style)
    if missing := set(words).difference(known):
        known |= _apart(lines, style, " ".join(sorted(missing | {" "})))
    ends = list(accumulate(map(known.__getitem__, words)))
    end = words.rfind(" ", 0, bisect_right(ends, room) + 1)
    stop = words.find(" ", end + 1)
    if end <= 0 or stop < 0:
        return None
    following = words[end + 1 : stop]
    if not _ends_there(style, room, room - ends[end - 1], following, ends[stop - 1] - ends[end]):
        return None
    layout, line = _set(lines, style, words[:end], justification_spacing, room)
    left = room - lines.line_size(line, style)[0]
    if following not in known:
        own, itself = _set(lines, style, following)
        known[following] = lines.line_size(itself, own.style)[0]
    if not _ends_there(style, room, left, following, known[" "] + known[following]):
        return None
    vars(layout)["is_alone"] = True
    layout, length, _, *measures = lines.first_line_metrics(line, text, layout, None, True, style)
    return (layout, length, length + 1, *measures)


def _ends_there(style: Any, room: float, left: float, following: str, more: float) -> bool:  # noqa: ANN401
    """Whether a line with so much left surely has room for its words, and none for the next, nor for a part of it."""
    doubt = _DOUBT * style["font_size"]
    if left < doubt or more < left + doubt:
        return False
    if style["hyphens"] != "auto" or len(following) < style["hyphenate_limit_chars"][0]:
        return True
    from weasyprint.layout.percent import percentage

    # A word is divided where more is left than that.
    return bool(left + doubt < percentage(style["hyphenate_limit_zone"], style, room))


def _known(style: Any) -> dict[str, float]:  # noqa: ANN401
    """Return the widths of letters and words in a type that were set in it before, in pixels."""
    kept: dict[object, dict[str, float]] = vars(style.font_config).setdefault("words", {})
    if sum(map(len, kept.values())) > _MOST:
        kept.clear()
    return kept.setdefault(_type_of(style), {})


def _set(lines: Any, style: Any, text: str, *more: float) -> tuple[Any, Any]:  # noqa: ANN401
    """Return WeasyPrint's layout of a text that stands by itself, and Pango's line."""
    layout = lines.Layout(style, *more)
    layout.set_text(text)
    return layout, layout.get_first_line()[0]


def _apart(lines: Any, style: Any, text: str) -> dict[str, float]:  # noqa: ANN401
    """Return the widths of letters that stand apart from one another, in pixels."""
    layout, line = _set(lines, style, text)  # the one holds the other
    ffi, data, run, found = lines.ffi, text.encode(), line.runs[0], dict[str, float]()
    while run != ffi.NULL:
        item, glyphs, run = run.data.item, run.data.glyphs, run.next
        count = glyphs.num_glyphs
        widths = memoryview(ffi.buffer(glyphs.glyphs, 4 * _FIELDS * count)).cast("B").cast("i")[1::_FIELDS]
        for width, start in zip(widths, ffi.unpack(glyphs.log_clusters, count), strict=True):
            found[data[item.offset + start :].decode()[0]] = width * lines.FROM_UNITS
    layout.deactivate()
    return found
