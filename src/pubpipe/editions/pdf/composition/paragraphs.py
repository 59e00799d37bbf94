"""A paragraph as WeasyPrint set it on a page -> the same without ladders, and with a whole word at the page's end.

A ladder that has to stay where it ends is avoided where it begins: the paragraph is set again with a line above it
undivided. At a page's end, where no word can move without a line that is torn apart, a line or two go to the next
page, as for a widow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.composition.faults import LADDER, divided, looseness
from pubpipe.editions.pdf.composition.undivided import LOOSEST, undivided

if TYPE_CHECKING:
    Line: TypeAlias = "tuple[Any, Any]"

_AGAIN = 3  # times that a paragraph is set again at most: each is for another ladder
_AHEAD = 6  # lines below a remedy in which it must not make a ladder of its own
_PASSED_ON = 2  # lines that go to the next page at most


@dataclass(frozen=True, slots=True)
class Steps:
    """WeasyPrint's: a paragraph's lines on a page, its next line, and what takes lines back."""

    lay_out: Callable[..., Any]
    set_line: Callable[..., Line]
    clear: Callable[..., None]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph is set: what each line is set with, and where on the page its first one begins."""

    context: Any
    linebox: Any
    bottom: float
    start: Any
    around: tuple[Any, ...]

    def undivided(self, steps: Steps, done: list[Any], number: int) -> Line:
        """Set a line of those that are done again, with a whole word at its end where that can be."""
        start = done[number - 1].resume_at if number else self.start
        y = done[number].position_y
        return undivided(
            steps.set_line, self.context, self.linebox, y, self.bottom, start, *self.around, None, None
        )


def mending(steps: Steps, counting: Callable[[], Counter[str] | None]) -> Callable[..., Any]:
    """Return WeasyPrint's function that sets a paragraph on a page, with what it leaves mended."""

    def mend(context: Any, box: Any, index: int, child: Any, done: list[Any], *rest: Any) -> Any:  # noqa: ANN401
        above, child.has_ladder = getattr(child, "hyphens_above", 0), False
        made = steps.lay_out(context, box, index, child, done, *rest)
        count = counting()
        if count is None or done is None:
            return made
        _, absolute, fixed, _, bottom, _, start = rest[:7]
        place = _Place(context, child, bottom, start, (box, absolute, fixed))
        # Notes that have found their place are not driven off it.
        for _ in range(_AGAIN):
            abort, notes = made[0], made[4]
            line = None if abort or notes or not child.has_ladder else _remedy(steps, place, done, count)
            if line is None:
                break
            count["again"] += 1
            child.whole_from = (
                *getattr(child, "whole_from", ()),
                done[line - 1].resume_at if line else start,
            )
            steps.clear(context, done, absolute, fixed)
            done.clear()
            child.hyphens_above, child.has_ladder = above, False
            made = steps.lay_out(context, box, index, child, done, *rest)
        abort, stop, resume, *others = made
        if stop and not abort and _close(steps, place, done, box.style["orphans"], count):
            resume = {index: done[-1].resume_at}
        return (abort, stop, resume, *others)

    return mend


def _remedy(steps: Steps, place: _Place, done: list[Any], count: Counter[str]) -> int | None:
    """Return the number of the line that should not be divided, for the sake of the first ladder below it."""
    run = 0
    for number, line in enumerate(done):
        run = run + 1 if divided(line) else 0
        if run > LADDER:
            counted = Counter(count)
            above = [n for n in range(number - 1, number - 1 - LADDER, -1) if _helps(steps, place, done, n)]
            count.clear()
            count.update(counted)
            return above[0] if above else None
    return None


def _helps(steps: Steps, place: _Place, done: list[Any], number: int) -> bool:
    """Whether a line can be undivided, and the lines below it are then no ladder."""
    line, after = place.undivided(steps, done, number)
    if line is None or looseness(line) > LOOSEST["ladders"]:
        return False
    linebox = place.linebox
    linebox.hyphens_above, linebox.has_ladder = 0, False
    for _ in range(_AHEAD):
        if after is None or linebox.has_ladder:
            break
        _, after = steps.set_line(
            place.context, linebox, line.position_y, place.bottom, after, place.around[0], [], [], None, None
        )
    return not linebox.has_ladder


def _close(steps: Steps, place: _Place, done: list[Any], orphans: int, count: Counter[str]) -> bool:
    """Let a page end in a whole word; returns whether its last line has changed."""
    if len(done) < orphans or not divided(done[-1]):
        return False
    absolute, fixed = place.around[1:]
    for passed_on in range(min(_PASSED_ON, len(done) - orphans) + 1):
        number = len(done) - 1 - passed_on
        whole, after = done[number], done[number].resume_at
        if divided(whole):
            whole, after = place.undivided(steps, done, number)
        if whole is not None and looseness(whole) <= LOOSEST["page_ends"]:
            steps.clear(place.context, done[number + 1 :], absolute, fixed)
            whole.resume_at = after
            done[number:] = [whole]
            count["passed_on" if passed_on else "page_ends"] += 1
            return True
    return False
