"""WeasyPrint's layouts of lines -> the same, drawn as they were measured instead of being laid out once more.

WeasyPrint lets go of the layout of each line that it has measured, and makes it again to draw it. The last ones are
kept here: all of an article's, while those of a book go as before.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pubpipe.editions.pdf.engine.contexts import TYPE
from pubpipe.editions.pdf.engine.replacing import replace

if TYPE_CHECKING:
    from pubpipe.editions.pdf.engine.slices import Piece

_MOST = 400  # layouts, of some 5 KiB each
# Pango ends a paragraph there, or aligns to a stop, and while a line is drawn it does not.
_SPECIAL = frozenset("\n\r\t\u2029")

kind_of = itemgetter(*TYPE, "text_decoration_line", "overflow_wrap")


@dataclass(frozen=True, slots=True)
class Kept:
    """WeasyPrint's layout of a line, its text, and all that they were made from.

    ``layout`` is Pango's, with its ``language``, or the piece of a text that the line was cut out of, where ``spacing``
    in CSS pixels is what was added to its spaces to justify it.
    """

    owner: Any
    text: str
    layout: Any
    language: Any
    kind: tuple[object, ...]
    spacing: float = 0


def keep() -> None:
    """Let WeasyPrint draw a line from the layout by which it was measured."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    replace(lines.first_line_metrics, _measuring(lines.first_line_metrics))
    lines.Layout.reactivate = _reactivating(lines.Layout.reactivate)
    lines.Layout.deactivate = _deactivate
    lines.Layout.__getattr__ = _laid_out


def measured(lines: Any, text: str, room: float | None, spacing: float) -> Any:  # noqa: ANN401
    """Return WeasyPrint's layout of a line in the state in which it is after it was measured, without laying it out."""
    made = lines.Layout.__new__(lines.Layout)
    vars(made).update(
        justification_spacing=spacing,
        max_width=room,
        text=text,
        first_line_direction=0,
        ascent=None,
        underline_position=None,
        strikethrough_position=None,
    )
    return made


def as_measured(layout: Any) -> bool:  # noqa: ANN401 - WeasyPrint's layouts are not typed
    """Whether a layout that was made ready to be drawn has its line laid out already; tells it once."""
    return bool(vars(layout).pop("is_measured", False))


def piece_of(layout: Any) -> Piece | None:  # noqa: ANN401
    """Return the piece of a text that stands for a layout that was made ready to be drawn."""
    piece: Piece | None = vars(layout).get("piece")
    return piece


def keep_line(style: Any, one: Kept) -> None:  # noqa: ANN401
    """Keep what a line is drawn from."""
    kept = _kept(style.font_config)
    # By its place in memory, its own while it is held here: a book's layouts stay as small as they are.
    kept[id(one.owner)] = one
    if len(kept) > _MOST:
        del kept[next(iter(kept))]


def kept_line(style: Any, layout: Any) -> Kept | None:  # noqa: ANN401
    """Return what the line of a layout is drawn from, where that is kept."""
    return _kept(style.font_config).get(id(layout))


def let_go(style: Any, layout: Any) -> None:  # noqa: ANN401
    """Keep no longer what the line of a layout is drawn from."""
    _kept(style.font_config).pop(id(layout), None)


def is_plain(layout: Any, style: Any, spacing: float = 0) -> bool:  # noqa: ANN401
    """Whether no other space is given to words or letters, which is done in other ways when a line is drawn."""
    is_spaced = style["word_spacing"] or style["letter_spacing"] != "normal"
    return bool(layout.justification_spacing == spacing and not is_spaced)


def _measuring(measure: Callable[..., Any]) -> Callable[..., Any]:
    def measure_line(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
        first_line: Any,  # noqa: ANN401
        text: str,
        layout: Any,  # noqa: ANN401
        resume_at: Any,  # noqa: ANN401
        space_collapse: bool,
        style: Any,  # noqa: ANN401
        hyphenated: bool = False,
        hyphenation_character: Any = None,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        # Only there is the line laid out by itself, without a width.
        alone = vars(layout).pop("is_alone", False) or (resume_at and not hyphenated)
        held = (layout.layout, layout.language) if alone and is_plain(layout, style) else None
        made = measure(
            first_line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character
        )
        if held is not None and _SPECIAL.isdisjoint(layout.text):
            keep_line(style, Kept(layout, layout.text, *held, kind_of(style)))
        return made

    return measure_line


def _kept(fonts: Any) -> dict[int, Kept]:  # noqa: ANN401
    kept: dict[int, Kept] = vars(fonts).setdefault("lines", {})
    return kept


def _reactivating(reactivate: Callable[..., None]) -> Callable[..., None]:
    def make_ready(layout: Any, style: Any) -> None:  # noqa: ANN401
        one = _kept(style.font_config).pop(id(layout), None)
        same = one is not None and one.text == layout.text and is_plain(layout, style, one.spacing)
        if one is None or not same or one.kind != kind_of(style):
            reactivate(layout, style)
        elif one.language is None:
            vars(layout).update(piece=one.layout, style=style)
        else:
            layout.layout, layout.language, layout.style = one.layout, one.language, style
            vars(layout)["is_measured"] = True

    return make_ready


def _laid_out(layout: Any, name: str) -> Any:  # noqa: ANN401
    """Lay a line out after all where more is asked of it than its piece of the text can tell."""
    state = vars(layout)
    if name not in ("layout", "language") or state.pop("piece", None) is None:
        raise AttributeError(name)
    layout.reactivate(layout.style)
    return state[name]


def _deactivate(layout: Any) -> None:  # noqa: ANN401
    for name in ("layout", "language", "style", "piece"):
        vars(layout).pop(name, None)
