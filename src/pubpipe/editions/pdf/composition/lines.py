"""WeasyPrint's greedy lines -> the same without ladders of hyphens, hyphens at a page's end, stubs and torn lines.

WeasyPrint ignores ``hyphenate-limit-lines`` and ``hyphenate-limit-last`` (CSS Text 4). A line at fault is set
once more without hyphens where it stands, as soon as it is seen: what follows is not laid out yet, so that no
page is ever laid out again. What that leaves is mended a paragraph at a time, in
:mod:`pubpipe.editions.pdf.composition.paragraphs`.
"""

from __future__ import annotations

import functools
import importlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.composition.faults import LADDER, STUB, divided, letters, looseness
from pubpipe.editions.pdf.composition.ideographs import is_ideographic, set_apart
from pubpipe.editions.pdf.composition.indents import beginning_aside
from pubpipe.editions.pdf.composition.overlong import dividing
from pubpipe.editions.pdf.composition.overrunning import beginning, keeping_words
from pubpipe.editions.pdf.composition.paragraphs import EARLIER, WHOLE, Steps, asked, mending
from pubpipe.editions.pdf.composition.trailing import keeping_whole
from pubpipe.editions.pdf.composition.undivided import LOOSEST, divided_earlier, keeping_compounds, undivided
from pubpipe.editions.pdf.engaged import engaged

if TYPE_CHECKING:
    Line: TypeAlias = "tuple[Any, Any]"

_TORN = 0.75  # how much wider than the face's own the spaces of a line may be, in parts of the type's size

_MEND: ContextVar[Counter[str] | None] = ContextVar("mend", default=None)


def mended() -> AbstractContextManager[Counter[str]]:
    """Let WeasyPrint set lines as a printer would, in this thread; counts what was mended.

    Where WeasyPrint is not of a version that this was proved on, its lines stay as they are.
    """
    return engaged(_MEND, Counter[str](), _install)


@functools.cache
def _install() -> None:
    """Put our own steps around WeasyPrint's; they do nothing outside :func:`mended`."""
    inline: Any = importlib.import_module("weasyprint.layout.inline")
    block: Any = importlib.import_module("weasyprint.layout.block")
    inline.get_next_linebox = _setting(beginning(beginning_aside(inline.get_next_linebox, _MEND.get)))
    inline.split_text_box = keeping_words(inline.split_text_box, _MEND.get)
    inline.justify_line = _spreading(inline.justify_line, inline.count_expandable_spaces)
    divide = dividing(inline.split_first_line, _MEND.get)
    inline.split_first_line = keeping_compounds(keeping_whole(divide, _MEND.get))
    steps = Steps(block._linebox_layout, inline.get_next_linebox, block.remove_placeholders)
    block._linebox_layout = mending(steps, _MEND.get)


def _setting(set_line: Callable[..., Line]) -> Callable[..., Line]:
    """Return WeasyPrint's function that sets the next line, with a second try for a line at fault."""

    def mend(context: Any, linebox: Any, y: float, bottom: float, start: Any, *rest: Any) -> Line:  # noqa: ANN401
        line, resume = set_line(context, linebox, y, bottom, start, *rest)
        count = _MEND.get()
        if count is None or line is None:
            return line, resume
        run = linebox.hyphens_above if start is not None and hasattr(linebox, "hyphens_above") else 0
        hyphen = resume is not None and divided(line)
        where: Any = (context, linebox, y, bottom, start, *rest)
        is_free = hyphen and not getattr(linebox, "is_planned", False)
        if is_free and (places := asked(linebox, start)):
            line, resume = divided_earlier(set_line, (line, resume), places, *where)
            count["earlier"] += 1
        elif is_free and (fault := _fault(run, linebox, start, resume)):
            whole, after = undivided(set_line, *where)
            if whole is not None and looseness(whole) > LOOSEST[fault] and run < LADDER:
                ahead = _ahead(set_line, context, linebox, y, bottom, rest[0])
                fault = "foreseen" if _leads_to_ladder(run + 1, resume, ahead) else fault
            if whole is not None and looseness(whole) <= LOOSEST[fault]:
                count[fault] += 1
                line, resume, hyphen = whole, after, False
            elif fault == "stubs" and (longer := _leaving_more(set_line, (line, resume), *where)):
                count["stubs"] += 1
                line, resume = longer
        linebox.hyphens_above = run + 1 if hyphen else 0
        linebox.has_ladder = getattr(linebox, "has_ladder", False) or linebox.hyphens_above > LADDER
        return line, resume

    return mend


def _spreading(spread: Callable[..., None], spaces: Callable[..., int]) -> Callable[..., None]:
    """Return WeasyPrint's function that makes a line as wide as the measure; one that it would tear apart ends short.

    It is one with few words beside code or an address that cannot be divided.
    """

    def justify(context: Any, line: Any, lacking: float) -> None:  # noqa: ANN401
        count = _MEND.get()
        if count is not None and is_ideographic(line):
            count["apart"] += set_apart(context, line, lacking)
        elif count is not None and lacking > _TORN * line.style["font_size"] * spaces(line):
            line.is_short = True
            count["short"] += 1
        else:
            spread(context, line, lacking)

    return justify


def _fault(hyphens_above: int, linebox: Any, start: Any, resume: Any) -> str:  # noqa: ANN401
    """Return what is at fault in a line that ends in a hyphen, or nothing."""
    if hyphens_above >= LADDER or asked(linebox, start) == WHOLE:
        return "ladders"
    if _leaves_stub(linebox, resume):
        return "stubs"
    return "seconds" if hyphens_above else ""


def _ahead(set_line: Callable[..., Line], context: Any, linebox: Any, *place: Any) -> Callable[..., Line]:  # noqa: ANN401
    """Return what sets a line further down for a look at it, divided as it comes or undivided."""
    y, bottom, within = place

    def look(start: Any, *, whole: bool) -> Line:  # noqa: ANN401
        where: Any = (context, linebox, y, bottom, start, within, [], [], None, None)
        return undivided(set_line, *where) if whole else set_line(*where)

    return look


def _leads_to_ladder(hyphens: int, start: Any, ahead: Callable[..., Line]) -> bool:  # noqa: ANN401
    """Whether so many hyphens one below the other grow to a ladder that cannot be mended where it begins."""
    line, resume = ahead(start, whole=False)
    if line is None or resume is None or not divided(line):
        return False
    whole, _ = ahead(start, whole=True)
    if whole is not None and looseness(whole) <= LOOSEST["ladders"]:
        return False
    return hyphens >= LADDER or _leads_to_ladder(hyphens + 1, resume, ahead)


def _leaves_stub(linebox: Any, resume: Any) -> bool:  # noqa: ANN401
    """Whether nothing but the end of a word is left of a paragraph, and that is short."""
    left = ""
    for text in _left(linebox, resume):
        left += text
        if len(left) > 3 * STUB:
            return False
    return letters(left) <= STUB and " " not in left.strip()


def _leaving_more(set_line: Callable[..., Line], made: Line, *where: Any) -> Line | None:  # noqa: ANN401
    """Return a line with its last word divided earlier, so that more than a stub is left; nothing where it tears."""
    for _ in range(EARLIER):
        made = divided_earlier(set_line, made, 1, *where)
        line, resume = made
        if looseness(line) > LOOSEST["stubs"]:
            return None
        if not _leaves_stub(where[1], resume):
            return made
    return None


def _left(box: Any, skip: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the texts of a box from a place on, which WeasyPrint gives as nested indexes, the last in bytes."""
    if hasattr(box, "text"):
        yield box.text.encode()[next(iter(skip), 0) if skip else 0 :].decode()
        return
    first, inner = next(iter(skip.items())) if skip else (0, None)
    for number, child in enumerate(getattr(box, "children", ())[first:]):
        yield from _left(child, None if number else inner)
