"""The order of a booklet's pages, proved by folding: sheets of paper are laid together, folded and leafed through."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pubpipe.editions.pdf.imposition import Folding, folded


@dataclass(frozen=True)
class Leaf:
    """Half a sheet: what is read on its one side, and behind it."""

    recto: int | None
    verso: int | None


def leafed(folding: Folding, *, rtl: bool) -> list[int | None]:
    """Read a booklet as a hand does that prints, turns, folds and opens it; ``rtl`` opens it from the right."""
    read: list[int | None] = []
    sides = list(folding.sides)
    for count in folding.signatures:
        before, after = [], []
        for _ in range(count):
            front, back = sides.pop(0), sides.pop(0)
            # The paper turns over its short edge: behind the right half of the front is the left half of the back.
            right, left = Leaf(front.right, back.left), Leaf(front.left, back.right)
            opening, closing = (left, right) if rtl else (right, left)
            # The fold turns a sheet's one half over: its back is then what is read first.
            before.append((opening.recto, opening.verso))
            after.append((closing.verso, closing.recto))
        read += [page for leaf in (*before, *reversed(after)) for page in leaf]
    assert sides == []
    return read


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("most", [1, 2, 4, 12, 40])
def test_folded_and_leafed_through_the_pages_are_in_order(most: int, rtl: bool) -> None:
    for pages in range(1, 129):
        folding = folded(pages, most, rtl=rtl)
        read = leafed(folding, rtl=rtl)
        assert read[:pages] == list(range(1, pages + 1))
        assert read[pages:] == [None] * (-pages % 4)


@pytest.mark.parametrize("most", [1, 3, 12, 40])
def test_no_signature_is_thicker_than_asked_nor_much_thinner_than_another(most: int) -> None:
    for pages in range(1, 129):
        folding = folded(pages, most)
        assert folding.sheets == -(-pages // 4)
        assert max(folding.signatures) <= most
        assert max(folding.signatures) - min(folding.signatures) <= 1
        assert len(folding.signatures) == -(-folding.sheets // most)


def test_a_small_booklet_is_as_everybody_knows_it() -> None:
    told = [(side.left, side.right, side.depth, side.is_front) for side in folded(8, 12).sides]
    assert told == [(8, 1, 0, True), (2, 7, 0, False), (6, 3, 1, True), (4, 5, 1, False)]
    assert [(side.left, side.right) for side in folded(4, 12, rtl=True).sides] == [(1, 4), (3, 2)]
    assert [(side.left, side.right) for side in folded(1, 12).sides] == [(None, 1), (None, None)]
