"""The best lines of a paragraph: against all ways there are, and what a reader sees at once is left out."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random
from dataclasses import dataclass

import pytest

from pubpipe.editions.pdf.breaking.optimum import SHRINK, STRETCH, Measure, Opportunities, optimum

SPACE = 3.0
MEASURE = Measure(75.0, 5.0, SPACE, 9.0, 12.0)


@dataclass(frozen=True)
class Words:
    """All places of some words, and which of them divide one."""

    places: Opportunities
    divides: list[bool]

    def best(self, measure: Measure = MEASURE) -> list[int]:
        """Return the places that are chosen, by their numbers among all."""
        places, chosen = optimum(self.whole(), lambda: self.places, measure)
        return [self.places.letters.index(places.letters[place]) for place in chosen]

    def whole(self) -> Opportunities:
        kept = [number for number, divides in enumerate(self.divides) if not divides]
        lists = (getattr(self.places, field.name) for field in dataclasses.fields(self.places))
        return Opportunities(*([values[number] for number in kept] for values in lists))


def paragraph(*words: str) -> Words:
    """Return the places of words whose letters are three wide; ``=`` is where one may be divided, its hyphen two wide."""
    places: list[tuple[int, float, float, float, int, int, bool, bool]] = [
        (0, 0.0, 0.0, 0.0, 0, 0, False, False)
    ]
    reach, letter, rest = 0.0, 0, " ".join(words)
    for number, word in enumerate(words):
        for part in word.split("="):
            reach += 3.0 * len(part)
            letter += len(part)
            rest = rest[len(part) :]
            divided, end = rest.startswith("="), reach
            rest = rest.removeprefix("=").removeprefix(" ")
            parted = not divided and number < len(words) - 1
            reach += SPACE * parted
            letter += parted
            stub = divided and " " not in rest and len(rest) <= 2
            places.append((letter, end + 2.0 * divided, reach, 0.0, number, number + parted, divided, stub))
    return Words(Opportunities(*map(list, zip(*places, strict=True))), [place[6] for place in places])


def spread(places: Opportunities, chosen: list[int]) -> list[float]:
    """Return by how much the spaces of each line but the last are wider, in parts of their own width."""
    found, start = [], 0
    for place in chosen[:-1]:
        width = MEASURE.width - (0 if start else MEASURE.indent)
        lacking = width - places.ends[place] + places.begins[start]
        count = places.spaces[place] - places.passed[start]
        found.append(lacking / count / SPACE if count else math.copysign(math.inf, lacking))
        start = place
    return found


def ways(places: Opportunities) -> list[list[int]]:
    """Return all ways on which no space is too narrow or too wide."""
    final = len(places.ends) - 1
    found = []
    for count in range(1, 6):
        for inner in itertools.combinations(range(1, final), count):
            lines = spread(places, [*inner, final])
            last = places.ends[-1] - places.begins[inner[-1]]
            fits = min(lines) >= -SHRINK and max(lines) * SPACE <= MEASURE.most
            if fits and last <= MEASURE.width + SHRINK * SPACE * (
                places.spaces[-1] - places.passed[inner[-1]]
            ):
                found.append([*inner, final])
    return found


def words(chance: random.Random) -> list[str]:
    found = []
    for _ in range(chance.randint(11, 13)):
        parts = chance.choice((1, 1, 2))
        found.append("=".join("o" * chance.randint(1, 4) for _ in range(parts)))
    return found


def has_ladder(places: Opportunities, way: list[int]) -> bool:
    runs = "".join("-" if places.hyphens[place] else " " for place in way)
    return "---" in runs


def has_stub(places: Opportunities, way: list[int]) -> bool:
    return len(way) > 1 and places.stubs[way[-2]]


def demerits(places: Opportunities, way: list[int]) -> float:
    """Return what a way is worth (Knuth and Plass 1981, with the penalties of optimum.py)."""
    ratios = [line / (STRETCH if line > 0 else SHRINK) for line in spread(places, way)]
    lacking = MEASURE.width - places.ends[-1] + places.begins[way[-2]]
    count = places.spaces[-1] - places.passed[way[-2]]
    ratios.append(min(lacking / (count or 1) / SPACE / SHRINK, 0.0))
    found = sum((10 + 100 * abs(ratio) ** 3) ** 2 for ratio in ratios)
    found += sum(10_000 for one, other in itertools.pairwise(ratios[:-1]) if abs(one - other) > 1)
    runs = [places.hyphens[place] for place in way[:-1]]
    found += sum(110**2 for hyphen in runs if hyphen)
    found += sum(60_000 for one, other in itertools.pairwise(runs) if one and other)
    return found + 30_000 * runs[-1] + 5_000 * (places.ends[-1] - places.begins[way[-2]] < MEASURE.least)


@pytest.mark.parametrize("seed", range(60))
def test_the_best_way_is_found(seed: int) -> None:
    some = paragraph(*words(random.Random(seed)))
    places = some.places
    chosen = some.best()
    plain = [way for way in ways(places) if not has_ladder(places, way) and not has_stub(places, way)]
    if not plain:
        return
    even = [way for way in plain if max(spread(places, way)) <= STRETCH]
    whole = [way for way in even if not any(some.divides[place] for place in way)]
    fair = [way for way in plain if max(spread(places, way)) <= 2 * STRETCH]
    best = min(demerits(places, way) for way in whole or fair or plain)
    # One way is kept to each place, and that may be another than the best goes.
    assert demerits(places, chosen) <= 1.25 * best


@pytest.mark.parametrize("seed", range(40))
def test_what_is_chosen_among_all_ways(seed: int) -> None:
    some = paragraph(*words(random.Random(seed)))
    places = some.places
    every, chosen = ways(places), some.best()
    if not every:
        assert chosen[-1:] != [len(places.ends) - 1]
        return
    assert chosen in every
    for seen in (has_ladder, has_stub):
        assert not seen(places, chosen) or all(seen(places, way) for way in every)
    even = [way for way in every if max(spread(places, way)) <= STRETCH]
    whole = [way for way in even if not any(some.divides[place] for place in way)]
    if whole:
        # No word is divided where none has to be.
        assert chosen in whole
    plain = [way for way in every if not has_ladder(places, way) and not has_stub(places, way)]
    if plain:
        least = min(max(spread(places, way)) for way in plain)
        # One line somewhat looser may be better than two.
        assert max(spread(places, chosen)) <= 1.3 * max(least, 2 * STRETCH)


def test_a_line_is_left_looser_for_the_sake_of_the_next() -> None:
    """One line at a time, the fifth word would end the first line, and the second would hold two far apart."""
    some = paragraph("ooooo", "oooo", "oo", "ooo", "oo", "ooooooooo", "oooooooooo", "oo")
    places = some.places
    greedy, chosen = [5, 6, 8], some.best()
    assert max(spread(places, chosen)) < max(spread(places, greedy))


def test_lines_before_one_that_would_be_torn_apart_are_chosen_all_the_same() -> None:
    assert paragraph("oo", "o" * 30, "oo").best() == []
    before = [*"abcdefgh", "oooo", "oooo", "oooo", "oooo"]
    some = paragraph(*before, "o" * 30, "oo")
    places = some.places
    chosen = some.best()
    assert 0 < chosen[-1] <= len(before)
    assert all(-SHRINK <= line * SPACE <= MEASURE.most for line in spread(places, [*chosen, 0]))


def test_places_behind_a_letter_are_those_of_the_rest() -> None:
    places = paragraph("oo", "oo", "oo=oo", "o").places
    rest = places.piece(places.letters[2], places.letters[-1], places.begins[2], 2)
    assert rest.begins == places.begins[2:]
    assert rest.ends[1:] == places.ends[3:]
    assert {len(getattr(rest, field.name)) for field in dataclasses.fields(rest)} == {4}


def test_hyphens_above_the_first_line_count() -> None:
    for seed in range(200):
        some = paragraph(*words(random.Random(seed)))
        places = some.places
        chosen = some.best()
        if chosen and places.hyphens[chosen[0]]:
            below = some.best(dataclasses.replace(MEASURE, hyphens=2))
            if below and not places.hyphens[below[0]]:
                return
    pytest.fail("no paragraph was set otherwise below two hyphens")
