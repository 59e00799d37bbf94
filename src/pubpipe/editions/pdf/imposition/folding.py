"""A number of pages -> which of them lie side by side on each side of the sheets that are folded into a booklet."""

from __future__ import annotations

from dataclasses import dataclass

_PAGES = 4  # of a sheet that is folded once


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the pages on its left and its right, counted from 1, None where nothing is printed.

    ``signature`` counts from 0, ``depth`` is how many sheets lie around this one in its signature.
    """

    left: int | None
    right: int | None
    signature: int
    depth: int
    is_front: bool


@dataclass(frozen=True, slots=True)
class Folding:
    """A booklet's sheets: how many each signature has, and their sides in the order in which they are printed."""

    signatures: tuple[int, ...]
    sides: tuple[Side, ...]

    @property
    def sheets(self) -> int:
        """How many sheets of paper it takes."""
        return sum(self.signatures)


def folded(pages: int, most: int, *, rtl: bool = False) -> Folding:
    """Return how ``pages`` (1 or more) are folded into signatures of at most ``most`` sheets.

    The signatures are as even as may be, the thicker ones first; nothing is printed on what is left of the last
    sheets. Front and back of each sheet follow one another, the outermost sheet of each signature first: printed on
    both sides, turned over the short edge, the pile is the booklet. ``rtl`` binds it on the right.
    """
    signatures = _signatures(-(-pages // _PAGES), most)
    sides: list[Side] = []
    first = 1
    for number, sheets in enumerate(signatures):
        last = first + _PAGES * sheets - 1
        for depth in range(sheets):
            outer, inner = first + 2 * depth, last - 2 * depth
            # Folded, a sheet's front has its first and its last page, its back the two between them.
            for left, right, is_front in ((inner, outer, True), (outer + 1, inner - 1, False)):
                pair = (right, left) if rtl else (left, right)
                printed = [page if page <= pages else None for page in pair]
                sides.append(Side(printed[0], printed[1], number, depth, is_front))
        first = last + 1
    return Folding(signatures, tuple(sides))


def _signatures(sheets: int, most: int) -> tuple[int, ...]:
    count = -(-sheets // most)
    even, over = divmod(sheets, count)
    return tuple(even + (number < over) for number in range(count))
