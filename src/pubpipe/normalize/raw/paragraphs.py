"""Wrapped lines between blank lines -> the lines of each paragraph (NORMALIZER 1.2 `wrap`)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.normalize.dates import date_line
from pubpipe.normalize.raw.lines import Line, columns, is_full, percentile
from pubpipe.sources.heads import is_head
from pubpipe.sources.lines import ADDRESS

_BULLET = re.compile(r"[•‣◦▪➢●○■→➔➜➤►▸▶✓✔☐☑☒★✦❖◆◇]\s")
_MARK = re.compile(r"(?:([*–—·-]|o)|\(?(?:[0-9]{1,3}|[a-z])[.)]|\[[0-9]{1,3}\])\s+\S")
# The number of a section in a table of contents; by chance not so many lines begin with such, each above the last.
_SECTION = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){1,4})\.?\s+\S")
_OUTLINE = 3
_STOP = re.compile(r"[.!?…][\"”’»)]*$")
_TOLD_BY_LINES = 3  # parts
_SHORT = 0.9
_VERY_SHORT = 0.7


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a paragraph; ``kept`` when each of them is to stay a line."""

    lines: tuple[Line, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The width at which a text was broken, and the share of it below which a sentence's end ends a paragraph."""

    width: int
    short: float


def measured(groups: tuple[tuple[Line, ...], ...]) -> Measure:
    """Return the measure of wrapped groups.

    A typesetter fills every line but the last: where all lines that the next word would have fitted into end
    sentences, they end paragraphs. Lines that a person or a PDF broke are less even, and get a tenth of slack.
    """
    inner = [pair for group in groups for pair in itertools.pairwise(group)]
    widest = max((line.reach for group in groups for line in group), default=0)
    usual = percentile([line.reach for line, _ in inner], 0.95)
    width = widest if widest <= 1.1 * usual else usual
    # Lines over the text (a title, names, a day) are no paragraphs that were broken.
    broken = (list(itertools.pairwise(g)) for g in groups)
    told = [p for pairs in broken if any(is_full(*pair, _SHORT * width) for pair in pairs) for p in pairs]
    loose = [line for line, after in told if not is_full(line, after, width)]
    even = sum(line.ends_sentence for line in loose) >= 0.9 * len(loose)
    return Measure(width, 1.0 if even else _SHORT)


def paragraphs(group: tuple[Line, ...], measure: Measure) -> Iterator[Part]:
    """Part the lines of a group that was broken at one width.

    An indentation, an item's mark, a line that ends a sentence before the width, or one that ends far before
    it, parts paragraphs; an address and the heading of the sources stand alone. Lines of which none fills
    the width and none ends a sentence are kept as lines: an address, a stanza.
    """
    own = own_width(group, measure.width)
    inner = tuple(itertools.pairwise(group))
    if len(group) >= 2 and not any(is_full(a, b, _SHORT * own) or a.ends_sentence for a, b in inner):
        yield from _as_lines(group)
        return
    marks = _marked(group)
    hanging = _is_hanging(group)
    mixed = not all(line.indented for line in group)
    paragraph: list[Line] = []
    for n, line in enumerate(group):
        # In a bibliography the address of an entry hangs below it, on a line of its own.
        alone = _stands_alone(line.text) and not (hanging and line.indented)
        if paragraph and not line.continues:
            before = group[n - 1]
            ends = not is_full(before, line, own * (measure.short if before.ends_sentence else _VERY_SHORT))
            if hanging or paragraph[0].start in marks:
                parts = n in marks.values() or (not line.indented and before.indented and hanging)
                ends = ends and not line.indented
            else:
                first = line.indented and (not before.indented or (mixed and not is_full(before, line, own)))
                parts = n in marks.values() or first
            ends = ends and not _cut_word(before.text, line.text)
            if alone or parts or ends or (_stands_alone(before.text) and not (hanging and before.indented)):
                yield Part(tuple(paragraph))
                paragraph = []
        paragraph.append(line)
    yield Part(tuple(paragraph))


def doubtful(group: tuple[Line, ...], parts: tuple[Part, ...]) -> tuple[Line, ...]:
    """Return the lines at which a paragraph may have ended unseen.

    Where only short last lines tell paragraphs, one that fills its last line looks as if it went on: a tenth
    of them do, and as many sentences end at a line's end within a paragraph.
    """
    if len(parts) < _TOLD_BY_LINES or any(line.indented for line in group) or any(p.kept for p in parts):
        return ()
    return tuple(
        line
        for part in parts
        for line, after in itertools.pairwise(part.lines)
        if _STOP.search(line.text) and after.text[:1].isupper() and not after.continues
    )


def goes_on(before: Line, after: Line) -> bool:
    """Tell whether a sentence goes on from a line to the next one."""
    small = after.text[:1].islower() and not ADDRESS.match(after.text)
    spaced = " " in before.text and " " in after.text.strip(".")
    return small and spaced and not before.ends_sentence and not before.text.endswith((",", ";"))


def _cut_word(before: str, after: str) -> bool:
    return re.search(r"[^\W\d_]-$", before) is not None and after[:1].islower()


def own_width(group: tuple[Line, ...], width: int) -> int:
    """Return the width of a group that is set narrower than the rest, else the common one."""
    widest = max(line.reach for line in group)
    inner = tuple(itertools.pairwise(group))
    if len(inner) < 3 or widest >= width:
        return width
    full = sum(is_full(a, b, 0.95 * widest) for a, b in inner)
    return widest if full >= 0.6 * len(inner) and widest >= 0.5 * width else width


def _as_lines(group: tuple[Line, ...]) -> Iterator[Part]:
    if any(
        _stands_alone(line.text) or _BULLET.match(line.text) or _MARK.match(line.text) for line in group
    ) or (any(date_line(line.text) for line in group[1:])):
        for line in group:
            yield Part((line,))
    elif len(group) == 2 and columns(group[0].text) * 2 < columns(group[1].text):
        # A short line above a longer one is its heading.
        yield Part(group[:1])
        yield Part(group[1:])
    else:
        yield Part(group, kept=True)


def _marked(group: tuple[Line, ...]) -> dict[int, int]:
    """The items of a group: the start of each first line and its number in the group.

    Bullets are items wherever they stand; a dash, a letter or a number may begin a line by chance, so two
    of a kind are asked for, the first of which begins the group or follows a line that introduces it; of the numbers
    of sections three that rise.
    """
    found: dict[int, int] = {}
    by_kind: dict[str, list[int]] = {}
    for n, line in enumerate(group):
        if _BULLET.match(line.text):
            found[line.start] = n
        elif mark := _MARK.match(line.text):
            by_kind.setdefault(mark[1] or re.sub(r"\w+", "1", mark[0].split()[0]), []).append(n)
    for numbers in by_kind.values():
        first = numbers[0]
        if len(numbers) >= 2 and (first == 0 or group[first - 1].ends_sentence):
            found.update((group[n].start, n) for n in numbers)
    found.update((group[n].start, n) for n in _outlined(group))
    return found


def _outlined(group: tuple[Line, ...]) -> list[int]:
    """The numbers of lines that begin with the numbers of sections (``1.2``, ``1.2.1``, ``1.3``)."""
    numbered = [(n, found[1]) for n, line in enumerate(group) if (found := _SECTION.match(line.text))]
    places = [[int(part) for part in number.split(".")] for _, number in numbered]
    rising = all(before < after for before, after in itertools.pairwise(places))
    return [n for n, _ in numbered] if rising and len(numbered) >= _OUTLINE else []


def _is_hanging(group: tuple[Line, ...]) -> bool:
    """Tell whether the later lines of paragraphs are indented and not the first ones, as in a bibliography."""
    indented = sum(line.indented for line in group)
    return not group[0].indented and len(group) > 1 and group[1].indented and 2 * indented >= len(group)


def _stands_alone(text: str) -> bool:
    return is_head(text) or ADDRESS.fullmatch(text) is not None
