"""What a source carries and what an edition carries -> what is missing, invented, changed or out of order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pubpipe.checks.carrying.carried import DRAWN, Token

_WINDOW = 240  # words in which the two are brought together again at first
_SURE = 6  # words in a row that are the same: from here on they run together again
_WORD = 40  # pieces that a word may be divided into at the ends of lines
_HYPHENS = ("-", "\u2010", "‑")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the source that an edition does not have, and what it has in their place; where both begin."""

    wanted: tuple[Token, ...]
    found: tuple[Token, ...]
    before: tuple[Token, ...]
    at: int
    found_at: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences in order, and the pairs of words that are the same in both, with their two places."""

    differences: tuple[Difference, ...]
    pairs: tuple[tuple[Token, Token], ...]
    places: tuple[tuple[int, int], ...] = ()


def compare(wanted: Sequence[Token], found: Sequence[Token], *, in_passages: bool = True) -> Comparison:
    """Compare word by word, in linear time where the two are alike.

    ``in_passages``: the edition says where its passages begin and end, so that one may be seen to be an ornament.
    """
    walk = _Walk(wanted, found, in_passages=in_passages)
    walk.go()
    pairs = tuple((wanted[i], found[j]) for i, j in walk.places)
    return Comparison(tuple(walk.differences), pairs, tuple(walk.places))


class _Walk:
    def __init__(self, wanted: Sequence[Token], found: Sequence[Token], *, in_passages: bool) -> None:
        self.wanted, self.found, self.in_passages = wanted, found, in_passages
        self.differences: list[Difference] = []
        self.places: list[tuple[int, int]] = []

    def go(self) -> None:
        i = j = 0
        wanted, found = self.wanted, self.found
        while i < len(wanted) and j < len(found):
            if found[j].kind == DRAWN:
                i, j = self._drawn(i, j)
            elif ornament := self._ornament(i, j):
                self._differ(i, i, j, ornament)
                j = ornament
            elif _same(wanted[i], found[j]):
                self.places.append((i, j))
                i, j = i + 1, j + 1
            elif divided := self._divided(i, j):
                self.places.append((i, j))
                i, j = divided
            else:
                i, j = self._bring_together(i, j)
        if i < len(wanted) or j < len(found):
            self._differ(i, len(wanted), j, len(found))

    def _drawn(self, i: int, j: int) -> tuple[int, int]:
        """Where both go on after marks that are words where the source has all of them, else drawn."""
        passage, end = self.found[j].passage, j
        while end < len(self.found) and self.found[end].passage == passage:
            end += 1
        behind = i + end - j
        ours = self.wanted[i:behind]
        is_said = len(ours) == end - j and all(map(_same, ours, self.found[j:end]))
        # A rule may stand before words that begin with the same marks.
        if not is_said or (self._goes_on(i, end) and not self._goes_on(behind, end)):
            return i, end
        self.places += zip(range(i, behind), range(j, end), strict=True)
        return behind, end

    def _goes_on(self, i: int, j: int) -> bool:
        """Whether the next words are the same, up to what may be drawn."""
        theirs = takewhile(lambda token: token.kind != DRAWN, self.found[j : j + _SURE])
        return all(
            _same(ours, token) for ours, token in zip(self.wanted[i : i + _SURE], theirs, strict=False)
        )

    def _ornament(self, i: int, j: int) -> int:
        """Return where a passage of the edition ends that is one mark again and again, and none of the source."""
        mark = self.found[j].text
        if not self.in_passages or len(mark) > 1 or mark.isalnum():
            return 0
        if j and self.found[j - 1].passage == self.found[j].passage:
            return 0
        theirs, ours = _marks(self.found, j), _marks(self.wanted, i)
        return 0 if not theirs or self.wanted[i].any_mark or ours == theirs else j + len(theirs)

    def _divided(self, i: int, j: int) -> tuple[int, int] | None:
        """Where both go on after a word that the edition divides at the end of a line, with a hyphen or without."""
        wanted = self.wanted
        for m in (1, 2, 3):
            whole = "".join(token.text for token in wanted[i : i + m])
            for hyphenated in (True, False):
                if end := self._rest(whole, j, hyphenated=hyphenated):
                    return i + m, end
        return None

    def _rest(self, whole: str, j: int, *, hyphenated: bool) -> int:
        said, broken, found = "", False, self.found
        for k in range(j, min(j + _WORD, len(found))):
            token = found[k]
            if token.joint and k > j:
                broken = True
            following = found[k + 1] if k + 1 < len(found) else None
            if hyphenated and k > j and token.text in _HYPHENS and following is not None and following.joint:
                continue
            said += token.text
            if not whole.startswith(said):
                return 0
            if said == whole:
                return k + 1 if broken else 0
        return 0

    def _bring_together(self, i: int, j: int) -> tuple[int, int]:
        """Note what differs from here to where the two run together again, and return that place."""
        size = _WINDOW
        while True:
            ours = [token.text for token in self.wanted[i : i + size]]
            theirs = [token.text for token in self.found[j : j + size]]
            whole = i + size >= len(self.wanted) and j + size >= len(self.found)
            blocks = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
            least = min(_SURE, len(ours), len(theirs)) if not whole else 1
            best = next((b for b in blocks if b.size >= least and b.size), None)
            if best is not None:
                # What is alike before the two run together for good is alike all the same.
                a, b = 0, 0
                for block in blocks:
                    if block.a > best.a or not block.size:
                        break
                    self._differ(i + a, i + block.a, j + b, j + block.b)
                    if block is best:
                        break
                    for n in range(block.size):
                        self.places.append((i + block.a + n, j + block.b + n))
                    a, b = block.a + block.size, block.b + block.size
                return i + best.a, j + best.b
            if whole:
                self._differ(i, len(self.wanted), j, len(self.found))
                return len(self.wanted), len(self.found)
            size *= 4

    def _differ(self, i: int, i2: int, j: int, j2: int) -> None:
        if i == i2 and j == j2:
            return
        if i < i2 and j < j2 and self._divided_run(i, i2, j, j2):
            return
        before = tuple(self.wanted[max(0, i - 4) : i])
        lacking = tuple(self.wanted[i:i2])
        instead = tuple(token for token in self.found[j:j2] if token.kind != DRAWN)
        if not lacking and not instead:
            return
        self.differences.append(Difference(lacking, instead, before, i, j))

    def _divided_run(self, i: int, i2: int, j: int, j2: int) -> bool:
        while i < i2 and j < j2:
            if _same(self.wanted[i], self.found[j]):
                i, j = i + 1, j + 1
            elif divided := self._divided(i, j):
                i, j = divided
            else:
                return False
        return i == i2 and j == j2


def _marks(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    """Return the rest of a passage where it is one mark again and again, else nothing."""
    passage, mark = tokens[at].passage, tokens[at].text
    end = at
    while end < len(tokens) and tokens[end].passage == passage and tokens[end].text == mark:
        end += 1
    is_whole = end == len(tokens) or tokens[end].passage != passage
    return tuple(token.text for token in tokens[at:end]) if is_whole else ()


def _same(wanted: Token, found: Token) -> bool:
    return wanted.text == found.text or (
        wanted.any_mark and len(found.text) == 1 and not found.text.isalnum()
    )


def moved(differences: Sequence[Difference]) -> dict[int, int]:
    """Return which difference's words another one has in its place: same words, another place, by their numbers."""
    key: Callable[[Sequence[Token]], tuple[str, ...]] = lambda tokens: tuple(t.text for t in tokens)  # noqa: E731
    lacking = {key(d.wanted): n for n, d in enumerate(differences) if d.wanted and not d.found}
    pairs = {}
    for n, difference in enumerate(differences):
        if difference.found and not difference.wanted and key(difference.found) in lacking:
            pairs[lacking[key(difference.found)]] = n
    return pairs
