"""Lines of a paged text -> the same lines without page numbers and running heads (NORMALIZER 1.2 `pdf_pages`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pubpipe.model import Event
from pubpipe.normalize.raw.lines import Line, columns, percentile

_PAGE = (
    "page|seite|p[áa]gina|p[áa]g\\.?|p\\.|strona|strana|side|sida|sivu|oldal|страница|стр\\.|σελίδα|صفحة|עמוד"
)
_OF = "of|von|de|sur|di|van|z|ze|av|af|из|από|من|מתוך|/"
_NAMED = re.compile(rf"(?:{_PAGE})\s*([0-9]{{1,4}})(?:\s*(?:{_OF})\s*[0-9]{{1,4}})?", re.I)
_DASHED = re.compile(r"[-–—]\s?([0-9]{1,4})\s?[-–—]|\[([0-9]{1,4})\]|第\s?([0-9]{1,4})\s?[页頁](?:.{0,8})")
_PARTED = re.compile(r"([0-9]{1,4})\s?/\s?[0-9]{1,4}")
_BARE = re.compile(r"[0-9]{1,4}")
_BYLINE = re.compile(r"(?:by|par|von|por|di|door)\s", re.I)
_HEAD_LINES = 3
_LONGEST_HEAD = 120
_NEAREST = 5
_NEAREST_BARE = 12


@dataclass(frozen=True, slots=True)
class Unpaged:
    """The lines that stay, what was taken out and what only looks like it."""

    lines: tuple[Line, ...]
    events: tuple[Event, ...]


def unpaged(lines: tuple[Line, ...], may_remove: Callable[[Line], bool]) -> Unpaged:
    """Take out page numbers that count on from page to page, and lines that recur beside them or at page ends.

    Pages are parted by form feeds, else by the numbers themselves. A line that ``may_remove`` refuses stays
    and is flagged. The line that a page break cut in two is marked as continued.
    """
    written = [n for n, line in enumerate(lines) if line.text]
    numbers = _by_feeds(lines, written) if lines and lines[-1].page else _by_count(lines, written)
    starts = _page_starts(lines, numbers)
    if not starts:
        return Unpaged(lines, ())
    between = {} if lines[-1].page else _between(lines, written, numbers)
    furniture = {**numbers, **between, **_heads(lines, written, starts, numbers)}
    if len(furniture) == len(written):
        return Unpaged(lines, ())  # what says all of a text is the text
    events = tuple(_event(lines[n], furniture[n], may_remove(lines[n])) for n in sorted(furniture))
    gone = {n for n in furniture if may_remove(lines[n])}
    return Unpaged(tuple(_without(lines, gone, starts)), events)


def _event(line: Line, reason: str, acts: bool) -> Event:
    return Event("pdf_pages", "removed" if acts else "flagged", reason, 0.95, line.start, line.end, 0)


def _value(text: str, *, bare: bool) -> int | None:
    found = _NAMED.fullmatch(text) or _DASHED.fullmatch(text) or _PARTED.fullmatch(text)
    if found:
        return int(next(group for group in found.groups() if group))
    return int(text) if bare and _BARE.fullmatch(text) else None


def _by_feeds(lines: tuple[Line, ...], written: list[int]) -> dict[int, str]:
    """Numbers at the edges of pages whose distance to the count of the pages is the same for two and more."""
    found: list[tuple[int, int]] = []
    for edge in _edges(lines, written):
        for n in edge:
            value = _value(lines[n].text, bare=True)
            if value is not None:
                found.append((n, value))
    distances = Counter(value - lines[n].page for n, value in found)
    usual = {distance for distance, count in distances.items() if count >= 2}
    return {n: f"page number {value}" for n, value in found if value - lines[n].page in usual}


def _edges(lines: tuple[Line, ...], written: list[int]) -> Iterator[list[int]]:
    """The first and last lines of each page."""
    page: list[int] = []
    for n in (*written, -1):
        if page and (n < 0 or lines[n].page != lines[page[-1]].page):
            yield sorted({*page[:_HEAD_LINES], *page[-_HEAD_LINES:]})
            page = []
        page.append(n)


def _by_count(lines: tuple[Line, ...], written: list[int]) -> dict[int, str]:
    """Numbers that count on by one, at some distance; bare ones only where they cut sentences in two."""
    for bare in (False, True):
        chain: list[tuple[int, int]] = []
        for n in written:
            value = _value(lines[n].text, bare=bare)
            if value is None or (bare and not _BARE.fullmatch(lines[n].text)):
                continue
            far = not chain or n - chain[-1][0] >= (_NEAREST_BARE if bare else _NEAREST)
            if far and (not chain or value == chain[-1][1] + 1):
                chain.append((n, value))
        cuts = bare and _cut_sentences(lines, written, chain)
        two = len(chain) == 2 and _all_cut(lines, written, chain)
        if len(chain) >= 2 and (not bare or two or (len(chain) >= 3 and cuts)):
            return {n: f"page number {value}" for n, value in chain}
    return {}


def _cut_sentences(lines: tuple[Line, ...], written: list[int], chain: list[tuple[int, int]]) -> bool:
    """Tell whether a third of the numbers stand within sentences, as those of chapters do not."""
    place = {n: k for k, n in enumerate(written)}
    cut = 0
    for n, _ in chain:
        k = place[n]
        if 0 < k < len(written) - 1:
            cut += _goes_on(lines[written[k - 1]], lines[written[k + 1]])
    return 3 * cut >= len(chain)


def _between(lines: tuple[Line, ...], written: list[int], numbers: dict[int, str]) -> dict[int, str]:
    """The lines of running heads that part a sentence behind a page number."""
    place = {n: k for k, n in enumerate(written)}
    return {
        written[place[n] + 1 + k]: "running head within a sentence"
        for n in numbers
        for k in range(max(0, _halves(lines, written, place[n]) - 1))
    }


def _all_cut(lines: tuple[Line, ...], written: list[int], chain: list[tuple[int, int]]) -> bool:
    """Tell whether each of the numbers but one at the very end stands within a sentence, heads of pages aside."""
    place = {n: k for k, n in enumerate(written)}
    return all(place[n] == len(written) - 1 or _halves(lines, written, place[n]) for n, _ in chain)


def _halves(lines: tuple[Line, ...], written: list[int], k: int) -> int:
    """One more than the lines of heads between a number and the second half of the sentence before it, 0 for none."""
    if not k > 0:
        return 0
    before = lines[written[k - 1]]
    for heads in range(_HEAD_LINES):
        at = k + 1 + heads
        if at < len(written) and _goes_on(before, lines[written[at]]):
            between = [lines[n] for n in written[k + 1 : at]]
            return heads + 1 if all(_names(line.text) for line in between) else 0
    return 0


def _names(text: str) -> bool:
    """Whether a line names a journal, an article or people: its longer words begin with capitals."""
    long = [word for word in text.split() if len(word) >= 4 and word[0].isalpha()]
    closed = re.search(r"[.!?]$", text) is not None
    return 0 < len(long) < len(text.split()) + 1 <= 12 and all(w[0].isupper() for w in long) and not closed


def _page_starts(lines: tuple[Line, ...], numbers: dict[int, str]) -> list[int]:
    """The lines with which new pages begin."""
    if lines and lines[-1].page:
        return [n for n in range(1, len(lines)) if lines[n].page != lines[n - 1].page]
    return [n + 1 for n in sorted(numbers)]


def _heads(
    lines: tuple[Line, ...], written: list[int], starts: list[int], numbers: dict[int, str]
) -> dict[int, str]:
    """Lines at the edges of two and more pages whose words are the same, figures apart."""
    pages: list[list[int]] = [[]]
    bounds = iter((*starts, len(lines)))
    bound = next(bounds)
    for n in written:
        while n >= bound and bound < len(lines):
            pages.append([])
            bound = next(bounds)
        if n not in numbers:
            pages[-1].append(n)
    candidates = [
        _Edge(number, page, at_top) for number, page in enumerate(pages) for at_top in (True, False)
    ]
    masks = _recurring(lines, candidates, len(pages))
    found: dict[int, str] = {}
    for edge in candidates:
        for n in edge.outer:
            known = _mask(lines[n].text) in masks
            if not known and edge.page == 0 and edge.at_top:
                continue  # the title of the article stands over the first running head
            if not known or (edge.page == 0 and _is_title(lines, written, n)):
                break
            found[n] = f"running head of page {edge.page + 1}"
    return found


class _Edge:
    """The top or the bottom of a page: its two outermost lines, outside first, and the line within these."""

    __slots__ = ("at_top", "inner", "outer", "page")

    def __init__(self, page: int, lines: list[int], at_top: bool) -> None:
        inwards = lines if at_top else lines[::-1]
        self.at_top = at_top
        self.page = page
        self.outer = inwards[: _HEAD_LINES - 1]
        self.inner = inwards[_HEAD_LINES - 1] if len(inwards) >= _HEAD_LINES else None


def _recurring(lines: tuple[Line, ...], edges: list[_Edge], pages: int) -> set[str]:
    """The masks that stand at the edges of two pages in five, above words that differ: else pages were copied."""
    within: dict[str, dict[int, str]] = {}
    for edge in edges:
        for n in edge.outer:
            inner = lines[edge.inner].text if edge.inner is not None else str(edge.page)
            within.setdefault(_mask(lines[n].text), {})[edge.page] = inner
    return {
        mask
        for mask, by_page in within.items()
        if mask and len(by_page) >= max(2, 0.4 * pages) and len(set(by_page.values())) > 0.6 * len(by_page)
    }


def _mask(text: str) -> str:
    """The words of a line with every figure as ``#``; nothing for what heads no page.

    That is a long line, one without a letter, one that goes on with a sentence.
    """
    if len(text) > _LONGEST_HEAD or text[:1].islower() or not any(char.isalpha() for char in text):
        return ""
    return " ".join(re.sub(r"[0-9]+", "#", text).casefold().split())


def _is_title(lines: tuple[Line, ...], written: list[int], n: int) -> bool:
    """Tell whether the first line of the first page is the title that the running head repeats."""
    if n != written[0] or len(written) < 2:
        return False
    after = lines[written[1]].text
    return bool(_BYLINE.match(after)) or len(after) > 0.8 * percentile(
        [columns(lines[k].text) for k in written], 0.9
    )


def _without(lines: tuple[Line, ...], gone: set[int], starts: list[int]) -> Iterator[Line]:
    """The lines that stay; blank lines are left out where a page break stands within a sentence."""
    width = percentile([columns(line.text) for line in lines if line.text], 0.95)
    breaks = set(starts)
    before: Line | None = None
    blanks: list[Line] = []
    broken = False
    for n, line in enumerate(lines):
        broken = broken or n in breaks
        if n in gone:
            continue
        if not line.text:
            blanks.append(line)
            continue
        if before is not None and broken and _is_cut(before, line, width):
            yield replace(line, continues=True)
        else:
            yield from blanks
            yield line
        before, blanks, broken = line, [], False


def _is_cut(before: Line, after: Line, width: int) -> bool:
    full = width <= 100 and columns(before.text) >= 0.8 * width and before.text[-1:].isalnum()
    return _goes_on(before, after) or (full and not after.indented)


def _goes_on(before: Line, after: Line) -> bool:
    return not before.ends_sentence and after.text[:1].islower()
