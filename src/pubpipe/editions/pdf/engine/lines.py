"""WeasyPrint's layouts of lines -> the same, drawn as they were measured instead of being laid out once more.

WeasyPrint lets go of the layout of each line that it has measured, and makes it again to draw it. The last ones are
kept here: all of an article's, while those of a book go as before.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from pubpipe.editions.pdf.engine.contexts import TYPE
from pubpipe.editions.pdf.engine.replacing import replace

_MOST = 400  # layouts, of some 5 KiB each
# Pango ends a paragraph there, or aligns to a stop, and while a line is drawn it does not.
_SPECIAL = frozenset("\n\r\t\u2029")

_kind_of = itemgetter(*TYPE, "text_decoration_line", "overflow_wrap")


@dataclass(frozen=True, slots=True)
class _Measured:
    """WeasyPrint's layout of a line, its text, Pango's layout and language, and all that they were made from."""

    owner: Any
    text: str
    layout: Any
    language: Any
    kind: tuple[object, ...]


def keep() -> None:
    """Let WeasyPrint draw a line from the layout by which it was measured."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    replace(lines.first_line_metrics, _measuring(lines.first_line_metrics))
    lines.Layout.reactivate = _reactivating(lines.Layout.reactivate)


def as_measured(layout: Any) -> bool:  # noqa: ANN401 - WeasyPrint's layouts are not typed
    """Whether a layout that was made ready to be drawn has its line laid out already; tells it once."""
    return bool(vars(layout).pop("is_measured", False))


def _measuring(measure: Callable[..., Any]) -> Callable[..., Any]:
    def measured(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
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
        alone = not hyphenated and (resume_at or vars(layout).pop("is_alone", False))
        held = (layout.layout, layout.language) if alone and _is_plain(layout, style) else None
        made = measure(
            first_line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character
        )
        if held is not None and _SPECIAL.isdisjoint(layout.text):
            kept = _kept(style.font_config)
            # By its place in memory, its own while it is held here: a book's layouts stay as small as they are.
            kept[id(layout)] = _Measured(layout, layout.text, *held, _kind_of(style))
            if len(kept) > _MOST:
                del kept[next(iter(kept))]
        return made

    return measured


def _kept(fonts: Any) -> dict[int, _Measured]:  # noqa: ANN401
    kept: dict[int, _Measured] = vars(fonts).setdefault("lines", {})
    return kept


def _is_plain(layout: Any, style: Any) -> bool:  # noqa: ANN401
    """Whether no space is given to words or letters, which is done in other ways when a line is drawn."""
    return (
        not layout.justification_spacing and not style["word_spacing"] and style["letter_spacing"] == "normal"
    )


def _reactivating(reactivate: Callable[..., None]) -> Callable[..., None]:
    def make_ready(layout: Any, style: Any) -> None:  # noqa: ANN401
        one = _kept(style.font_config).pop(id(layout), None)
        same = one is not None and one.text == layout.text and _is_plain(layout, style)
        if one is None or not same or one.kind != _kind_of(style):
            reactivate(layout, style)
            return
        layout.layout, layout.language, layout.style = one.layout, one.language, style
        vars(layout)["is_measured"] = True

    return make_ready
