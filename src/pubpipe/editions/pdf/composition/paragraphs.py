"""A paragraph as WeasyPrint set it on a page -> the same without ladders, and with a whole word at the page's end.

A ladder that has to stay where it ends is avoided where it begins: the paragraph is set again with a line above it
undivided, or with the word at its end divided a syllable or more earlier. At a page's end, where no word can move
without a line that is torn apart, a line or two go to the next page, as for a widow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from pubpipe.editions.pdf.composition.faults import LADDER, divided, looseness
from pubpipe.editions.pdf.composition.undivided import LOOSEST, divided_earlier, undivided

if TYPE_CHECKING:
    Line: TypeAlias = "tuple[Any, Any]"

_AGAIN = 3  # times that a paragraph is set again at most: each is for another ladder
_AHEAD = 6  # lines below a remedy in which it must not make a ladder of its own
_PASSED_ON = 2  # lines that go to the next page at most
EARLIER = 3  # places at most by which a word is divided earlier
WHOLE = 0  # places: the word is not divided


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

    def again(self, steps: Steps, done: list[Any], number: int, places: int = WHOLE) -> Line:
        """Set a line of those that are done again, with its last word whole or divided so many places earlier."""
        start = done[number - 1].resume_at if number else self.start
        made: Line = (done[number], done[number].resume_at)
        where: Any = (
            self.context,
            self.linebox,
            made[0].position_y,
            self.bottom,
            start,
            *self.around,
            None,
            None,
        )
        # WeasyPrint takes the indent off a paragraph as soon as its first line is set.
        self.linebox.text_indent = made[0].text_indent
        if places == WHOLE:
            made = undivided(steps.set_line, *where)
        else:
            made = divided_earlier(steps.set_line, made, places, *where)
        self.linebox.text_indent = 0
        return made


def asked(linebox: Any, start: Any) -> int | None:  # noqa: ANN401
    """Return by how many places earlier the line that begins here is to be divided, None where nobody asked."""
    return next((places for line, places in getattr(linebox, "asked", ()) if line == start), None)


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
            found = None if abort or notes or not child.has_ladder else _remedy(steps, place, done, count)
            if found is None:
                break
            count["again"] += 1
            line, places = found
            begins = done[line - 1].resume_at if line else start
            child.asked = ((begins, places), *getattr(child, "asked", ()))
            steps.clear(context, done, absolute, fixed)
            done.clear()
            child.hyphens_above, child.has_ladder = above, False
            made = steps.lay_out(context, box, index, child, done, *rest)
        abort, stop, resume, *others = made
        if stop and not abort and _close(steps, place, done, box.style["orphans"], count):
            resume = {index: done[-1].resume_at}
        return (abort, stop, resume, *others)

    return mend


def _remedy(steps: Steps, place: _Place, done: list[Any], count: Counter[str]) -> tuple[int, int] | None:
    """Return the line to set otherwise for the sake of the first ladder below it, and how many places earlier."""
    run = 0
    for number, line in enumerate(done):
        run = run + 1 if divided(line) else 0
        if run > LADDER:
            counted = Counter(count)
            ways = [(number - up, places) for places in range(EARLIER + 1) for up in range(1, LADDER + 1)]
            found = next((way for way in ways if _helps(steps, place, done, *way)), None)
            count.clear()
            count.update(counted)
            return found
    return None


def _helps(steps: Steps, place: _Place, done: list[Any], number: int, places: int) -> bool:
    """Whether a line can be set otherwise, and the lines below it are then no ladder."""
    line, after = place.again(steps, done, number, places)
    if line is None or looseness(line) > LOOSEST["ladders"] or after == done[number].resume_at:
        return False
    linebox = place.linebox
    linebox.hyphens_above, linebox.has_ladder = 0, False
    for above in done[number::-1] if places else ():
        if not divided(above):
            break
        linebox.hyphens_above += 1
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
            whole, after = place.again(steps, done, number)
        if whole is not None and looseness(whole) <= LOOSEST["page_ends"]:
            steps.clear(place.context, done[number + 1 :], absolute, fixed)
            whole.resume_at = after
            done[number:] = [whole]
            count["passed_on" if passed_on else "page_ends"] += 1
            return True
    return False
