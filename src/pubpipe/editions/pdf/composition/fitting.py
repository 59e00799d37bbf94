"""A laid-out article -> the same with its lines a little closer, where that saves a last page with little on it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pubpipe.errors import ConfigurationError
from pubpipe.model import Style
from pubpipe.styling import token

if TYPE_CHECKING:
    from weasyprint import Document

_NUMBER = re.compile(r"\d?\.?\d+")
_LEAST = 0.8  # of their distance: where lines still do not touch
_MOST = 8  # pages: in what is longer a short last page is none of a reader's business
_LITTLE = 0.6  # of a page: what a last page has at least to be worth its paper
_SLACK = 1.0  # lines that pages lose at their ends, by widows and headings
_STEP = 0.0025  # what no eye sees: parts by which lines come closer


def closest(style: Style, variant: str = "") -> float:
    """Return how close lines may come, of their distance, as the style's token ``--closest`` says; 1: no closer.

    Raises ConfigurationError for what is no such number.
    """
    written = token(style, "--closest", variant) or "1"
    if not _NUMBER.fullmatch(written) or not _LEAST <= float(written) <= 1:
        raise ConfigurationError(
            f"style {style.name!r}, tokens.css: --closest is {written!r}",
            f"Write how close lines may come to save a page, from {_LEAST} to 1, which is no closer.",
        )
    return float(written)


def fitted(document: Document, least: float, again: Callable[[str], Document]) -> Document:
    """Return a document, laid out again with its lines closer where it is one page fewer then.

    ``least`` is how close they may be at most, as a part of their distance; 1 leaves all as it is. ``again`` lays
    the article out with another ``line-height`` in CSS. It is called once at most: printers do the same with strips
    of card between the lines ("carding") rather than print a sheet for a few words.
    """
    line = _line(document)
    if not line or least == 1:
        return document
    share = math.floor(_share(document, line) / _STEP) * _STEP
    if not least <= share < 1:
        return document
    closer = again(f"{line * share:.4f}px")
    return closer if len(closer.pages) < len(document.pages) else document


def _share(document: Document, line: float) -> float:
    """Return how much closer lines must be to save the last page; 1 where it is worth its paper."""
    pages = document.pages
    if not 1 < len(pages) <= _MOST:
        return 1.0
    rooms = [_room(page._page_box) for page in pages]
    used = [_used(page._page_box) for page in pages]
    if used[-1] > _LITTLE * rooms[-1]:
        return 1.0
    return min(sum(rooms[:-1]) / (sum(used) + _SLACK * line), 1 - _STEP)


def _room(page: Any) -> float:  # noqa: ANN401
    """Return the height of a page between its margins, without that of its notes."""
    notes = (box.margin_height() for box in page.children if type(box).__name__ == "FootnoteAreaBox")
    return float(page.height - sum(notes))


def _used(page: Any) -> float:  # noqa: ANN401
    """Return how far down the text on a page goes."""
    top = page.position_y + page.margin_top
    return float(max((foot - top for foot in _feet(page.children[0])), default=0.0))


def _feet(box: Any) -> Iterator[float]:  # noqa: ANN401
    for inner in box.descendants():
        if type(inner).__name__ in ("LineBox", "BlockReplacedBox", "InlineReplacedBox"):
            yield inner.position_y + inner.margin_height()


def _line(document: Document) -> float:
    """Return how far lines are apart in CSS pixels; 0 where their faces alone say so, or nothing is between them."""
    style = document.pages[0]._page_box.children[0].children[0].style
    height = style["line_height"]
    if not hasattr(height, "unit"):
        return 0.0
    return float(height.value if height.unit == "px" else height.value * style["font_size"])
