"""Blocks -> pairs of a block and its later copy, chained to runs (NORMALIZER 1.4, steps 1 to 3)."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pubpipe.normalize import document as doc
from pubpipe.normalize.galley import Galley
from pubpipe.normalize.tokens import words

_SHINGLE = 5
_OWNERS = 8
# More edited blocks in a row than this are no end of a copy.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A block as it is compared: its folded words; an empty key never matches."""

    key: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Block number ``copy`` repeats the earlier block number ``original``."""

    original: int
    copy: int
    exact: bool
    figures_differ: bool
    says_more: bool


def units(galley: Galley) -> tuple[Unit, ...]:
    """Return one unit a piece; code, tables, quotations, notes, verse and protected lines get an empty key."""
    found = []
    for piece in galley.pieces:
        text = doc.words_of(piece.block)
        protected = (
            isinstance(piece.block, doc.CodeBlock | doc.Table | doc.Quote | doc.Note)
            or _is_verse(piece.block)
            or galley.keeps(piece)
        )
        found.append(Unit(() if protected else tuple(words(unicodedata.normalize("NFKC", text))), text))
    return tuple(found)


def runs(everything: tuple[Unit, ...]) -> Iterator[tuple[Pair, ...]]:
    """Yield runs of pairs: copies at most two apart whose originals rise by at most two."""
    matches = _matches(everything)
    run: list[Pair] = []
    for copy in sorted(matches):
        follows = [m for m in matches[copy] if run and run[-1].original < m <= run[-1].original + 2]
        if run and follows and copy - run[-1].copy <= 2:
            run.extend(_between(run[-1], follows[0], copy, everything))
            run.append(_pair(follows[0], copy, everything))
            continue
        if run:
            yield _extended(run, everything)
        run = [_pair(matches[copy][0], copy, everything)]
    if run:
        yield _extended(run, everything)


def poem_twice(galley: Galley) -> tuple[Pair, ...]:
    """Return the pairs of a poem that was pasted twice to four times with its title; none of any other text.

    Nothing within a poem is a copy: refrains are meant. A second title with every stanza of the first behind it,
    word for word to the end, is no refrain.
    """
    said = [tuple(words(doc.words_of(piece.block))) for piece in galley.pieces]
    if len(said) < 6 or _is_verse(galley.pieces[0].block):
        return ()
    size = next((n for n in _parts(len(said)) if said == said[:n] * (len(said) // n)), 0)
    stanzas = sum(_is_verse(piece.block) for piece in galley.pieces[:size])
    if stanzas < 2 or said[0] in said[1:size] or any(map(galley.keeps, galley.pieces[size:])):
        return ()
    return tuple(
        Pair(n % size, n, exact=True, figures_differ=False, says_more=False) for n in range(size, len(said))
    )


def _parts(count: int) -> tuple[int, ...]:
    """The sizes of two to four equal parts of so many blocks."""
    return tuple(count // times for times in (2, 3, 4) if count % times == 0)


def _matches(everything: tuple[Unit, ...]) -> dict[int, list[int]]:
    """For each block the earlier blocks that it repeats, exactly or nearly, in their order."""
    exact: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    first: dict[str, int] = {}
    others: defaultdict[str, list[int]] = defaultdict(list)
    found: dict[int, list[int]] = {}
    for n, unit in enumerate(everything):
        if not unit.key:
            continue
        shared = Counter[int]()
        for shingle in set(map(" ".join, zip(*(unit.key[k:] for k in range(_SHINGLE)), strict=False))):
            owner = first.setdefault(shingle, n)
            if owner == n:
                continue
            shared[owner] += 1
            # Hardly any shingle stands twice.
            more = others[shingle]
            shared.update(more)
            if len(more) < _OWNERS - 1:
                more.append(n)
        near = _near(n, shared, everything) if len(unit.key) >= 12 else []
        originals = sorted({*exact[unit.key][:_OWNERS], *near})
        if originals:
            found[n] = originals
        exact[unit.key].append(n)
    return found


def _near(n: int, shared: Counter[int], everything: tuple[Unit, ...]) -> list[int]:
    """The earlier blocks, by how many shingles block ``n`` shares with each, that it nearly repeats."""
    key = everything[n].key
    found = []
    for owner, count in shared.items():
        other = everything[owner].key
        if count < 3 or other == key or min(len(key), len(other)) < 0.7 * max(len(key), len(other)):
            continue
        from rapidfuzz import fuzz

        ratio = fuzz.ratio(key, other) / 100
        adjacent = n == owner + 1
        if ratio >= (0.95 if adjacent else 0.85) and (not adjacent or len(key) >= 25):
            found.append(owner)
    return found


def _extended(run: list[Pair], everything: tuple[Unit, ...]) -> tuple[Pair, ...]:
    """The run with short edited blocks at both of its ends."""
    for _ in range(_REACH):
        if not _alike(run[0].original - 1, run[0].copy - 1, everything):
            break
        run.insert(0, _pair(run[0].original - 1, run[0].copy - 1, everything))
    for _ in range(_REACH):
        last = run[-1]
        if last.original + 1 >= run[0].copy or not _alike(last.original + 1, last.copy + 1, everything):
            break
        run.append(_pair(last.original + 1, last.copy + 1, everything))
    return tuple(run)


def _between(last: Pair, original: int, copy: int, everything: tuple[Unit, ...]) -> Iterator[Pair]:
    if original - last.original == 2 and copy - last.copy == 2 and _alike(original - 1, copy - 1, everything):
        yield _pair(original - 1, copy - 1, everything)


def _alike(original: int, copy: int, everything: tuple[Unit, ...]) -> bool:
    if original < 0 or copy >= len(everything) or copy <= original + 1:
        return False
    first, second = everything[original], everything[copy]
    if not first.key or not second.key:
        return False
    if first.key == second.key:
        return True
    shorter, longer = sorted((len(first.text), len(second.text)))
    if 2 * shorter >= 0.75 * (shorter + longer):  # no more than the shorter can be in both
        from rapidfuzz import fuzz

        if fuzz.ratio(first.text, second.text) >= 75:
            return True
    # A copy may have taken up another sentence: what the first one says then stands in it whole.
    held = sum((Counter(first.key) & Counter(second.key)).values())
    size = len(first.key)
    return size >= 8 and held >= 0.9 * size and size < len(second.key) <= 4 * size


def _pair(original: int, copy: int, everything: tuple[Unit, ...]) -> Pair:
    first, second = everything[original].key, everything[copy].key
    figures = [w for w in first if any(c.isdigit() for c in w)]
    other = [w for w in second if any(c.isdigit() for c in w)]
    surplus = sum((Counter(second) - Counter(first)).values())
    # A sentence that stands in the copy alone has six words and more; an edited word or two has fewer.
    more = len(second) >= len(first) + 6 and surplus >= 6
    return Pair(original, copy, first == second, figures != other, more)


def _is_verse(block: doc.Block) -> bool:
    return isinstance(block, doc.Paragraph) and any(isinstance(n, doc.Break) for n in block.children)
