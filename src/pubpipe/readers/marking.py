"""Words and elements in reading order -> a draft's text and the marks that say what its ranges are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pubpipe.model import Mark
from pubpipe.raised import level

_SPACE = re.compile(r"[ \t\n\r\f]+")

# Stands in the text for what has no words: a picture without description, an empty cell, a rule.
PLACEHOLDER = "\ufffc"
# Holds the place of a note's call, and parts words as its number would.
CALL = "*"


@dataclass(slots=True)
class _Open:
    """A mark whose end is not known yet."""

    kind: str
    value: str
    start: int
    end: int = -1
    dropped: bool = False


@dataclass(slots=True)
class _Running:
    """Emphasis, a link or code that was begun within a line; its mark begins with its first word."""

    kind: str
    value: str
    mark: _Open | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text that holds words: a block of the article, and whatever owns it."""

    start: int
    end: int
    kind: str
    value: str
    owner: object


@dataclass(slots=True)
class Marker:
    """Collects the text of a document as a browser shows it: white space collapsed, a line a block.

    ``leaf`` is what the next lines are (kind, value); ``owner`` goes into the line that begins next.
    ``gaps`` are the places where a document has words that nobody sees.
    """

    leaf: tuple[str, str] = ("paragraph", "")
    owner: object = None
    lines: list[Line] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _marks: list[_Open] = field(default_factory=list)
    _inline: list[_Running] = field(default_factory=list)
    _line: _Open | None = None
    _line_owner: object = None
    _space: bool = False

    @property
    def in_line(self) -> bool:
        """Whether words stand on the line already."""
        return self._line is not None

    @property
    def before(self) -> str:
        """The characters that stand right before whatever is added next to the line."""
        return "" if self._line is None or self._space else "".join(self._parts[-2:])[-8:]

    def text(self, words: str) -> None:
        """Add words of a running text."""
        spaced = _SPACE.sub(" ", words)
        if spaced[:1] == " ":
            self._space = self._line is not None
        if bare := spaced.strip(" "):
            self._begin()
            if self._space:
                self._add(" ")
            self._resume()
            self._add(bare)
            self._space = spaced[-1] == " "

    def verbatim(self, words: str) -> None:
        """Add words with their white space, as code has them."""
        if words.strip() or self._line is not None:
            self._begin()
            self._resume()
            self._add(words)

    @property
    def after_break(self) -> bool:
        """Whether nothing stands behind a line's end within a block."""
        last = self._marks[-1] if self._marks else None
        return (
            self._line is not None and last is not None and (last.kind, last.end) == ("break", self._length)
        )

    def line_break(self) -> None:
        """End a line within a block."""
        if self._line is not None:
            self._marks.append(_Open("break", "", self._length, self._length + 1))
            self._add("\n")
            self._space = False

    def says(self, words: str) -> bool:
        """Whether the line so far is these words, signs and white space aside."""
        if self._line is None or not words or self._length - self._line.start > 2 * len(words):
            return False
        said, at = "", self._length
        for part in reversed(self._parts):
            if at <= self._line.start:
                break
            said, at = part + said, at - len(part)
        return re.sub(r"\W+", "", level(said).casefold()) == re.sub(r"\W+", "", level(words).casefold())

    def blank_line(self) -> None:
        """End the block of which a line was ended last: a blank line follows it."""
        while self.after_break:
            self._marks.pop()
            self._parts.pop()
            self._length -= 1
        self.end_line()

    def gap(self) -> None:
        """Note that something unseen with words of its own stands here, within a line or between two."""
        self.gaps.append(self._length)

    def call(self, label: str, sign: str) -> None:
        """Set the call of a note; ``sign`` holds its place, since its number is no word of the text."""
        self._begin()
        self._space = False
        self._marks.append(_Open("call", label, self._length, self._length + len(sign)))
        self._add(sign)

    def enter(self, kind: str, value: str = "") -> None:
        """Begin emphasis, a link or code within a line."""
        self._inline.append(_Running(kind, value))

    def leave(self) -> None:
        """End what was begun last within a line."""
        running = self._inline.pop()
        if running.mark is not None:
            running.mark.end = self._length

    def open(self, kind: str, value: str = "") -> int:
        """Begin a block that holds others; returns its number."""
        self.end_line()
        self._marks.append(_Open(kind, value, self._length))
        return len(self._marks) - 1

    def close(self, number: int) -> None:
        """End the block with this number."""
        self.end_line()
        self._marks[number].end = max(self._length - 1, self._marks[number].start)

    def is_empty(self, number: int) -> bool:
        """Whether nothing stands in the block with this number yet."""
        return self._marks[number].start == self._length

    def drop(self, number: int, kinds: tuple[str, ...]) -> None:
        """Forget the marks of these kinds from this number on: their words stay."""
        for mark in self._marks[number:]:
            mark.dropped = mark.dropped or mark.kind in kinds

    def since(self, number: int) -> Iterator[tuple[str, str, int, int]]:
        """The marks after this number that still stand: kind, value, start, end."""
        for mark in self._marks[number + 1 :]:
            if not mark.dropped:
                yield mark.kind, mark.value, mark.start, mark.end

    def end_line(self) -> None:
        """End the block that is a line."""
        self._pause()
        line, self._line = self._line, None
        self._space = False
        if line is not None:
            line.end = self._length
            self.lines.append(Line(line.start, line.end, line.kind, line.value, self._line_owner))
            self._add("\n")

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """Return the text and the marks in their order."""
        self.end_line()
        ends = {line.end for line in self.lines}
        marks = [
            Mark(m.kind, m.start, m.end, m.value)
            for m in self._marks
            if not m.dropped and m.end > m.start and not (m.kind == "break" and m.end in ends)
        ]
        # Stable: of equal ranges the one that was begun first is the outer one.
        return "".join(self._parts), tuple(sorted(marks, key=lambda m: (m.start, -m.end)))

    def _begin(self) -> None:
        if self._line is None:
            self._line = _Open(*self.leaf, self._length)
            self._line_owner = self.owner
            self._marks.append(self._line)
            self._space = False

    def _resume(self) -> None:
        for running in self._inline:
            if running.mark is None:
                running.mark = _Open(running.kind, running.value, self._length)
                self._marks.append(running.mark)

    def _pause(self) -> None:
        """Marks within lines are cut at the ends of lines: begun anew with the next word."""
        for running in self._inline:
            if running.mark is not None:
                running.mark.end = self._length
                running.mark = None

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
