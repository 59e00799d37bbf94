"""What one page of a PDF draws: words, pictures and grounds, each with its place and its mark."""

from __future__ import annotations

from dataclasses import dataclass, field

from pubpipe.checks.paper.faces import Face

_WHITE = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """The marked content that something stands in: its number in the tree, whether it is furniture."""

    number: int | None = None
    artifact: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words that one operator shows: points from the page's lower left corner, colours as red, green, blue.

    ``ground`` is the colour of what was painted below them, None where that is no plain colour.
    """

    mark: Mark
    left: float
    base: float
    right: float
    size: float
    colour: tuple[float, ...] | None
    face: Face | None
    ground: tuple[float, ...] | None
    empty: int
    unsaid: int
    glyphs: int
    invisible: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture as it stands on a page: pixels, and points on paper."""

    mark: Mark
    pixels: tuple[int, int]
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """A rectangle that was filled, in points; without a colour for a picture or a pattern."""

    left: float
    foot: float
    right: float
    top: float
    colour: tuple[float, ...] | None


@dataclass(slots=True)
class Drawn:
    """What one page draws; ``numbers`` are those of its marked content."""

    number: int
    runs: list[Run] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)
    faces: dict[tuple[int, int], Face] = field(default_factory=dict)
    grounds: list[Ground] = field(default_factory=list)

    def ground(self, x: float, y: float) -> tuple[float, ...] | None:
        """Return the colour that was painted last at a place; paper is white."""
        for one in reversed(self.grounds):
            if one.left <= x <= one.right and one.foot <= y <= one.top:
                return one.colour
        return _WHITE
