"""A text in a style -> the places where its words may be divided, by WeasyPrint's dictionaries."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from pubpipe.editions.pdf.engine.advances import type_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_APOSTROPHES = re.compile("['’]")


def divisions(context: Any, style: Any, text: str) -> Iterator[tuple[int, list[int]]]:  # noqa: ANN401
    """Yield where each word of a text begins that may be divided, and the letters of the text before which it may be.

    On either side of its hyphen a word has as many letters as the style asks for, up to an apostrophe if it has one:
    neither *d'in-* nor *-an's* is enough for three.
    """
    dictionary = _dictionary(context, style) if style["hyphens"] == "auto" else None
    if dictionary is None:
        return
    total, left, right = style["hyphenate_limit_chars"]
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) < total:
            continue
        # Where its spelling changes, a word is left whole.
        places = [place for place in dictionary.positions(word) if getattr(place, "data", None) is None]
        ends = [*(one.start() for one in _APOSTROPHES.finditer(word)), len(word)]
        begins = [0, *(end + 1 for end in ends[:-1])]
        within = [
            found.start() + place
            for begin, end in zip(begins, ends, strict=True)
            for place in places
            if begin + left <= place <= end - right
        ]
        if within:
            yield found.start(), within


def hyphen_of(style: Any) -> float:  # noqa: ANN401
    """Return the width of a style's hyphen in CSS pixels."""
    lines: Any = importlib.import_module("weasyprint.text.line_break")
    kept: dict[object, float] = vars(style.font_config).setdefault("hyphens", {})
    kind = type_of(style), style["hyphenate_character"]
    if kind not in kept:
        layout = lines.Layout(style)
        layout.set_text(style["hyphenate_character"])
        kept[kind] = lines.line_size(layout.get_first_line()[0], style)[0]
    return kept[kind]


def _dictionary(context: Any, style: Any) -> Any:  # noqa: ANN401
    """Return the dictionary by which WeasyPrint divides words in a style, None where there is none."""
    import pyphen

    lang = style["lang"] and pyphen.language_fallback(style["lang"])
    if not lang:
        return None
    total, left, right = style["hyphenate_limit_chars"]
    key = (lang, left, right, total)
    if key not in context.dictionaries:
        context.dictionaries[key] = pyphen.Pyphen(lang=lang, left=left, right=right)
    return context.dictionaries[key]
