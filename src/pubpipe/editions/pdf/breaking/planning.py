"""A paragraph on its way into WeasyPrint's lines -> lines that end where they are the most even together.

WeasyPrint is told for each line how wide it is to be for it to end there, then to fill the measure. Where a line comes
out otherwise, and in paragraphs of which not all is known, it ends its lines as it does by itself.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from pubpipe.editions.pdf.breaking.opportunities import Paragraph, paragraph
from pubpipe.editions.pdf.breaking.optimum import Measure, Opportunities, optimum
from pubpipe.editions.pdf.composition.ideographs import is_ideographic
from pubpipe.editions.pdf.composition.paragraphs import asked
from pubpipe.editions.pdf.composition.undivided import is_divided_otherwise
from pubpipe.editions.pdf.engaged import engaged
from pubpipe.editions.pdf.engine.ends import End, ending

_KEPT = 4  # paragraphs: those of a note may come between two lines of one
_MOST = 0.75  # how much wider than the face's own a space may be, in parts of the type's size
_LEAST = 2.0  # how wide a last line ought to be, in parts of the type's size
_DOUBT = 0.11  # how much wider a line is than its words, in parts of the type's size: less than any letter and a hyphen


@dataclass(frozen=True, slots=True)
class _Line:
    """How wide a line has to be to end where it is to end, how much of it hangs in the margin, where the next begins.

    The one and the other in CSS pixels, the last as a letter of the paragraph. ``end`` is where in a box it ends, if in
    one.
    """

    room: float
    hang: float
    after: int
    end: End | None


@dataclass(slots=True)
class _Plan:
    """A paragraph, all places where it may be broken once they were asked for, and its lines by their first letters.

    ``measure`` is that of the page on which they stand, in CSS pixels.
    """

    linebox: Any
    measure: float
    known: Paragraph | None
    divided: Opportunities | None = None
    lines: dict[int, _Line] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """The paragraphs that a thread is setting, by their place in memory.

    ``line`` is the one that is set by a plan, of a paragraph in ``linebox``; ``is_told`` is whether WeasyPrint knows
    how wide that is.
    """

    plans: dict[int, _Plan] = field(default_factory=dict)
    line: _Line | None = None
    linebox: Any = None
    is_told: bool = False


_DESK: ContextVar[Desk | None] = ContextVar("desk", default=None)


def evened() -> AbstractContextManager[Desk]:
    """Let WeasyPrint end the lines of a paragraph where they are the most even together, in this thread.

    To be entered within :func:`pubpipe.editions.pdf.composition.lines.mended`, which sets what is not planned.
    """
    return engaged(_DESK, Desk(), _install)


@functools.cache
def _install() -> None:
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    inline.get_next_linebox = _planning(inline.get_next_linebox)
    inline.avoid_collisions = _giving_room(inline.avoid_collisions)
    inline.text_align = _narrowing(inline.text_align, inline.justify_line)


def _planning(set_line: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets the next line, which ends where its paragraph's plan has it."""

    def set_planned(  # noqa: PLR0913, PLR0917 - WeasyPrint's own parameters
        context: Any,  # noqa: ANN401
        linebox: Any,  # noqa: ANN401
        y: float,
        bottom: float,
        start: Any,  # noqa: ANN401
        block: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        where = (context, linebox, y, bottom, start, block, *rest)
        desk = _DESK.get()
        if desk is None or any(rest[-2:]) or not _is_fit(context, linebox, start):
            return set_line(*where)
        plan = _plan_of(desk, linebox, block.width)
        line = _line_of(plan, context, start)
        if line is None or plan.known is None:
            return set_line(*where)
        desk.line, desk.linebox, desk.is_told, linebox.is_planned = line, linebox, False, True
        with ending(line.end):
            made = set_line(*where)
        desk.line, desk.linebox, linebox.is_planned = None, None, False
        if made[0] is not None and _goes_on_at(plan.known, made[1]) == line.after:
            return made
        return set_line(*where)

    return set_planned


def _is_fit(context: Any, linebox: Any, start: Any) -> bool:  # noqa: ANN401
    """Whether a line is justified, between no floats, and nobody asked for another end of it."""
    style = linebox.style
    if style["text_align_all"] != "justify" or is_ideographic(linebox):
        return False
    return not (context.excluded_shapes or is_divided_otherwise(context) or asked(linebox, start) is not None)


def _plan_of(desk: Desk, linebox: Any, measure: float) -> _Plan:  # noqa: ANN401
    plan = desk.plans.get(id(linebox))
    # It may go on on a wider page.
    if plan is None or plan.measure != measure:
        plan = desk.plans[id(linebox)] = _Plan(linebox, measure, paragraph(linebox, measure))
        if len(desk.plans) > _KEPT:
            del desk.plans[next(iter(desk.plans))]
    return plan


def _line_of(plan: _Plan, context: Any, start: Any) -> _Line | None:  # noqa: ANN401
    """Return how a line is to be set, from a plan that is made where there is none."""
    if plan.known is None:
        return None
    letter = plan.known.texts.letter(start) if start else 0
    if letter not in plan.lines:
        plan.lines.update(_lines(plan, plan.known, context, letter))
    return plan.lines.get(letter)


def _lines(plan: _Plan, known: Paragraph, context: Any, letter: int) -> dict[int, _Line]:  # noqa: ANN401
    """Return the lines of a paragraph from a letter on to where one has to end, by their first letters."""

    def divided() -> Opportunities:
        if plan.divided is None:
            plan.divided = known.divided(context)
        return known.piece(plan.divided, letter)

    linebox, width = plan.linebox, known.measure
    size, indent = linebox.style["font_size"], 0 if letter else linebox.text_indent
    if known.fits(letter, width - indent):
        return {}
    above = getattr(linebox, "hyphens_above", 0) if letter else 0
    measure = Measure(width, indent, known.space, _MOST * size, _LEAST * size, above)
    places, chosen = optimum(known.piece(known.whole, letter), divided, measure)
    lines, start, settled = {}, 0, known.settled(places.letters[-1])
    for place in chosen:
        begin, after = places.letters[start], places.letters[place]
        if start and after > settled:
            break
        room = places.ends[place] - places.begins[start] + (0 if start else indent) + _DOUBT * size
        lines[begin] = _Line(
            room, places.hangs[place], after, known.end(begin, after, hyphen=places.hyphens[place])
        )
        start = place
    return lines


def _goes_on_at(known: Paragraph, resume: Any) -> int:  # noqa: ANN401
    return len(known.texts.text) if resume is None else known.texts.letter(resume)


def _giving_room(avoid: Callable[..., Any]) -> Callable[..., Any]:
    """Return WeasyPrint's function that tells where a line stands and how wide it may be, with a planned one's room.

    WeasyPrint asks of a paragraph before it sets a line and before it fills that, which is then as wide as the measure.
    It asks of the line itself before it sets it a second time, as it does from right to left.
    """

    def give(context: Any, box: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401
        x, y, width = avoid(context, box, *rest, **more)
        desk = _DESK.get()
        if desk is not None and desk.line is not None and getattr(box, "is_planned", False):
            if box is not desk.linebox:
                width = desk.line.room
            elif not desk.is_told:
                width, desk.is_told = desk.line.room, True
        return x, y, width

    return give


def _narrowing(align: Callable[..., float], justify: Callable[..., None]) -> Callable[..., float]:
    """Return WeasyPrint's function that fills a line, which makes the spaces of a planned one narrower as well."""

    def narrow(context: Any, line: Any, width: float, last: bool) -> float:  # noqa: ANN401
        desk = _DESK.get()
        if desk is None or desk.line is None or not getattr(line, "is_planned", False):
            return align(context, line, width, last)
        lacking = width + desk.line.hang - line.width
        if lacking < 0 or not last:
            justify(context, line, lacking)
        return 0

    return narrow
